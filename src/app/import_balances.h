#pragma once

#include "app/import_members.h"

/// Balances that a shop brings along, each lot with its own last day. Source: contract.md 1 rule
/// 26, features.md c7.
namespace vuelve::app {

struct BalanceImport {
    ImportRun run{};
    std::string member_kind = "external";  // what a member without a kind is
    FieldFormat format{};
    DryRun* dry = nullptr;                  // see MemberImport
    storage::Database* database = nullptr;  // likewise
};

/// Columns: `member` `currency` `points` (required; points as the shop writes them), `last_day`,
/// `earned_at`, `brand`, `reference`.
ColumnNames balance_columns();

/// Each row one lot, posted as an adjustment with reason `opening`. Member, currency, last day and
/// `reference` together name it: the same row again changes nothing, and rows that agree in all
/// four need a `reference` to be two lots. With `columns` rows are a table; without, JSON objects
/// with the same names and points in units.
ImportTotals import_balances(Engine& engine,
                             const OpenProgramme& programme,
                             RowSource& rows,
                             const Columns* columns,
                             const BalanceImport& options,
                             const ImportWatch& watch);

}  // namespace vuelve::app
