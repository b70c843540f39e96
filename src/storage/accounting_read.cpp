#include "storage/accounting_read.h"

#include <algorithm>
#include <iterator>

#include "codec/transaction_json.h"
#include "generated/sql.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

std::optional<Purchase> purchase_in(std::string_view result, const Vault& vault) {
    return or_corrupt(decode_result(result, code_seal(vault))).effects.purchase;
}

/// The purchase as it stood before its child `txn`: after the child before, or as recorded.
Purchase purchase_before(
    Reader& reader, const Vault& vault, const Placement& placement, TxnId parent, TxnId txn) {
    const int bucket = base_bucket(placement);
    Rows child = reader.query(sql::txn_child_before, {bucket, placement.tenant_id, parent, txn});
    if (child.next())
        if (auto purchase = purchase_in(child.text(0), vault)) return std::move(*purchase);
    Rows recorded = reader.query(sql::txn_by_id, {bucket, placement.tenant_id, parent});
    if (recorded.next())
        if (auto purchase = purchase_in(recorded.text(6), vault)) return std::move(*purchase);
    throw StorageError(Trouble::Corrupt, "a return names a purchase that is not there");
}

}  // namespace

std::vector<MonthlyUnits> read_monthly_units(Reader& reader,
                                             const Placement& placement,
                                             std::int64_t programme_id,
                                             CurrencyId currency,
                                             int until_month) {
    std::vector<MonthlyUnits> moved;
    Rows rows = reader.query(sql::units_by_month, {base_bucket(placement), placement.tenant_id,
                                                   programme_id, currency, until_month});
    while (rows.next())
        moved.push_back({rows.get<int>(0), rows.get<EntryType>(1), Units{rows.integer(2)}});
    return moved;
}

Result<std::vector<MoneyLine>> read_bookings(Reader& reader,
                                             const Vault& vault,
                                             const Placement& placement,
                                             std::int64_t programme_id,
                                             const Programme& programme,
                                             Instant from,
                                             Instant until) {
    std::vector<MoneyLine> bookings;
    Rows rows =
        reader.query(sql::purchase_changes_posted,
                     {base_bucket(placement), placement.tenant_id, programme_id, from, until});
    while (rows.next()) {
        const auto after = purchase_in(rows.text(3), vault);
        if (!after) continue;
        std::optional<Purchase> before;
        if (rows.get<TxnKind>(1) != TxnKind::Purchase)
            before =
                purchase_before(reader, vault, placement, rows.get<TxnId>(2), rows.get<TxnId>(0));
        auto booked = TRY(bookings_of(programme, before ? &*before : nullptr, *after));
        std::ranges::copy(booked, std::back_inserter(bookings));
    }
    return bookings;
}

Result<BookKeeper> keep_books(Reader& reader,
                              const Vault& vault,
                              const Placement& placement,
                              std::int64_t programme_id,
                              const Programme& programme) {
    BookKeeper books(programme);
    const CodeSeal seal = code_seal(vault);
    Rows rows = reader.query(sql::txns_for_books,
                             {base_bucket(placement), placement.tenant_id, programme_id});
    while (rows.next()) {
        const Effects effects = or_corrupt(decode_result(rows.text(4), seal)).effects;
        const auto kind = rows.get<TxnKind>(1);
        std::optional<Purchase> before;
        if (effects.purchase && kind != TxnKind::Purchase)
            before =
                purchase_before(reader, vault, placement, rows.get<TxnId>(2), rows.get<TxnId>(0));
        TRY(books.add(kind, rows.get<Instant>(3), effects, before ? &*before : nullptr));
    }
    return books;
}

}  // namespace vuelve::storage
