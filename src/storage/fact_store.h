#pragma once

#include <functional>
#include <vector>

#include "domain/sale.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/txn_rows.h"
#include "storage/vault.h"

/// Facts of purchases, written behind the ledger from its transactions (table `sale`;
/// docs/adr/0020).
namespace vuelve::storage {

/// What kind of action a transaction records, as its document says; "" when it records none.
/// Errors: Corrupt.
std::string action_of(const vuelve::Transaction& txn, std::string_view document);

/// One programme's facts. Without state of its own: any thread that has its own reader.
class FactStore {
 public:
    FactStore(const Vault& vault, Placement placement, std::int32_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    /// The last transaction whose facts are written; 0 when none is.
    TxnId place(Reader& reader) const;
    /// Is there a transaction after the place? Costs two look-ups.
    bool is_behind(Reader& reader) const;

    struct Followed {
        vuelve::Transaction txn;  // whole
        std::string action;       // what kind, of a recorded one; "" else
    };
    struct Page {
        std::vector<Followed> rows;  // in the order of their commits
        bool is_last = true;
        TxnId last{};  // where the next page begins
    };
    /// The next transactions after `after`. Errors: Corrupt.
    Page read_page(Reader& reader, TxnId after) const;
    /// Writes what the transactions say about purchases and actions; those before must have been
    /// applied. Does not move the place.
    void apply(Transaction& tx, std::span<const Followed> rows, const UnitCost& unit_cost) const;
    void set_place(Transaction& tx, TxnId place) const;

    /// In the order of their transactions.
    std::vector<Sale> sales_of(Reader& reader, HolderId member) const;
    /// Of a member's last `limit` purchases, those entered in this time, voided ones too.
    std::int64_t count_last_sales(
        Reader& reader, HolderId member, std::int64_t limit, Instant from, Instant to) const;
    /// Purchases of these days, both included, in the order of days and transactions; voided ones
    /// too.
    void each_sale(Reader& reader,
                   Day first,
                   Day last,
                   const std::function<void(const Sale&)>& take) const;

    struct RecordedSale {
        HolderId member{};
        TxnId txn{};
        Day day{};
        Instant occurred_at{};
        std::string document;  // codec/purchase_json.h: decode_recorded_purchase
    };
    /// At most `limit` purchases that count (voided ones do not), after one of a day, up to the
    /// day `last`, in the order of days and transactions.
    std::vector<RecordedSale> recorded_sales(
        Reader& reader, Day day, TxnId after, Day last, std::int64_t limit) const;

    /// As many as hold up the tills for a few milliseconds.
    static constexpr int page_max = 128;

 private:
    int bucket() const { return base_bucket(placement_); }

    const Vault& vault_;
    Placement placement_;
    std::int32_t programme_id_;
};

}  // namespace vuelve::storage
