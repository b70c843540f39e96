#pragma once

#include "app/import_fields.h"
#include "app/import_report.h"
#include "app/programmes.h"

/// The catalogue of a shop's articles: what a purchase line without category or brand is completed
/// from (contract.md 1 rule 29).
namespace vuelve::app {

/// Columns: `sku` (required), `category` ("abarrotes/cafe"), `brand`, `name`, `unit_price`,
/// `unit_cost` (what it costs the shop).
ColumnNames product_columns();

/// Every article of `rows`; one that is there already is replaced, and counts as replayed when it
/// is the same. The catalogue in force changes at the end. With `columns` rows are a table;
/// without, JSON objects with the same names and money in minor units.
ImportTotals import_products(Programmes& programmes,
                             OpenProgramme& programme,
                             RowSource& rows,
                             const Columns* columns,
                             const FieldFormat& format,
                             bool dry_run,
                             const ImportWatch& watch);

}  // namespace vuelve::app
