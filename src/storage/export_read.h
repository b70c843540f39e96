#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "codec/import_request.h"
#include "storage/database.h"

/// One programme's rows for an export, as they stand in one snapshot. Source: design.md 5,
/// features.md b15; docs/adr/0035.
namespace vuelve::storage {

/// What a column of an export is made of. Two take the column after theirs along.
enum class ExportCell : std::uint8_t {
    Whole,
    Text,
    Json,
    Time,
    Day,
    Symbol,   // a code by its number
    Holder,   // and kind
    Subject,  // a member, 0 = nobody
    Txn,      // and bucket
    Redemption,
    Voucher,
    MemberState,
    Standing,  // of a head: the level
    EntryType,
    Contra,
    RedemptionState,
    VoucherState,
    SaleState,
    PurchaseId,  // of a document
    Truth,
};

struct ExportColumn {
    std::string_view name;
    ExportCell cell;
};

/// Its columns, in the order of export_rows. None for a programme: that is a document.
std::span<const ExportColumn> export_columns(ExportKind kind);
/// Rows with from <= posting < to, where they have one. Gone before `reader` is.
Rows export_rows(Reader& reader,
                 std::int64_t tenant_id,
                 std::int64_t programme_id,
                 const ExportRequest& request);

}  // namespace vuelve::storage
