#include "cli/scenario/runner.h"

#include <map>

namespace vuelve::cli {
namespace {

const std::map<std::string_view, View>& views() {
    static const std::map<std::string_view, View> known{
        {"balances", View::Balances},      {"lots", View::Lots},   {"tiers", View::Tiers},
        {"vouchers", View::Vouchers},      {"stock", View::Stock}, {"journal", View::Journal},
        {"redemptions", View::Redemptions}};
    return known;
}

FailedStep run_step(const GoldenStep& step, World& world) {
    FailedStep outcome{.op = step.op, .id = step.id};
    Json answer = world.step(step);
    for (const JsonMember& expected : *step.expect.get_if<Json::Object>()) {
        auto view = views().find(expected.name);
        Json actual;
        if (view != views().end()) {
            actual = world.read(view->second);
        } else if (const Json* answered = answer.find(expected.name)) {
            actual = *answered;
        } else {
            // A refusal where a success was expected says more than the absence of its keys.
            if (const Json* error = answer.find("error"))
                outcome.differences.push_back({expected.name, "(an answer)", canonical(*error)});
            else
                outcome.differences.push_back(
                    {expected.name, canonical(expected.value), "(absent)"});
            continue;
        }
        for (Difference& found : compare(expected.name, expected.value, actual))
            outcome.differences.push_back(std::move(found));
    }
    return outcome;
}

}  // namespace

CaseResult run_case(const GoldenCase& golden, World& world) {
    CaseResult result{.chapter = golden.chapter, .id = golden.id};
    if (auto reason = world.cannot_run(golden)) {
        result.verdict = Verdict::Skipped;
        result.why = *reason;
        return result;
    }
    if (auto fault = world.load(golden)) {
        result.verdict = Verdict::Failed;
        result.failed.push_back({.op = "load", .differences = {{"config", "a programme", *fault}}});
        return result;
    }
    for (std::size_t i = 0; i < golden.steps.size(); ++i) {
        FailedStep outcome = run_step(golden.steps[i], world);
        outcome.number = i + 1;
        if (!outcome.differences.empty()) result.failed.push_back(std::move(outcome));
    }
    if (!result.failed.empty()) result.verdict = Verdict::Failed;
    return result;
}

std::vector<CaseResult> run_cases(std::span<const GoldenCase> cases,
                                  const std::function<std::unique_ptr<World>()>& make_world) {
    std::vector<CaseResult> results;
    for (const GoldenCase& golden : cases) results.push_back(run_case(golden, *make_world()));
    return results;
}

}  // namespace vuelve::cli
