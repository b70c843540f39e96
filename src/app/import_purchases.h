#pragma once

#include <set>
#include <string>

#include "app/import_dry.h"
#include "app/import_report.h"
#include "app/import_sales.h"
#include "app/programmes.h"

/// Tickets of a file into a programme, by the ordinary commands.
namespace vuelve::app {

struct PurchaseImport {
    ImportRun run{};
    /// The clock follows the rows (contract.md 1 rule 26).
    bool history = false;
    /// A member `external:...` that is met for the first time is enrolled at that moment.
    bool enrol_unknown = false;
    /// What a dry run looks things up in: each ticket is then quoted. Without one it checks no more
    /// than the rows themselves.
    DryRun* dry = nullptr;
};

/// Every ticket of `rows`, in the order of their first rows. Tickets that are there already change
/// nothing: their ids are the keys. With `format` rows are lines of tickets; without, each row is
/// JSON: the body of a purchase, or of a return (it names its `purchase`).
/// Errors in the file are told to `watch` and counted; nothing is thrown.
ImportTotals import_purchases(Engine& engine,
                              const OpenProgramme& programme,
                              RowSource& rows,
                              const SaleFormat* format,
                              const PurchaseImport& options,
                              const ImportWatch& watch);

}  // namespace vuelve::app
