#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "answers.h"
#include "cli/progress.h"
#include "compare.h"
#include "storage/verify.h"

/// replay_programme --kind journey|retail --programme FILE --data DIR --expected FILE
///
/// Runs half a year of a real shop through the engine and its store, and compares every number with
/// the known answers. Exit codes: 0 match, 1 not, 2 wrong use.
namespace vuelve::real {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string kind;
    fs::path programme, data, expected;
};

std::optional<Options> options_of(int count, char** arguments) {
    std::map<std::string, std::string> values;
    for (int i = 1; i + 1 < count; i += 2) values[arguments[i]] = arguments[i + 1];
    const Options options{values["--kind"], values["--programme"], values["--data"],
                          values["--expected"]};
    const bool is_whole = count == 9 && values.size() == 4 && !options.programme.empty() &&
                          !options.data.empty() && !options.expected.empty();
    if (!is_whole || (options.kind != "journey" && options.kind != "retail")) return std::nullopt;
    return options;
}

Json read_json(const fs::path& path) {
    std::ifstream file(path);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    auto json = parse_json(text, {.size_max = std::size_t{64} << 20});
    if (!file || !json) throw BadFile{path.string() + " is not readable JSON"};
    return std::move(*json);
}

/// A text or number that the answers must say before anything can be run.
template <class T>
T setting(const Json& expected, std::initializer_list<const char*> path) {
    const Json* json = &expected;
    for (const char* name : path) json = json ? json->find(name) : nullptr;
    const T* value = json ? json->get_if<T>() : nullptr;
    if (!value) throw BadFile{fmt::format("the answers have no {}", fmt::join(path, "."))};
    return *value;
}

Instant instant_of(const std::string& text) {
    auto at = parse_instant(text);
    if (!at) throw BadFile{"not a time: " + text};
    return *at;
}

/// What the answers say of the run itself, and nobody computes.
Json without_settings(const Json& expected) {
    Json::Object answers;
    for (const JsonMember& member : *expected.get_if<Json::Object>())
        if (member.name != "run" && member.name != "programme" && member.name != "data" &&
            member.name != "pay_from")
            answers.push_back(member);
    return Json(std::move(answers));
}

/// Files of rows lie beside the answers; where one is absent, that is said.
void compare_rows(Comparison& comparison,
                  const fs::path& file,
                  const std::vector<std::string>& rows) {
    const std::string name = file.filename().string();
    if (auto expected = lines_of(file))
        comparison.compare_lines(name, rows, *expected);
    else
        fmt::print("      {}: not beside the answers, not compared\n", name);
}

/// Members whom the answers look at more closely.
std::vector<std::string> samples_of(const Json& expected) {
    std::vector<std::string> members;
    const Json* samples = expected.find("sample_members");
    const auto* rows = samples ? samples->get_if<Json::Array>() : nullptr;
    if (rows)
        for (const Json& row : *rows) members.push_back(setting<std::string>(row, {"member"}));
    return members;
}

/// Nothing may move when everything is sent again, and no invariant may be broken.
void check_afterwards(Replay& replay, Comparison& comparison) {
    auto audit = [&] { return storage::verify(*replay.service().database().fan_out()); };
    const auto before = audit();
    const auto again = replay.send_again();
    const auto after = audit();
    const bool is_same = before.checksum == after.checksum && before.entries == after.entries &&
                         before.transactions == after.transactions;
    comparison.expect(again.replayed == again.sent && is_same, "again",
                      fmt::format("{} accepted commands sent again, {} replayed, {}", again.sent,
                                  again.replayed, is_same ? "no number moved" : "numbers moved"));
    for (const storage::Finding& finding : after.findings)
        fmt::print("      {} {}: {}\n", finding.invariant, finding.where, finding.detail);
    comparison.expect(after.is_sound(), "verify",
                      fmt::format("{} transactions, {} entries, {} lots, {} holders: {} violations",
                                  after.transactions, after.entries, after.lots, after.holders,
                                  after.findings_count));
}

int finish(const std::string& run, const Comparison& comparison) {
    if (comparison.differences().empty()) {
        fmt::print("{}: match\n", run);
        return 0;
    }
    fmt::print("{}: {} differ; the first command or total that does:\n", run,
               comparison.differences().size());
    fmt::print("{}\n", comparison.differences().front());
    return 1;
}

int run(const Options& options) {
    const Json expected = read_json(options.expected);
    const auto name = setting<std::string>(expected, {"run"});
    const auto close = setting<std::string>(expected, {"close", "at"});
    const auto later = setting<std::string>(expected, {"later", "at"});
    Replay replay(read_json(options.programme),
                  Minor{setting<std::int64_t>(expected, {"pay_from"})});
    const auto zone = Zone::find(replay.programme().zone().name());
    const fs::path data = options.data / setting<std::string>(expected, {"data"});
    const auto history =
        options.kind == "journey" ? read_journey(data, zone) : read_retail(data, zone);

    {
        cli::Progress progress(cli::progress_style(false), name, "baskets");
        const auto whole = history->size();
        replay.run(*history, [&] {
            const auto done = whole - history->size();
            progress.update(
                {.done = done, .total = whole, .counted = static_cast<std::int64_t>(done)});
        });
    }
    Json::Object ours{{"input", history->input()}};
    add_answers(replay, history->cancellation_lines(), ours);
    replay.advance(instant_of(close));
    const Moment at_close = read_moment(replay, close, samples_of(expected));
    ours.push_back({"close", at_close.json});
    if (expected.find("sample_members")) ours.push_back({"sample_members", at_close.samples});
    replay.advance(instant_of(later));
    ours.push_back({"later", read_moment(replay, later, {}).json});

    Comparison comparison;
    const fs::path folder = options.expected.parent_path();
    compare_rows(comparison, folder / (name + ".commands.csv.gz"), replay.rows());
    comparison.compare("", Json(std::move(ours)), without_settings(expected));
    compare_rows(comparison, folder / (name + ".balances.csv.gz"), at_close.balances);
    check_afterwards(replay, comparison);
    return finish(name, comparison);
}

}  // namespace
}  // namespace vuelve::real

int main(int count, char** arguments) {
    const auto options = vuelve::real::options_of(count, arguments);
    if (!options) {
        fmt::print(stderr,
                   "replay_programme --kind journey|retail --programme FILE --data DIR "
                   "--expected FILE\n");
        return 2;
    }
    try {
        return vuelve::real::run(*options);
    } catch (const vuelve::real::BadFile& bad) {
        fmt::print(stderr, "replay_programme: {}\n", bad.what);
        return 1;
    }
}
