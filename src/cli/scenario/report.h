#pragma once

#include <span>
#include <string>

#include "cli/scenario/runner.h"

namespace vuelve::cli {

/// What a reader wants: each failed case with what differs, a line for each chapter with what was
/// skipped and why, and "N passed, N failed, N skipped" alone on the last line.
std::string report_text(std::span<const CaseResult> results);
/// The same for programs: passed, failed, skipped, chapters, failures, skips.
std::string report_json(std::span<const CaseResult> results);

bool any_failed(std::span<const CaseResult> results);

}  // namespace vuelve::cli
