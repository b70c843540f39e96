#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "app/import_run.h"
#include "cli/import_text.h"
#include "cli/progress.h"

/// What every import has on its two sides: a file of rows, and what is told about them.
namespace vuelve::cli {

using app::InputTable;
/// CSV, or lines of JSON when the text begins with `{`. `delimiter`: "auto" "," ";" "tab".
/// Errors: NotFound, MalformedRequest, ValidationFailed (delimiter).
Result<InputTable> open_table(const std::string& path, const std::string& delimiter = "auto");

/// Writes rejected rows as CSV (line, column, reason, value); makes the file with the first of them
/// and removes one of an earlier run.
class RejectedFile {
 public:
    explicit RejectedFile(std::string path);
    void add(const app::RowFault& fault);
    std::int64_t count() const { return count_; }
    const std::string& path() const { return path_; }

 private:
    std::string path_;
    std::ofstream file_;
    std::int64_t count_ = 0;
};

/// What the totals are of, for the words and the money.
struct TotalsText {
    std::string noun;  // "purchases"
    std::string currency = "USD";
    int exponent = 2;
    bool dry_run = false;
};
/// "27946 accepted, 115 rejected (EMPTY_BASKET)" and the control totals below it.
std::string totals_text(const app::ImportTotals& totals, const TotalsText& about);

/// 15290953 -> "152909.53".
std::string money_text(std::int64_t minor, int exponent);

}  // namespace vuelve::cli
