#include <map>
#include <set>
#include <tuple>

#include "base/ensure.h"
#include "codec/transaction_json.h"
#include "generated/sql.h"
#include "storage/entitlement_store.h"
#include "storage/ledger_store.h"
#include "storage/purchase_keys.h"

namespace vuelve::storage {
namespace {

/// Units that a purchase was paid with, from one lot; lot 0 = financed by debt.
struct PaidUnits {
    LotId lot{};
    Units units{}, refunded{}, debt{};
    BrandId redeemer{};
};
/// By the account where they lay, the purchase, and their place in it. A merge or a household moves
/// lots: what is refunded afterwards stands with the new account, and what was written before
/// stays, however decisions are grouped.
using PaidBy = std::map<std::tuple<HolderId, TxnId, int>, PaidUnits>;

void note_paid(const Purchase& purchase, PaidBy& all) {
    int seq = 0;
    for (const PaidTender& paid : purchase.paid) {
        for (const LotUse& use : paid.uses)
            all[{paid.holder, purchase.txn, seq++}] = {
                use.lot, use.units, use.refunded, {}, purchase.brand};
        if (paid.debt_units.n > 0)
            all[{paid.holder, purchase.txn, seq++}] = {
                LotId{}, {}, paid.debt_refunded, paid.debt_units, purchase.brand};
    }
}

/// What a group of decisions changes, each row once with its last value. Derived from their effects
/// alone (design D15).
struct Projection {
    std::vector<std::pair<const Entry*, TxnId>> entries;
    std::set<std::pair<HolderId, CurrencyId>> wallets;
    std::set<HolderId> heads;
    std::map<std::pair<HolderId, LotId>, const Lot*> lots;
    std::set<std::pair<HolderId, LotId>> moved_away;
    std::map<std::pair<HolderId, TallyKey>, Tally> tallies;
    std::map<ResourceKey, Resource> resources;
    std::map<std::string, const Parked*> parked;  // by purchase and id
    PaidBy paid;
};

Projection project_rows(std::span<LedgerStore::Row> rows, int base) {
    Projection all;
    for (const auto& row : rows) {
        const vuelve::Transaction& txn = *row.txn;
        const Effects& effects = txn.effects;
        all.heads.insert(txn.holder.value == 0 ? HolderId{base} : txn.holder);
        for (const Entry& entry : effects.entries) {
            all.entries.emplace_back(&entry, txn.id);
            all.wallets.insert({entry.holder, entry.currency});
        }
        for (const auto& head : effects.heads) all.heads.insert(head.holder);
        for (const auto& moved : effects.moved_lots) {
            all.lots.erase({moved.from, moved.lot});
            all.moved_away.insert({moved.from, moved.lot});
        }
        for (const auto& lot : effects.lots) {
            all.lots[{lot.holder, lot.lot.id}] = &lot.lot;
            all.moved_away.erase({lot.holder, lot.lot.id});  // it came back
        }
        for (const auto& tally : effects.tallies)
            all.tallies[{tally.holder, tally.key}] = tally.tally;
        for (const auto& resource : effects.resources)
            all.resources[resource.key] = resource.resource;
        for (const Parked& parked : effects.parked)
            all.parked[parked_key(parked.purchase, parked.id)] = &parked;
        if (effects.purchase) note_paid(*effects.purchase, all.paid);
    }
    return all;
}

}  // namespace

void LedgerStore::project(Transaction& tx,
                          std::span<Row> rows,
                          State& state,
                          const Zone& zone) const {
    const Projection all = project_rows(rows, bucket());
    const auto tenant = placement_.tenant_id;

    Batch wallets(11), reviewed(7);
    for (HolderId id : all.heads) {
        Holder& holder = state.holders.at(id);
        const Head& head = holder.head;
        const auto review = review_at(head);
        if (review == holder.kept_review)
            wallets.add(bucket_of(id), tenant, id, 0, 0, 0, 0, 0, std::optional(head.link),
                        std::optional(head.entries), std::optional(encode_head(head)));
        else
            reviewed.add(bucket_of(id), tenant, id, head.link, head.entries, encode_head(head),
                         review);
        holder.kept_review = review;
    }
    tx.exec_batch(sql::put_reviewed_head, reviewed);
    for (const auto& [holder, currency] : all.wallets) {
        const Wallet wallet = wallet_of(state.holders.at(holder), currency);
        wallets.add(bucket_of(holder), tenant, holder, currency, wallet.pending, wallet.available,
                    wallet.reserved, wallet.debt, std::optional<Hash16>{},
                    std::optional<std::int64_t>{}, std::optional<std::string>{});
    }
    tx.exec_batch(sql::put_wallet, wallets);
    PurchaseKeyStore{placement_, programme_id_}.put(tx, rows);

    Batch entries(20), issuers(7);
    for (const auto& [entry, txn] : all.entries) {
        const int month = month_number(zone.local_day(entry->posted_at));
        entries.add(bucket_of(entry->holder), tenant, entry->holder, entry->id, month, txn,
                    entry->type, entry->currency, entry->movement.pending,
                    entry->movement.available, entry->movement.reserved, entry->movement.debt,
                    entry->movement.written_off, entry->contra, entry->contra_brand,
                    entry->contra_units, entry->rule, entry->lot, entry->posted_at, entry->issuer);
        for (const IssuerUnits& part : entry->issuers)
            issuers.add(bucket_of(entry->holder), tenant, entry->holder, entry->id, month,
                        part.issuer, part.units);
    }
    tx.exec_batch(sql::append_entry, entries);
    tx.exec_batch(sql::append_entry_issuer, issuers);

    Batch moved_away(4), lots(19);
    for (const auto& [holder, lot] : all.moved_away)
        moved_away.add(bucket_of(holder), tenant, holder, lot);
    tx.exec_batch(sql::delete_lot, moved_away);
    for (const auto& [key, lot] : all.lots)
        lots.add(bucket_of(key.first), tenant, key.first, lot->id, lot->currency, lot->original,
                 lot->remaining, lot->reserved, lot->reversed, lot->expired, lot->earned_at,
                 zone.local_day(lot->earned_at), lot->available_at, lot->expires_at, lot->due_at,
                 lot->brand, lot->rule, lot->funding, lot->txn);
    tx.exec_batch(sql::put_lot, lots);

    Batch tallies(8);
    for (const auto& [key, tally] : all.tallies)
        tallies.add(bucket_of(key.first), tenant, key.first, key.second.kind, key.second.ref,
                    key.second.period, tally.value, tally.count);
    tx.exec_batch(sql::put_tally, tallies);

    Batch resources(7);
    for (const auto& [key, resource] : all.resources)
        resources.add(bucket(), tenant, key.kind, key.ref, key.slice, resource.left,
                      resource.total);
    tx.exec_batch(sql::put_resource, resources);

    project_promises(tx, rows);
    project_answers(tx, rows);

    Batch uses(10);
    for (const auto& [key, paid] : all.paid) {
        const auto& [account, txn, seq] = key;
        uses.add(bucket_of(account), tenant, account, txn, seq, paid.lot, paid.units, paid.refunded,
                 paid.debt, paid.redeemer);
    }
    tx.exec_batch(sql::put_lot_use, uses);

    Batch parked(8);
    for (const auto& [key, waiting] : all.parked)
        parked.add(bucket(), tenant, programme_id_, vault_.key_hash(programme_id_, key),
                   vault_.key_hash(programme_id_, waiting->purchase), encode_parked(*waiting),
                   waiting->state, waiting->due_at);
    tx.exec_batch(sql::put_parked, parked);

    Batch closed(7);
    for (const auto& row : rows)
        if (const auto& month = row.txn->effects.closed_month)
            closed.add(bucket(), tenant, programme_id_, month->month, month->until, row.txn->at,
                       row.txn->id);
    tx.exec_batch(sql::put_closed_month, closed);
}

}  // namespace vuelve::storage
