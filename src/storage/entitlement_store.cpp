#include "storage/entitlement_store.h"

#include "generated/sql.h"
#include "storage/ledger_rows.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

template <class Row, Row (*read)(const Rows&)>
std::vector<Row> read_all(Rows rows) {
    std::vector<Row> all;
    while (rows.next()) all.push_back(read(rows));
    return all;
}

template <class Row, Row (*read)(const Rows&)>
std::optional<Row> read_one(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return read(rows);
}

VoucherRow read_voucher_row(const Rows& rows, const Vault& vault) {
    return {rows.get<HolderId>(10), read_voucher(rows, vault), rows.maybe<Instant>(11),
            rows.get<StoreId>(12)};
}

/// A code is sealed for its place in a pool.
constexpr std::string_view code_field = "pool";

}  // namespace

std::optional<ReservationRow> EntitlementStore::reservation(Reader& reader,
                                                            ReservationId id) const {
    return read_one<ReservationRow, read_reservation>(
        reader.query(sql::one_reservation, {bucket(), placement_.tenant_id, programme_id_, id}));
}

std::vector<ReservationRow> EntitlementStore::reservations_of(Reader& reader,
                                                              HolderId holder,
                                                              ReservationId after,
                                                              int limit) const {
    return read_all<ReservationRow, read_reservation>(reader.query(
        sql::reservations_of_holder,
        {bucket_of(holder), placement_.tenant_id, programme_id_, holder, after, limit}));
}

std::optional<RedemptionRow> EntitlementStore::redemption(Reader& reader, RedemptionId id) const {
    return read_one<RedemptionRow, read_redemption>(
        reader.query(sql::one_redemption, {bucket(), placement_.tenant_id, programme_id_, id}));
}

std::vector<RedemptionRow> EntitlementStore::redemptions_of(Reader& reader,
                                                            HolderId holder,
                                                            RedemptionId after,
                                                            int limit) const {
    return read_all<RedemptionRow, read_redemption>(reader.query(
        sql::redemptions_of_holder,
        {bucket_of(holder), placement_.tenant_id, programme_id_, holder, after, limit}));
}

std::vector<RedemptionRow> EntitlementStore::redemptions_in(
    Reader& reader, RedemptionState state, RedemptionId after, int limit, bool by_hand) const {
    return read_all<RedemptionRow, read_redemption>(reader.query(
        sql::redemptions_in_state,
        {bucket(), placement_.tenant_id, programme_id_, state, after, by_hand ? 1 : 0, limit}));
}

std::optional<VoucherRow> EntitlementStore::voucher(Reader& reader, VoucherId id) const {
    Rows rows = reader.query(sql::one_voucher, {bucket(), placement_.tenant_id, programme_id_, id});
    if (!rows.next()) return std::nullopt;
    return read_voucher_row(rows, vault_);
}

std::optional<VoucherRow> EntitlementStore::voucher_of_code(Reader& reader,
                                                            std::string_view code) const {
    const Hash16 hash = vault_.code_hash(code);  // the rows read it until the last one
    Rows rows = reader.query(sql::voucher_of_code, {bucket(), placement_.tenant_id, hash});
    if (!rows.next()) return std::nullopt;
    return voucher(reader, rows.get<VoucherId>(0));
}

std::vector<VoucherRow> EntitlementStore::voucher_rows_of(Reader& reader, HolderId holder) const {
    std::vector<VoucherRow> vouchers;
    Rows rows =
        reader.query(sql::vouchers_of_holder, {bucket_of(holder), placement_.tenant_id, holder});
    while (rows.next()) vouchers.push_back(read_voucher_row(rows, vault_));
    return vouchers;
}

std::vector<Voucher> EntitlementStore::vouchers_of(Reader& reader, HolderId holder) const {
    std::vector<Voucher> vouchers;
    for (VoucherRow& row : voucher_rows_of(reader, holder))
        vouchers.push_back(std::move(row.voucher));
    return vouchers;
}

std::vector<Membership> EntitlementStore::members_of(Reader& reader, HolderId household) const {
    return read_all<Membership, read_membership>(reader.query(
        sql::members_of_household, {bucket_of(household), placement_.tenant_id, household}));
}

std::vector<ParkedRow> EntitlementStore::parked_in(Reader& reader,
                                                   ParkedState state,
                                                   const std::optional<Hash16>& after,
                                                   int limit) const {
    const Hash16 least = after.value_or(Hash16{});  // no hash is all zero
    std::vector<ParkedRow> waiting;
    Rows rows = reader.query(sql::parked_in_state,
                             {bucket(), placement_.tenant_id, programme_id_, state, least, limit});
    while (rows.next())
        waiting.push_back({rows.hash<16>(0), or_corrupt(decode_parked(rows.text(1)))});
    return waiting;
}

std::optional<Parked> EntitlementStore::parked(Reader& reader,
                                               const std::string& purchase,
                                               const std::string& id) const {
    const Hash16 key = vault_.key_hash(programme_id_, parked_key(purchase, id));
    Rows rows = reader.query(sql::one_parked, {bucket(), placement_.tenant_id, programme_id_, key});
    if (!rows.next()) return std::nullopt;
    return or_corrupt(decode_parked(rows.text(0)));
}

bool EntitlementStore::has_due_parked(Reader& reader, Instant until) const {
    return reader
        .query(sql::first_due_parked, {bucket(), placement_.tenant_id, programme_id_, until})
        .next();
}

namespace {

ReferralRow read_referral(const Rows& rows) {
    return {.referee = rows.get<HolderId>(0),
            .enrolled_at = rows.get<Instant>(6),
            .referral = {.referrer = rows.get<HolderId>(1),
                         .state = rows.get<ReferralState>(2),
                         .txn = rows.get<TxnId>(3),
                         .due_at = rows.maybe<Instant>(4),
                         .in_review = rows.get<bool>(5)}};
}

}  // namespace

std::vector<ReferralRow> EntitlementStore::referrals_in_review(Reader& reader,
                                                               HolderId after,
                                                               int limit) const {
    std::vector<ReferralRow> found;
    Rows rows = reader.query(sql::referrals_in_review,
                             {bucket(), placement_.tenant_id, programme_id_, after, limit});
    while (rows.next()) found.push_back(read_referral(rows));
    return found;
}

std::vector<ReferralRow> EntitlementStore::referrals_by(Reader& reader,
                                                        HolderId referrer,
                                                        HolderId after,
                                                        int limit) const {
    std::vector<ReferralRow> found;
    Rows rows = reader.query(sql::referrals_by_referrer, {bucket(), placement_.tenant_id,
                                                          programme_id_, after, limit, referrer});
    while (rows.next()) found.push_back(read_referral(rows));
    return found;
}

std::vector<HolderId> EntitlementStore::holders_due(Reader& reader,
                                                    Instant until,
                                                    int limit) const {
    std::vector<HolderId> due;
    for (std::string_view query :
         {sql::holders_with_due_reservations, sql::holders_with_due_redemptions,
          sql::holders_with_ended_vouchers, sql::holders_with_ended_locks,
          sql::holders_with_due_referrals, sql::holders_with_due_subscriptions}) {
        Rows rows =
            reader.query(query, {bucket(), placement_.tenant_id, until, programme_id_, limit});
        while (rows.next()) due.push_back(rows.get<HolderId>(0));
    }
    return due;
}

std::vector<std::string> EntitlementStore::pool_codes(Reader& reader,
                                                      const ResourceKey& pool,
                                                      std::int64_t place,
                                                      int limit) const {
    std::vector<std::string> codes;
    Rows rows = reader.query(sql::pool_codes,
                             {bucket(), placement_.tenant_id, pool.kind, pool.ref, place, limit});
    while (rows.next())
        codes.push_back(vault_.open_secret(code_field, rows.integer(0), rows.bytes(1)));
    return codes;
}

bool EntitlementStore::is_code_known(Reader& reader, std::string_view code) const {
    const Hash16 hash = vault_.code_hash(code);
    return reader.query(sql::known_code, {bucket(), placement_.tenant_id, hash}).next();
}

void EntitlementStore::add_codes(Transaction& tx,
                                 const ResourceKey& pool,
                                 std::int64_t place,
                                 const std::vector<std::string>& codes) const {
    Batch rows(7);
    for (const std::string& code : codes) {
        rows.add(bucket(), placement_.tenant_id, pool.kind, pool.ref, place, vault_.code_hash(code),
                 vault_.seal_secret(code_field, place, code));
        ++place;
    }
    tx.exec_batch(sql::insert_pool_code, rows);
}

}  // namespace vuelve::storage
