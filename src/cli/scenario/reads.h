#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/scenario/aliases.h"
#include "cli/scenario/books.h"
#include "cli/scenario/golden_case.h"
#include "domain/programme.h"

/// Operations of golden cases that only ask.
namespace vuelve::cli {

struct PointsQuestion {
    std::string member, currency;
    Minor amount{};
};
/// Errors: ValidationFailed.
Result<PointsQuestion> decode_max_points(const GoldenStep& step);
/// The member of a `preview`. Errors: ValidationFailed.
Result<std::string> decode_preview(const GoldenStep& step);

/// The day and offsets of a `notices`. Errors: ValidationFailed.
struct NoticesQuestion {
    Day date{};
    std::vector<int> offsets;
};
Result<NoticesQuestion> decode_notices(const GoldenStep& step);

/// The answer to a `metric` with an input, which asks no world: a formula of plain values. Nothing
/// for others.
std::optional<Json> answer_formula(const GoldenStep& step);

/// True for the operations answer_read knows.
bool is_read(std::string_view op);
/// The answer to a read or to `advance`; nothing for operations that change something.
std::optional<Json> answer_read(const Programme& programme,
                                const State& state,
                                const Books& books,
                                const Aliases& aliases,
                                const GoldenStep& step);

/// "pointer: code: detail; ..."
std::string faults_text(const std::vector<Fault>& faults);

}  // namespace vuelve::cli
