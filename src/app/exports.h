#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "app/service.h"
#include "codec/import_request.h"

/// A programme's data as a file, for any door. Nothing in it is about a person but ids. Source:
/// design.md 5, features.md b15, 91.
namespace vuelve::app {

struct ExportTotals {
    std::int64_t rows = 0;
    bool is_complete = true;  // false when it was stopped
    /// Sums of what can be added up: "available:PTS", "amount" ...
    std::map<std::string, std::int64_t> sums;
};
std::string totals_json(const ExportTotals& totals);

struct ExportWatch {
    /// Takes the next piece of text: whole records.
    std::function<void(std::string_view)> text;
    /// Asked between rows: whether to stop.
    std::function<bool(const ExportTotals&)> is_over = [](const ExportTotals&) { return false; };
};

/// Everything asked for, from one snapshot: what changes meanwhile is not in it.
ExportTotals run_export(Service& service,
                        const OpenProgramme& programme,
                        const ExportRequest& request,
                        const ExportWatch& watch);

}  // namespace vuelve::app
