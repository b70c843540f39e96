#pragma once

#include "app/import_fields.h"
#include "app/import_report.h"
#include "app/service.h"

/// A supplier's codes, for a reward or a coupon to give out. Source: domain.md 7.6, contract.md 7.
namespace vuelve::app {

struct VoucherImport {
    std::string reward, coupon;  // one of the two
    bool dry_run = false;
};

/// Columns: `code` (required).
ColumnNames voucher_columns();

/// Every code of `rows`, in their order. One that a pool or a member has already counts as
/// replayed, so a file may be sent again. With `columns` rows are a table; without, JSON objects
/// `{"code"}`.
ImportTotals import_vouchers(Service& service,
                             OpenProgramme& programme,
                             RowSource& rows,
                             const Columns* columns,
                             const VoucherImport& how,
                             const ImportWatch& watch);

}  // namespace vuelve::app
