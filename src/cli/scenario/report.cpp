#include "cli/scenario/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "codec/json_writer.h"

namespace vuelve::cli {
namespace {

constexpr std::size_t differences_max = 8;  // of a step, in a report for people
constexpr std::size_t value_max = 400;      // characters of a value

struct Counts {
    int passed = 0, failed = 0, skipped = 0;
    std::map<std::string, int> reasons;  // of the skipped

    void add(const CaseResult& result) {
        if (result.verdict == Verdict::Passed) ++passed;
        if (result.verdict == Verdict::Failed) ++failed;
        if (result.verdict == Verdict::Skipped) ++skipped, ++reasons[result.why];
    }
};

struct Chapter {
    std::string name;
    Counts counts;
};

std::vector<Chapter> chapters_of(std::span<const CaseResult> results) {
    std::vector<Chapter> chapters;
    for (const CaseResult& result : results) {
        auto chapter = std::ranges::find(chapters, result.chapter, &Chapter::name);
        if (chapter == chapters.end())
            chapter = chapters.insert(chapter, {.name = result.chapter, .counts = {}});
        chapter->counts.add(result);
    }
    return chapters;
}

std::string shortened(const std::string& value) {
    return value.size() <= value_max ? value : value.substr(0, value_max) + "...";
}

std::string failure_text(const CaseResult& result) {
    std::string text = fmt::format("FAILED {}\n", result.id);
    for (const FailedStep& step : result.failed) {
        text += fmt::format("  step {} {} {}\n", step.number, step.op, step.id);
        for (std::size_t i = 0; i < std::min(step.differences.size(), differences_max); ++i) {
            const Difference& found = step.differences[i];
            text += fmt::format("    {}\n      expected {}\n      actual   {}\n", found.where,
                                shortened(found.expected), shortened(found.actual));
        }
        if (step.differences.size() > differences_max)
            text += fmt::format("    and {} more\n", step.differences.size() - differences_max);
    }
    return text;
}

std::string counts_text(const Counts& counts) {
    return fmt::format("{} passed, {} failed, {} skipped", counts.passed, counts.failed,
                       counts.skipped);
}

std::string reasons_text(const Counts& counts) {
    std::string text;
    for (const auto& [reason, cases] : counts.reasons)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", reason, cases);
    return text.empty() ? "" : fmt::format(" (not built: {})", text);
}

void write_counts(JsonWriter& out, const Counts& counts) {
    out.member("passed", counts.passed).member("failed", counts.failed);
    out.member("skipped", counts.skipped);
}

void write_failures(JsonWriter& out, std::span<const CaseResult> results) {
    out.key("failures").begin_array();
    for (const CaseResult& result : results)
        for (const FailedStep& step : result.failed)
            for (const Difference& found : step.differences) {
                out.begin_object().member("case", result.id).member("step", step.number);
                out.member("op", step.op).member("where", found.where);
                out.member("expected", found.expected).member("actual", found.actual).end_object();
            }
    out.end_array();
}

}  // namespace

std::string report_text(std::span<const CaseResult> results) {
    std::string text;
    Counts all;
    for (const CaseResult& result : results) {
        if (result.verdict == Verdict::Failed) text += failure_text(result);
        all.add(result);
    }
    for (const Chapter& chapter : chapters_of(results))
        text += fmt::format("chapter {}: {}{}\n", chapter.name, counts_text(chapter.counts),
                            reasons_text(chapter.counts));
    return text + counts_text(all) + "\n";
}

std::string report_json(std::span<const CaseResult> results) {
    JsonWriter out;
    Counts all;
    for (const CaseResult& result : results) all.add(result);
    write_counts(out.begin_object(), all);
    out.key("chapters").begin_array();
    for (const Chapter& chapter : chapters_of(results)) {
        write_counts(out.begin_object().member("chapter", chapter.name), chapter.counts);
        out.end_object();
    }
    out.end_array();
    write_failures(out, results);
    out.key("skips").begin_array();
    for (const CaseResult& result : results)
        if (result.verdict == Verdict::Skipped)
            out.begin_object().member("case", result.id).member("why", result.why).end_object();
    out.end_array().end_object();
    return std::move(out).text() + "\n";
}

bool any_failed(std::span<const CaseResult> results) {
    return std::ranges::any_of(results, [](const auto& r) { return r.verdict == Verdict::Failed; });
}

}  // namespace vuelve::cli
