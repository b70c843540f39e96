#include "storage/ledger_store.h"

#include <map>
#include <set>

#include "base/ensure.h"
#include "generated/sql.h"
#include "storage/ledger_rows.h"
#include "storage/list_query.h"
#include "storage/stored_json.h"
#include "storage/two_buckets.h"

namespace vuelve::storage {
namespace {

/// Holders below the first real id: a bucket's own head, on which rows of no member are chained.
HolderId chain_of(const vuelve::Transaction& txn, int bucket) {
    return txn.holder.value == 0 ? HolderId{bucket} : txn.holder;
}

void field(std::string& row, std::string_view value) {
    row += std::to_string(value.size());
    row += ':';
    row += value;
}

void field(std::string& row, std::int64_t value) { field(row, std::to_string(value)); }

void field(std::string& row, const Hash16& hash) {
    field(row, std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

}  // namespace

std::string canonical_row(const vuelve::Transaction& txn,
                          TxnId parent,
                          std::int32_t programme_id,
                          const Hash16& key_hash,
                          std::string_view document,
                          std::string_view result) {
    std::string row;
    row.reserve(document.size() + result.size() + 256);
    field(row, txn.id.value);
    field(row, programme_id);
    field(row, txn.holder.value);
    field(row, static_cast<std::int64_t>(txn.kind));
    field(row, key_hash);
    field(row, txn.request_hash);
    field(row, parent.value);
    field(row, txn.occurred_at.value);
    field(row, txn.at.value);
    field(row, txn.on_day.value);
    field(row, txn.store.value);
    field(row, txn.brand.value);
    field(row, txn.channel);
    field(row, txn.amount.n);
    field(row, txn.actor);
    field(row, document);
    field(row, result);
    return row;
}

std::vector<LedgerStore::GivenRow> LedgerStore::given_by_rules(Reader& reader,
                                                               HolderId account,
                                                               HolderId member,
                                                               Instant since) const {
    std::vector<GivenRow> given;
    Rows rows = reader.query(sql::given_by_rules,
                             {bucket_of(member), bucket_of(account), placement_.tenant_id, account,
                              member, EntryType::Earn, EntryType::EarnReversal, since});
    while (rows.next())
        given.push_back({rows.get<RuleId>(0), rows.get<CurrencyId>(1), rows.get<Units>(2)});
    return given;
}

std::optional<int> LedgerStore::locate(Reader& reader, const Hash16& key_hash) const {
    if (placement_.spread == 1) return bucket();
    Rows rows = reader.query(sql::one_locator, {bucket_of(placement_, key_hash),
                                                placement_.tenant_id, programme_id_, key_hash});
    if (!rows.next()) return std::nullopt;
    const auto holder = rows.get<HolderId>(0);
    return holder.value == 0 ? bucket() : bucket_of(holder);
}

std::optional<LedgerStore::Known> LedgerStore::find(Reader& reader, const std::string& key) const {
    const Hash16 hash = vault_.key_hash(programme_id_, key);
    const auto place = locate(reader, hash);
    if (!place) return std::nullopt;
    Rows rows = reader.query(sql::txn_by_key, {*place, placement_.tenant_id, programme_id_, hash});
    if (!rows.next()) return std::nullopt;
    StoredResult result = or_corrupt(decode_result(rows.text(2), code_seal(vault_)));
    Known known{.txn = rows.get<TxnId>(0), .kind = rows.get<TxnKind>(3), .bucket = *place};
    known.earlier = {rows.hash<16>(1), std::move(result.receipt)};
    known.purchase = std::move(result.effects.purchase);
    return known;
}

std::vector<bool> LedgerStore::are_used(Reader& reader, std::span<const std::string> keys) const {
    std::map<int, std::vector<Hash16>> asked;  // by the bucket of a row that each key would have
    std::vector<Hash16> hashes;
    for (const std::string& key : keys) {
        hashes.push_back(vault_.key_hash(programme_id_, key));
        asked[placement_.spread == 1 ? bucket() : bucket_of(placement_, hashes.back())].push_back(
            hashes.back());
    }
    const ListStatement statement = placement_.spread == 1
                                        ? ListStatement{sql::keys_used, sql::keys_used_list}
                                        : ListStatement{sql::keys_located, sql::keys_located_list};
    std::set<Hash16> used;
    for (const auto& [place, of_bucket] : asked)
        query_list(reader, statement, {place, placement_.tenant_id, programme_id_},
                   std::span(of_bucket), [&](const Rows& rows) { used.insert(rows.hash<16>(0)); });
    std::vector<bool> answers;
    for (const Hash16& hash : hashes) answers.push_back(used.contains(hash));
    return answers;
}

std::optional<Purchase> LedgerStore::find_purchase(Reader& reader, const std::string& id) const {
    auto known = find(reader, id);
    if (!known || known->kind != TxnKind::Purchase) return std::nullopt;
    Rows rows =
        reader.query(sql::txn_last_child, {known->bucket, placement_.tenant_id, known->txn});
    if (rows.next()) {
        StoredResult child = or_corrupt(decode_result(rows.text(0), code_seal(vault_)));
        if (child.effects.purchase) return std::move(child.effects.purchase);
    }
    return std::move(known->purchase);
}

std::vector<Parked> LedgerStore::waiting(Reader& reader) const {
    std::vector<Parked> waiting;
    Rows rows = reader.query(sql::all_parked, {bucket(), placement_.tenant_id, programme_id_});
    while (rows.next()) waiting.push_back(or_corrupt(decode_parked(rows.text(0))));
    return waiting;
}

std::optional<Resource> LedgerStore::find_resource(Reader& reader, const ResourceKey& key) const {
    Rows rows = reader.query(sql::one_resource,
                             {bucket(), placement_.tenant_id, key.kind, key.ref, key.slice});
    if (!rows.next()) return std::nullopt;
    return Resource{rows.integer(0), rows.integer(1)};
}

std::vector<LedgerStore::HistoryRow> LedgerStore::history(Reader& reader,
                                                          HolderId holder,
                                                          EntryId before,
                                                          int limit) const {
    std::vector<HistoryRow> history;
    Rows rows = reader.query(sql::entries_of_holder,
                             {bucket_of(holder), placement_.tenant_id, holder, before, limit});
    while (rows.next()) history.push_back({read_entry(rows, holder), rows.get<TxnId>(14)});
    return history;
}

std::vector<LedgerStore::HistoryRow> LedgerStore::history_of(Reader& reader,
                                                             HolderId holder,
                                                             TxnId txn) const {
    std::vector<HistoryRow> history;
    Rows rows =
        reader.query(sql::entries_of_txn, {bucket_of(holder), placement_.tenant_id, holder, txn});
    while (rows.next()) history.push_back({read_entry(rows, holder), rows.get<TxnId>(14)});
    return history;
}

std::map<CurrencyId, Units> LedgerStore::balances_before(Reader& reader,
                                                         HolderId holder,
                                                         EntryId before) const {
    std::map<CurrencyId, Units> held;
    Rows rows = reader.query(sql::balances_before,
                             {bucket_of(holder), placement_.tenant_id, holder, before});
    while (rows.next()) held[rows.get<CurrencyId>(0)] = Units{rows.integer(1)};
    return held;
}

std::vector<Lot> LedgerStore::lots(Reader& reader, HolderId holder, LotId after, int limit) const {
    std::vector<Lot> lots;
    Rows rows = reader.query(sql::lots_of_holder,
                             {bucket_of(holder), placement_.tenant_id, holder, after, limit});
    while (rows.next()) lots.push_back(read_lot(rows));
    return lots;
}

std::vector<HolderId> LedgerStore::holders_due(Reader& reader, Instant until, int limit) const {
    std::vector<HolderId> due;
    Rows lots =
        reader.query(sql::holders_with_due_lots, {bucket(), placement_.tenant_id, until, limit});
    while (lots.next()) due.push_back(lots.get<HolderId>(0));
    return due;
}

std::vector<HolderId> LedgerStore::holders_to_review(Reader& reader,
                                                     Instant until,
                                                     ReviewPlace& place,
                                                     int limit) const {
    std::vector<HolderId> due;
    Rows rows = reader.query(sql::holders_to_review, {bucket(), placement_.tenant_id, until,
                                                      place.at, place.holder, limit});
    while (rows.next()) {
        place = {rows.get<Instant>(0), rows.get<HolderId>(1)};
        due.push_back(place.holder);
    }
    return due;
}

std::int64_t LedgerStore::club_members(Reader& reader, RuleId club) const {
    Rows rows =
        reader.query(sql::club_members, {bucket(), placement_.tenant_id, club, programme_id_});
    rows.next();
    return rows.integer(0);
}

std::vector<HolderId> LedgerStore::owed_by_club(Reader& reader, RuleId club, int limit) const {
    std::vector<HolderId> owed;
    Rows rows = reader.query(sql::owed_by_club,
                             {bucket(), placement_.tenant_id, club, programme_id_, limit});
    while (rows.next()) owed.push_back(rows.get<HolderId>(0));
    return owed;
}

std::optional<Tally> LedgerStore::find_tally(Reader& reader,
                                             HolderId holder,
                                             const TallyKey& key) const {
    Rows rows = reader.query(sql::one_tally, {bucket_of(holder), placement_.tenant_id, holder,
                                              key.kind, key.ref, key.period});
    if (!rows.next()) return std::nullopt;
    return Tally{rows.integer(0), rows.integer(1)};
}

std::optional<Instant> LedgerStore::job_place(Reader& reader, std::string_view job) const {
    Rows rows = reader.query(sql::job_place, {bucket(), placement_.tenant_id, job, programme_id_});
    return rows.next() ? std::optional(rows.get<Instant>(0)) : std::nullopt;
}

void LedgerStore::set_job_place(Transaction& tx, std::string_view job, Instant at) const {
    tx.exec(sql::put_job_place, {bucket(), placement_.tenant_id, job, programme_id_, at});
}

void LedgerStore::append(Transaction& tx,
                         std::span<Row> rows,
                         State& state,
                         const Zone& zone) const {
    append_rows(tx, rows, state);
    project(tx, rows, state, zone);
    for (const Row& row : rows) tx.note_record(touches_two_buckets(*row.txn));
}

void LedgerStore::append_rows(Transaction& tx, std::span<Row> rows, State& state) const {
    Batch batch(20), locators(6);
    for (Row& row : rows) {
        const vuelve::Transaction& txn = *row.txn;
        const int place = txn.holder.value == 0 ? bucket() : bucket_of(txn.holder);
        const Hash16 key_hash =
            txn.key.empty() ? Hash16{} : vault_.key_hash(programme_id_, txn.key);
        const std::string result = encode_result(txn, code_seal(vault_));
        Holder& chain = state.holders[chain_of(txn, place)];
        chain.id = chain_of(txn, place);
        chain.head.link = chain_link(
            chain.head.link, crypto::bytes_of(canonical_row(txn, row.parent, programme_id_,
                                                            key_hash, row.document, result)));
        auto optional_hash = [&](const Hash16& hash) {
            return txn.key.empty() ? std::optional<Hash16>{} : std::optional(hash);
        };
        const auto parent =
            row.parent.value == 0 ? std::optional<TxnId>{} : std::optional(row.parent);
        batch.add(place, placement_.tenant_id, txn.id, programme_id_, txn.holder, txn.kind,
                  optional_hash(key_hash), optional_hash(txn.request_hash), parent, txn.occurred_at,
                  txn.at, txn.on_day, txn.store, txn.brand, txn.channel, txn.amount, txn.actor,
                  row.document, result, chain.head.link);
        if (placement_.spread > 1 && !txn.key.empty())
            locators.add(bucket_of(placement_, key_hash), placement_.tenant_id, programme_id_,
                         key_hash, txn.holder, txn.id);
    }
    tx.exec_batch(sql::append_txn, batch);
    tx.exec_batch(sql::put_locator, locators);
}

}  // namespace vuelve::storage
