#pragma once

#include <memory>
#include <string>

#include "app/import_fields.h"
#include "app/import_report.h"
#include "app/import_text.h"
#include "app/service.h"
#include "codec/import_request.h"

/// Any kind of file into a programme, for any door. Source: design.md 5, 8; contract.md 1 rule 26.
namespace vuelve::app {

/// The rows of an input and how far it is read.
struct InputTable {
    std::unique_ptr<RowSource> rows;
    const TextStream* stream = nullptr;  // lives in `rows`
};
/// CSV, or lines of JSON when the text begins with `{`. `delimiter`: "auto" "," ";" "tab".
/// Errors: MalformedRequest (header), ValidationFailed (delimiter).
Result<InputTable> open_table(std::unique_ptr<TextStream> stream,
                              const std::string& delimiter = "auto");

/// How the numbers and times of a file read. Errors: ValidationFailed for an unknown time zone.
Result<FieldFormat> field_format(const OpenProgramme& programme, const ImportRequest& request);

/// Every row of `rows`. `history`: the clock follows the rows.
/// Errors: ValidationFailed before any row is taken: columns that are missing or unknown, a reward
/// or coupon that is not there. Faults of rows go to `watch`.
Result<ImportTotals> run_import(Service& service,
                                OpenProgramme& programme,
                                RowSource& rows,
                                const ImportRequest& request,
                                ImportRun run,
                                const ImportWatch& watch,
                                bool history = false);

/// A list of rejected rows, as CSV: line, column, reason, value.
std::string rejected_header();
std::string rejected_record(const RowFault& fault);

}  // namespace vuelve::app
