#include "storage/verify.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "codec/programme_json.h"
#include "codec/transaction_json.h"
#include "generated/sql.h"
#include "storage/books_store.h"
#include "storage/config_store.h"
#include "storage/fold.h"
#include "storage/ledger_rows.h"
#include "storage/statement_store.h"
#include "storage/txn_rows.h"
#include "storage/verify_events.h"
#include "storage/verify_facts.h"
#include "storage/verify_messages.h"
#include "storage/verify_promises.h"
#include "storage/verify_purchase.h"

namespace vuelve::storage {
namespace {

/// Checks that are one query: a row is a fault.
struct Check {
    std::string_view invariant, query;
};

std::span<const Check> checks() {
    static const std::array all{
        Check{"I1", sql::verify_entries_balance},
        Check{"I2", sql::verify_accounts_sum},
        Check{"I2", sql::verify_transit},
        Check{"I3", sql::verify_wallet_signs},
        Check{"I4", sql::verify_debt_repaid},
        Check{"I6", sql::verify_lot_bounds},
        Check{"I10", sql::verify_wallets_against_entries},
        Check{"rows", sql::verify_entry_counts},
        Check{"rows", sql::verify_members_have_heads},
        Check{"I19", sql::verify_issuers},
        Check{"I16", sql::verify_resources},
        Check{"I16", sql::verify_pools},
        Check{"I16", sql::verify_clubs},
        Check{"I16", sql::verify_club_parts},
        Check{"I16", sql::verify_vouchers},
        Check{"I16", sql::verify_counters},
        Check{"I17", sql::verify_reserved},
        Check{"rows", sql::verify_codes},
        Check{"rows", sql::verify_household_members},
        Check{"rows", sql::verify_purchase_keys},
        Check{"rows", sql::verify_referrals},
        Check{"rows", sql::verify_subscriptions},
        Check{"rows", sql::verify_answers},
        Check{"rows", sql::verify_rated_once},
        Check{"I30", sql::verify_identities},
        Check{"I30", sql::verify_merges},
        Check{"segments", sql::verify_segments},
        Check{"segments", sql::verify_segment_members},
    };
    return all;
}

using CurrencyKey = std::tuple<std::int64_t, std::int64_t, std::int32_t>;

/// Currencies whose units are status credits, in any version of a programme's document.
std::set<CurrencyKey> status_currencies(Reader& reader, Verified& found) {
    std::set<CurrencyKey> status;
    for (const ProgrammeRow& programme : load_programmes(reader)) {
        const SymbolTable symbols = load_symbols(reader, programme.key);
        for (const ProgrammeVersion& version : programme_history(reader, programme.key)) {
            if (version.state == VersionState::Draft) continue;
            auto stored = load_version(reader, programme.key, version.version);
            auto document = decode_programme(stored->document);
            if (!document) {
                found.add("rows", "programme " + programme.code,
                          "version " + std::to_string(version.version) + " is not readable");
                continue;
            }
            for (const Currency& currency : document->currencies)
                if (currency.kind == CurrencyKind::Status)
                    status.insert({programme.key.tenant_id, programme.key.programme_id,
                                   symbols.find(SymbolKind::Currency, currency.code)});
        }
    }
    return status;
}

/// Status credits have no lots, and nothing spends them (I5, I19, I23).
void check_status(Reader& reader, Verified& found) {
    const auto status = status_currencies(reader, found);
    auto is_status = [&](const Rows& rows) {
        return status.contains({rows.integer(0), rows.integer(1), rows.get<std::int32_t>(2)});
    };
    Rows lots = reader.query(sql::verify_wallets_against_lots);
    while (lots.next())
        if (!is_status(lots)) found.add("I5", std::string(lots.text(3)), std::string(lots.text(4)));
    Rows issuers = reader.query(sql::verify_issuers_against_lots);
    while (issuers.next())
        if (!is_status(issuers))
            found.add("I19", std::string(issuers.text(3)), std::string(issuers.text(4)));
    Rows entries = reader.query(sql::verify_status_entries);
    while (entries.next())
        if (is_status(entries))
            found.add("I23", std::string(entries.text(3)), std::string(entries.text(4)));
}

auto facts_of(const Entry& entry) {
    const Movement& moved = entry.movement;
    return std::tuple(entry.id, entry.type, entry.currency, moved.pending, moved.available,
                      moved.reserved, moved.debt, moved.written_off, entry.contra,
                      entry.contra_brand, entry.contra_units, entry.rule, entry.lot,
                      entry.posted_at);
}

/// Walks every chain from its first row to its head, and every row's effects against the tables.
class ChainWalk {
 public:
    ChainWalk(Reader& reader, Verified& found)
        : reader_(reader), found_(found), facts_(reader), events_(reader, found) {}

    void run() {
        Rows rows = reader_.query(sql::txns_by_holder);
        while (rows.next()) {
            const TxnRow row = read_txn(rows);
            ++found_.transactions;
            follow(row);
            check_effects(row);
        }
        end_chain();
        check_totals();
        facts_.end(found_);
    }

 private:
    using Place = std::tuple<int, std::int64_t, HolderId>;

    void follow(const TxnRow& row) {
        const Place place{row.bucket, row.tenant_id, row.chain()};
        if (place != place_) {
            end_chain();
            place_ = place;
            link_ = {};
            is_broken_ = false;
            ++chains_;
        }
        if (row.txn.holder.value != 0 && bucket_of(row.txn.holder) != row.bucket)
            found_.add("rows", where(row), "lies in another bucket than its holder");
        if (!is_broken_ && row.link_after(link_) != row.link) {
            is_broken_ = true;  // the rows after it are judged by nothing any more
            found_.add("chain", where(row), "its link does not follow from the row before it");
        }
        link_ = row.link;
    }

    void end_chain() {
        if (!place_) return;
        const auto& [bucket, tenant, holder] = *place_;
        Rows head = reader_.query(sql::verify_head, {bucket, tenant, holder});
        const std::string where = "holder " + std::to_string(holder.value);
        if (!head.next())
            found_.add("chain", where, "has transactions and no head");
        else if (head.hash<16>(0) != link_)
            found_.add("chain", where, "its head is not the end of its chain");
    }

    void check_effects(const TxnRow& row) {
        auto stored = decode_result(row.result);
        if (!stored) return found_.add("rows", where(row), "its result is not readable");
        facts_.add(row, stored->effects);
        events_.check(row, stored->effects);
        for (const Entry& entry : stored->effects.entries) {
            ++entries_of_txns_;
            Rows rows = reader_.query(sql::verify_entry, {bucket_of(entry.holder), row.tenant_id,
                                                          entry.holder, entry.id});
            if (!rows.next() || rows.get<TxnId>(14) != row.txn.id ||
                facts_of(read_entry(rows, entry.holder)) != facts_of(entry) ||
                rows.get<BrandId>(15) != entry.issuer)
                found_.add(
                    "rows", where(row),
                    "its entry " + std::to_string(entry.id.value) + " is missing or another one");
        }
        if (stored->effects.purchase)
            for (Finding& finding : verify_purchase(*stored->effects.purchase))
                found_.add(finding.invariant, where(row) + ", " + finding.where,
                           std::move(finding.detail));
    }

    void check_totals() {
        found_.entries = count(sql::count_entries);
        if (found_.entries != entries_of_txns_)
            found_.add("rows", "entries",
                       std::to_string(found_.entries) + " are there, the transactions made " +
                           std::to_string(entries_of_txns_));
        const std::int64_t heads = count(sql::count_chained_heads, {Hash16{}});
        if (heads != chains_)
            found_.add("chain", "heads",
                       std::to_string(heads) + " end a chain, there are " +
                           std::to_string(chains_) + " chains");
        found_.lots = count(sql::count_lots);
        found_.holders = count(sql::count_members);
    }

    std::int64_t count(std::string_view query, Params params = {}) {
        Rows rows = reader_.query(query, params);
        rows.next();
        return rows.integer(0);
    }

    static std::string where(const TxnRow& row) {
        return "transaction " + std::to_string(row.txn.id.value);
    }

    Reader& reader_;
    Verified& found_;
    FactsAudit facts_;
    EventAudit events_;
    std::optional<Place> place_;
    Hash16 link_{};
    bool is_broken_ = false;
    std::int64_t chains_ = 0, entries_of_txns_ = 0;
};

}  // namespace

void Verified::add(std::string_view invariant, std::string where, std::string detail) {
    ++findings_count;
    if (findings.size() < findings_shown_max)
        findings.push_back({std::string(invariant), std::move(where), std::move(detail)});
}

crypto::Hash checksum(Reader& reader) {
    Fold fold;
    for (std::string_view query : {sql::text_of_wallet, sql::text_of_lot}) {
        Rows rows = reader.query(query);
        while (rows.next()) {
            fold.add(rows.text(0));
            fold.add(rows.text(1));
        }
    }
    return fold.end();
}

Verified verify(Reader& reader) {
    Verified found;
    for (const Check& check : checks()) {
        Rows rows = reader.query(check.query);
        while (rows.next())
            found.add(check.invariant, std::string(rows.text(0)), std::string(rows.text(1)));
    }
    check_status(reader, found);
    verify_promises(reader, found);
    verify_statements(reader, found);
    verify_messages(reader, found);
    verify_closed_months(reader, found);
    ChainWalk(reader, found).run();
    Rows totals = reader.query(sql::units_by_currency);
    while (totals.next())
        found.totals.push_back({.tenant_id = totals.integer(0),
                                .programme_id = totals.integer(1),
                                .currency = std::string(totals.text(2)),
                                .issued = totals.integer(3),
                                .outstanding = totals.integer(4)});
    found.checksum = checksum(reader);
    return found;
}

std::span<const ProjectionTable> projection_tables() {
    static const std::array tables{
        ProjectionTable{"wallet", sql::text_of_wallet, sql::wipe_wallet},
        ProjectionTable{"entry", sql::text_of_entry, sql::wipe_entry},
        ProjectionTable{"entry_issuer", sql::text_of_entry_issuer, sql::wipe_entry_issuer},
        ProjectionTable{"lot", sql::text_of_lot, sql::wipe_lot},
        ProjectionTable{"lot_use", sql::text_of_lot_use, sql::wipe_lot_use},
        ProjectionTable{"tally", sql::text_of_tally, sql::wipe_tally},
        ProjectionTable{"resource", sql::text_of_resource, sql::wipe_resource},
        ProjectionTable{"voucher", sql::text_of_voucher, sql::wipe_voucher},
        ProjectionTable{"code", sql::text_of_code, sql::wipe_code},
        ProjectionTable{"parked", sql::text_of_parked, sql::wipe_parked},
        ProjectionTable{"reservation", sql::text_of_reservation, sql::wipe_reservation},
        ProjectionTable{"redemption", sql::text_of_redemption, sql::wipe_redemption},
        ProjectionTable{"referral", sql::text_of_referral, sql::wipe_referral},
        ProjectionTable{"subscription", sql::text_of_subscription, sql::wipe_subscription},
        ProjectionTable{"answer", sql::text_of_answer, sql::wipe_answer},
        ProjectionTable{"household", sql::text_of_household, sql::wipe_household},
        ProjectionTable{"member", sql::text_of_place, sql::wipe_place},
        ProjectionTable{"household_member", sql::text_of_household_member,
                        sql::wipe_household_member},
        ProjectionTable{"closed_month", sql::text_of_closed_month, sql::wipe_closed_month},
        ProjectionTable{"sale", sql::text_of_sale, sql::wipe_sale},
        ProjectionTable{"deed", sql::text_of_deed, sql::wipe_deed},
        ProjectionTable{"purchase_key", sql::text_of_purchase_key, sql::wipe_purchase_key},
    };
    return tables;
}

}  // namespace vuelve::storage
