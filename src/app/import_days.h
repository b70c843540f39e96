#pragma once

#include "app/import_fields.h"
#include "app/import_report.h"
#include "app/service.h"

/// What stores sold on each day, to members or not, from a file: what participation is measured
/// against.   Source: domain.md 11.
namespace vuelve::app {

/// Columns: `store`, `date`, `tickets`, `amount`.
ColumnNames day_columns();

/// Every day of `rows`; one that is there already is replaced. `totals.money` sums the amounts.
/// With `columns` rows are a table; without, JSON objects with the same names and the amount in
/// minor units.
ImportTotals import_days(Service& service,
                         OpenProgramme& programme,
                         RowSource& rows,
                         const Columns* columns,
                         const FieldFormat& format,
                         bool dry_run,
                         const ImportWatch& watch);

}  // namespace vuelve::app
