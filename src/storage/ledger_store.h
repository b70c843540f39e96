#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/decision.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// Transactions and what is projected from them, in the tables of contract.md 7. The one place that
/// appends to the ledger.
namespace vuelve::storage {

/// One programme's ledger in one tenant. Without state of its own: any thread that has its own
/// reader.
class LedgerStore {
 public:
    LedgerStore(const Vault& vault, Placement placement, std::int32_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    // Reading
    /// Wallets, head, tallies, a household's members, and what is open of lots, vouchers,
    /// reservations and redemptions; the person's own facts come from the member store. False when
    /// the holder has no head row.
    bool load_ledger(Reader& reader, Holder& holder) const;
    /// The same for many, in as many statements as for one up to sql::list_size of them. How many
    /// have a head row.
    std::size_t load_ledgers(Reader& reader, std::span<Holder> holders) const;
    /// Makes sure this lot is among the holder's, spent or not. False when it lies elsewhere.
    bool load_lot(Reader& reader, Holder& holder, LotId lot) const;
    /// Makes sure every lot is there, and every voucher, the closed ones too. What is there already
    /// stays as it is.
    void load_all_lots(Reader& reader, Holder& holder) const;
    void load_all_vouchers(Reader& reader, Holder& holder) const;

    struct Known {
        TxnId txn{};
        TxnKind kind{};
        int bucket = 0;  // where it lies
        Earlier earlier;
        std::optional<Purchase> purchase;  // as recorded then
    };
    /// What was accepted under this key; nothing when it is new.
    std::optional<Known> find(Reader& reader, const std::string& key) const;
    /// Whether something was accepted under each of the keys.
    std::vector<bool> are_used(Reader& reader, std::span<const std::string> keys) const;
    /// A purchase as it stands after its returns.
    std::optional<Purchase> find_purchase(Reader& reader, const std::string& id) const;
    /// Returns and voids that wait for their purchase.
    std::vector<Parked> waiting(Reader& reader) const;
    std::optional<Resource> find_resource(Reader& reader, const ResourceKey& key) const;

    /// Newest first, before `before` (exclusive).
    struct HistoryRow {
        Entry entry;
        TxnId txn{};
    };
    std::vector<HistoryRow> history(Reader& reader,
                                    HolderId holder,
                                    EntryId before,
                                    int limit) const;
    /// What one transaction posted for a holder, newest first.
    std::vector<HistoryRow> history_of(Reader& reader, HolderId holder, TxnId txn) const;
    /// What a holder's currencies held before an entry: available less what was owed.
    std::map<CurrencyId, Units> balances_before(Reader& reader,
                                                HolderId holder,
                                                EntryId before) const;
    /// In posting order, after `after`; spent ones too.
    std::vector<Lot> lots(Reader& reader, HolderId holder, LotId after, int limit) const;

    /// What rules gave a member into an account (its own, its household's) by postings since an
    /// instant, less what returns and voids took back.
    struct GivenRow {
        RuleId rule{};
        CurrencyId currency{};
        Units units{};
    };
    std::vector<GivenRow> given_by_rules(Reader& reader,
                                         HolderId account,
                                         HolderId member,
                                         Instant since) const;

    /// Holders for whom the scheduler has lots due by `until`.
    std::vector<HolderId> holders_due(Reader& reader, Instant until, int limit) const;
    /// Where a walk over those whose level is to be reviewed has come.
    struct ReviewPlace {
        Instant at{INT64_MIN};
        HolderId holder{};
    };
    /// The next holders whose level is to be reviewed by `until`, in the order of their reviews;
    /// `place` moves on behind them.
    std::vector<HolderId> holders_to_review(Reader& reader,
                                            Instant until,
                                            ReviewPlace& place,
                                            int limit) const;

    /// How many joined a club, by the number of its rule.
    std::int64_t club_members(Reader& reader, RuleId club) const;
    /// Active members with a part in a club and no reward of it yet, in the order of ids.
    std::vector<HolderId> owed_by_club(Reader& reader, RuleId club, int limit) const;

    std::optional<Tally> find_tally(Reader& reader, HolderId holder, const TallyKey& key) const;
    /// How far a job that walks everybody has come; nothing when it never ran.
    std::optional<Instant> job_place(Reader& reader, std::string_view job) const;

    // Writing
    void set_job_place(Transaction& tx, std::string_view job, Instant at) const;

    /// A decided transaction, with the command as its document (JSON, nothing personal in clear)
    /// and its parent's id.
    struct Row {
        vuelve::Transaction* txn = nullptr;
        std::string document;
        TxnId parent{};
    };
    /// Appends rows and writes every projection they touch, once each, with the values in `state`
    /// after all of them. Chains each row to its holder (contract.md 7 `link`): the heads in
    /// `state` advance. At most five statements for accruals, whatever their number.
    void append(Transaction& tx, std::span<Row> rows, State& state, const Zone& zone) const;
    /// The second half of append: what is derived from rows that are there already (`vuelve
    /// rebuild`).
    void project(Transaction& tx, std::span<Row> rows, State& state, const Zone& zone) const;

 private:
    int bucket() const { return base_bucket(placement_); }
    /// Where a key's transaction lies; nothing when nobody used the key.
    std::optional<int> locate(Reader& reader, const Hash16& key_hash) const;
    void append_rows(Transaction& tx, std::span<Row> rows, State& state) const;
    void project_promises(Transaction& tx, std::span<Row> rows) const;
    void project_answers(Transaction& tx, std::span<Row> rows) const;

    const Vault& vault_;
    Placement placement_;
    std::int32_t programme_id_;
};

/// Hash over a stored row as the chain sees it: whoever recomputes it reads the columns back.
std::string canonical_row(const vuelve::Transaction& txn,
                          TxnId parent,
                          std::int32_t programme_id,
                          const Hash16& key_hash,
                          std::string_view document,
                          std::string_view result);

}  // namespace vuelve::storage
