#include "cli/scenario/reads.h"

#include <fmt/format.h>

#include "cli/scenario/answer.h"
#include "cli/scenario/make_json.h"
#include "codec/request_format.h"
#include "domain/pay_points.h"
#include "domain/tier.h"

namespace vuelve::cli {
namespace {

const Holder* find_holder(const State& state, const Aliases& aliases, const std::string& alias) {
    MemberRef ref = aliases.holder(alias);
    return ref ? resolve(state, *ref) : nullptr;
}

Json answer_max_points(const Programme& programme,
                       const State& state,
                       const Aliases& aliases,
                       const GoldenStep& step) {
    auto asked = decode_max_points(step);
    if (!asked) return rejected_json(asked.error().code);
    const Holder* member = find_holder(state, aliases, asked->member);
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    const Currency* currency = programme.find_currency(asked->currency);
    if (!currency) return rejected_json(ErrorCode::ValidationFailed);
    const Holder& holder = state.holders.at(account_holder(*member, *currency));
    MaxPoints most =
        max_payable(*currency, wallet_of(holder, currency->id).available, asked->amount);
    ObjectMaker out;
    out.add("status", "ok").add("points", most.points).add("amount", most.amount);
    return std::move(out).done();
}

Json answer_preview(const Programme& programme,
                    const State& state,
                    const Aliases& aliases,
                    const GoldenStep& step) {
    auto alias = decode_preview(step);
    if (!alias) return rejected_json(alias.error().code);
    const Holder* member = find_holder(state, aliases, *alias);
    if (!member) return rejected_json(ErrorCode::UnknownMember);
    ObjectMaker out;
    out.add("status", "ok");
    out.add("preview", preview_json(programme, preview(programme, *member, step.at)));
    return std::move(out).done();
}

}  // namespace

Result<PointsQuestion> decode_max_points(const GoldenStep& step) {
    return decode_body<PointsQuestion>(step.arguments, [](const Cursor& at, PointsQuestion& out) {
        ObjectReader object(at);
        object.required("member", out.member, code());
        object.required("currency", out.currency, code());
        object.required("amount", out.amount, whole(0, amount_max));
    });
}

Result<std::string> decode_preview(const GoldenStep& step) {
    return decode_body<std::string>(step.arguments, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("member", out, code());
    });
}

std::optional<Json> answer_read(const Programme& programme,
                                const State& state,
                                const Aliases& aliases,
                                const GoldenStep& step) {
    if (step.op == "max_points") return answer_max_points(programme, state, aliases, step);
    if (step.op == "preview") return answer_preview(programme, state, aliases, step);
    if (step.op != "advance") return std::nullopt;
    ObjectMaker out;
    return std::move(out.add("status", "ok")).done();
}

std::string faults_text(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults)
        text += fmt::format("{}{}: {}: {}", text.empty() ? "" : "; ", fault.pointer, fault.code,
                            fault.detail);
    return text;
}

}  // namespace vuelve::cli
