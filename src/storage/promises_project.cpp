#include <map>
#include <set>

#include "codec/transaction_json.h"
#include "codec/voucher_json.h"
#include "domain/subscription.h"
#include "generated/sql.h"
#include "storage/ledger_store.h"

/// The second part of LedgerStore::project: what holders have been promised and where they belong.
namespace vuelve::storage {
namespace {

/// Each row once, as the last decision left it. Vouchers, reservations and redemptions are known by
/// their own id: a merge gives them another holder.
struct Promises {
    struct IssuedVoucher {
        HolderId holder{};
        const Voucher* voucher = nullptr;
        TxnId txn{};  // the first one: whoever issued it, however writes are grouped
        const vuelve::Transaction* used = nullptr;  // that used it up
    };
    std::map<VoucherId, IssuedVoucher> vouchers;
    std::map<ReservationId, const Effects::ReservationRow*> reservations;
    std::map<RedemptionId, const Effects::RedemptionRow*> redemptions;
    std::map<HolderId, const Referral*> referrals;  // by referee
    std::map<SubscriptionId, const Effects::SubscriptionRow*> subscriptions;
    std::map<HolderId, const Holder*> households;
    std::map<HolderId, Effects::PlaceRow> places;
    std::map<HolderId, Instant> placed_at;
    std::map<std::pair<HolderId, HolderId>, const Effects::MembershipRow*> memberships;
};

Promises collect(std::span<LedgerStore::Row> rows) {
    Promises all;
    for (const auto& row : rows) {
        const Effects& effects = row.txn->effects;
        for (const auto& [holder, voucher] : effects.vouchers) {
            auto& known = all.vouchers.try_emplace(voucher.id).first->second;
            if (!known.voucher) known.txn = row.txn->id;
            known.holder = holder;
            known.voucher = &voucher;
            if (voucher.state != VoucherState::Used)
                known.used = nullptr;
            else if (!known.used)
                known.used = row.txn;
        }
        for (const auto& held : effects.reservations) all.reservations[held.reservation.id] = &held;
        for (const auto& taken : effects.redemptions) all.redemptions[taken.redemption.id] = &taken;
        for (const auto& [referee, referral] : effects.referrals)
            all.referrals[referee] = &referral;
        for (const auto& paid : effects.subscriptions)
            all.subscriptions[paid.subscription.id] = &paid;
        for (const Holder& enrolled : effects.enrolled) {
            if (enrolled.kind == HolderKind::Household) all.households[enrolled.id] = &enrolled;
            if (enrolled.household.value != 0)
                all.places[enrolled.id] = {.holder = enrolled.id,
                                           .state = MemberState::Active,
                                           .household = enrolled.household};
        }
        for (const auto& place : effects.places) {
            all.places[place.holder] = place;
            all.placed_at[place.holder] = row.txn->at;
        }
        for (const auto& part : effects.memberships)
            all.memberships[{part.household, part.membership.member}] = &part;
    }
    return all;
}

}  // namespace

void LedgerStore::project_promises(Transaction& tx, std::span<Row> rows) const {
    Promises all = collect(rows);
    const auto tenant = placement_.tenant_id;

    Batch vouchers(16), codes(6);
    for (const auto& [id, issued] : all.vouchers) {
        const Voucher& voucher = *issued.voucher;
        vouchers.add(bucket_of(issued.holder), tenant, id, issued.holder, voucher.coupon,
                     voucher.reward, vault_.seal_secret("voucher", id.value, voucher.code),
                     voucher.state, voucher.uses_left, voucher.valid_from, voucher.valid_until,
                     issued.txn, encode_voucher_detail(voucher), voucher.locked_until,
                     issued.used ? std::optional(issued.used->occurred_at) : std::nullopt,
                     issued.used ? issued.used->store : StoreId{});
        codes.add(bucket(), tenant, vault_.code_hash(voucher.code), 1, issued.holder, id);
    }
    tx.exec_batch(sql::put_voucher, vouchers);
    tx.exec_batch(sql::put_code, codes);

    Batch reservations(10);
    for (const auto& [id, row] : all.reservations) {
        const Reservation& held = row->reservation;
        reservations.add(bucket_of(row->holder), tenant, id, row->holder, held.currency,
                         held.points, held.captured, held.state, held.due_at,
                         encode_reservation_detail(held));
    }
    tx.exec_batch(sql::put_reservation, reservations);

    Batch redemptions(12);
    for (const auto& [id, row] : all.redemptions) {
        const Redemption& taken = row->redemption;
        redemptions.add(bucket_of(row->holder), tenant, id, row->holder, taken.reward, taken.points,
                        taken.money, taken.state, taken.voucher, taken.store, taken.due_at,
                        encode_redemption_detail(taken));
    }
    tx.exec_batch(sql::put_redemption, redemptions);

    Batch referrals(9);
    for (const auto& [referee, referral] : all.referrals)
        referrals.add(bucket_of(referee), tenant, referee, referral->referrer, referee,
                      referral->state, referral->txn, referral->due_at, referral->in_review);
    tx.exec_batch(sql::put_referral, referrals);

    Batch subscriptions(10);
    for (const auto& [id, row] : all.subscriptions) {
        const SubscriptionPeriod& paid = row->subscription;
        subscriptions.add(bucket_of(row->holder), tenant, id, row->holder, paid.plan, paid.state,
                          paid.from, paid.to, paid.until, due_of(paid));
    }
    tx.exec_batch(sql::put_subscription, subscriptions);

    Batch households(5), places(7), joined(7), left(4);
    for (const auto& [id, household] : all.households)
        households.add(bucket_of(id), tenant, id, programme_id_, household->enrolled_at);
    for (const auto& [id, place] : all.places)
        places.add(bucket_of(id), tenant, id, place.state, place.household, place.merged_into,
                   all.placed_at[id]);
    for (const auto& [key, row] : all.memberships) {
        const auto& [household, member] = key;
        const Membership& part = row->membership;
        if (row->left)
            left.add(bucket_of(household), tenant, household, member);
        else
            joined.add(bucket_of(household), tenant, household, member, part.owner, part.can_redeem,
                       part.joined_at);
    }
    tx.exec_batch(sql::put_household, households);
    tx.exec_batch(sql::put_place, places);
    tx.exec_batch(sql::put_household_member, joined);
    tx.exec_batch(sql::delete_household_member, left);
}

}  // namespace vuelve::storage
