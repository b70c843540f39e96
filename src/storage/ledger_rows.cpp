#include "storage/ledger_rows.h"

#include "codec/voucher_json.h"
#include "storage/stored_json.h"

namespace vuelve::storage {

Lot read_lot(const Rows& rows) {
    return {.id = rows.get<LotId>(0),
            .currency = rows.get<CurrencyId>(1),
            .original = rows.get<Units>(2),
            .remaining = rows.get<Units>(3),
            .reserved = rows.get<Units>(4),
            .reversed = rows.get<Units>(5),
            .expired = rows.get<Units>(6),
            .earned_at = rows.get<Instant>(7),
            .available_at = rows.get<Instant>(8),
            .expires_at = rows.maybe<Instant>(9),
            .due_at = rows.maybe<Instant>(10),
            .brand = rows.get<BrandId>(11),
            .rule = rows.get<RuleId>(12),
            .funding = rows.get<Funding>(13),
            .txn = rows.get<TxnId>(14)};
}

Entry read_entry(const Rows& rows, HolderId holder) {
    return {.id = rows.get<EntryId>(0),
            .holder = holder,
            .type = rows.get<EntryType>(1),
            .currency = rows.get<CurrencyId>(2),
            .movement = {.pending = rows.get<Units>(3),
                         .available = rows.get<Units>(4),
                         .reserved = rows.get<Units>(5),
                         .debt = rows.get<Units>(6),
                         .written_off = rows.get<Units>(7)},
            .contra = rows.get<Contra>(8),
            .contra_brand = rows.get<BrandId>(9),
            .contra_units = rows.get<Units>(10),
            .rule = rows.get<RuleId>(11),
            .lot = rows.get<LotId>(12),
            .posted_at = rows.get<Instant>(13)};
}

bool read_wallet(const Rows& rows, Holder& holder) {
    if (auto currency = rows.get<CurrencyId>(0); currency.value != 0) {
        holder.wallets.push_back({.currency = currency,
                                  .pending = rows.get<Units>(1),
                                  .available = rows.get<Units>(2),
                                  .reserved = rows.get<Units>(3),
                                  .debt = rows.get<Units>(4)});
        return false;
    }
    holder.head = or_corrupt(decode_head(rows.text(7)));
    holder.head.link = rows.hash<16>(5);
    holder.head.entries = rows.integer(6);
    holder.kept_review = rows.maybe<Instant>(8);
    return true;
}

Voucher read_voucher(const Rows& rows, const Vault& vault) {
    Voucher voucher = or_corrupt(decode_voucher_detail(rows.text(8)));
    voucher.id = rows.get<VoucherId>(0);
    voucher.coupon = rows.get<CouponId>(1);
    voucher.reward = rows.get<RewardId>(2);
    voucher.code = vault.open_secret("voucher", voucher.id.value, rows.bytes(3));
    voucher.state = rows.get<VoucherState>(4);
    voucher.uses_left = rows.maybe<int>(5);
    voucher.valid_from = rows.get<Instant>(6);
    voucher.valid_until = rows.get<Instant>(7);
    voucher.locked_until = rows.maybe<Instant>(9);
    return voucher;
}

ReservationRow read_reservation(const Rows& rows) {
    Reservation held =
        or_corrupt(decode_reservation_detail(rows.text(7), rows.get<ReservationId>(0)));
    held.currency = rows.get<CurrencyId>(2);
    held.points = rows.get<Units>(3);
    held.captured = rows.get<Units>(4);
    held.state = rows.get<ReservationState>(5);
    held.due_at = rows.get<Instant>(6);
    return {rows.get<HolderId>(1), std::move(held)};
}

RedemptionRow read_redemption(const Rows& rows) {
    Redemption taken =
        or_corrupt(decode_redemption_detail(rows.text(9), rows.get<RedemptionId>(0)));
    taken.reward = rows.get<RewardId>(2);
    taken.points = rows.get<Units>(3);
    taken.money = Minor{rows.integer(4)};
    taken.state = rows.get<RedemptionState>(5);
    taken.voucher = rows.get<VoucherId>(6);
    taken.store = rows.get<StoreId>(7);
    taken.due_at = rows.maybe<Instant>(8);
    return {rows.get<HolderId>(1), std::move(taken)};
}

Membership read_membership(const Rows& rows) {
    return {.member = rows.get<HolderId>(0),
            .owner = rows.get<bool>(1),
            .can_redeem = rows.get<bool>(2),
            .joined_at = rows.get<Instant>(3)};
}

}  // namespace vuelve::storage
