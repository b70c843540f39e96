#include "domain/reward.h"

#include <algorithm>

#include "domain/conditions.h"
#include "domain/credit.h"
#include "domain/household.h"
#include "domain/purchase.h"
#include "domain/refund.h"
#include "domain/spending.h"
#include "domain/stock.h"
#include "domain/suspension.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

std::optional<TallyKey> limit_of(const Reward& reward, const Store& store, Instant at) {
    if (!reward.limit) return std::nullopt;
    return TallyKey{TallyKind::RewardLimit, reward.id.value,
                    period_key(reward.limit->period, store.zone->local_day(at))};
}

bool fulfilled_at_once(const Reward& reward) {
    return reward.type == Reward::Type::Donation ||
           reward.fulfilment == Reward::Fulfilment::Instant;
}

struct TakenPrize {
    HolderId member{};
    const Redemption* redemption = nullptr;
};

Result<TakenPrize> find(const Book& book, RedemptionId id) {
    auto holder = book.state().redemption_holders.find(id);
    const Holder* member =
        holder == book.state().redemption_holders.end() ? nullptr : book.peek(holder->second);
    if (member) {
        auto found = std::ranges::find(member->redemptions, id, &Redemption::id);
        if (found != member->redemptions.end()) return TakenPrize{member->id, &*found};
    }
    return refuse(ErrorCode::NotFound, "no such redemption");
}

Receipt answer(
    const Book& book, std::string command, HolderId member, RedemptionId id, Transaction& txn) {
    const Holder& holder = *book.peek(member);
    const Redemption& taken = *std::ranges::find(holder.redemptions, id, &Redemption::id);
    txn.holder = member;
    txn.store = taken.store;
    txn.brand = taken.brand;
    Receipt receipt{.command = std::move(command),
                    .txn = book.txn(),
                    .member = member,
                    .at = book.at(),
                    .currency = taken.currency,
                    .points = taken.points,
                    .other = taken.recipient,
                    .due_at = taken.due_at,
                    .redemption = id,
                    .redemption_state = taken.state,
                    .reward = taken.reward,
                    .money = taken.money};
    if (taken.voucher.value != 0) receipt.vouchers = {taken.voucher};
    receipt.balances = balances_of(book, holder);
    return receipt;
}

/// Takes units and posts what they went to.
std::vector<LotUse> spend(Book& book,
                          HolderId account,
                          const Currency& currency,
                          Units units,
                          bool donation,
                          BrandId brand) {
    if (units.n == 0) return {};
    std::vector<LotUse> uses = consume(book, account, currency.id, units);
    if (currency.expiry.redeem_is_activity)
        note_activity(book, account, currency, book.programme().zone().local_day(book.at()));
    if (donation)
        book.post(account, EntryType::Donate, currency.id, {.available = -units}, Contra::Donated,
                  {});
    else
        book.post(account, EntryType::Redeem, currency.id, {.available = -units}, Contra::Redeemed,
                  brand);
    return uses;
}

/// Once, or one of its uses.
bool was_used(const Programme& programme, const Voucher& voucher) {
    const Coupon* coupon = programme.find_coupon(programme.symbols().code(voucher.coupon.value));
    const bool used_in_part = coupon && voucher.uses_left && voucher.uses_left != coupon->uses;
    return voucher.state == VoucherState::Used || used_in_part || !voucher.used_in.empty();
}

/// The voucher of a redemption can still be taken back.
Result<bool> check_voucher_unused(const Book& book, const Redemption& taken, HolderId owner) {
    if (taken.voucher.value == 0) return true;
    const Voucher* voucher = find_voucher(book, owner, taken.voucher);
    if (!voucher) return true;
    if (was_used(book.programme(), *voucher)) return refuse(ErrorCode::VoucherUsed);
    return true;
}

void cancel_voucher(Book& book, HolderId owner, VoucherId id) {
    if (!find_voucher(book, owner, id)) return;
    Voucher& voucher = book.voucher(owner, id);
    if (voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked)
        voucher.state = VoucherState::Cancelled;
    voucher.locked_until.reset();
}

HolderId survivor_of(const Book& book, HolderId holder) {
    const Holder* known = resolve(book.state(), holder);
    return known ? known->id : holder;
}

void give_points_back(Book& book, Redemption& taken) {
    if (taken.points.n == 0) return;
    const Currency& currency = book.programme().currency(taken.currency);
    HolderId account = book.lot_home(taken.account, taken.uses.front().lot);
    std::vector<LotId> touched;
    restore_lots(book, account, currency, taken.uses, taken.points, touched);
    book.post(account, EntryType::RedeemRefund, taken.currency, {.available = taken.points},
              Contra::Redeemed, taken.brand);
    settle_refunded(book, account, touched);
}

}  // namespace

bool can_be_taken_back(const Programme& programme,
                       const Redemption& taken,
                       const Voucher* voucher) {
    const Reward* reward = programme.find_reward(programme.symbols().code(taken.reward.value));
    const bool is_final = reward && (reward->type == Reward::Type::Donation || !reward->refundable);
    return taken.state == RedemptionState::Confirmed && !is_final &&
           !(voucher && was_used(programme, *voucher));
}

bool eligible(const Book& book,
              const Holder& member,
              const std::vector<Condition>& conditions,
              const Store& store) {
    RecordPurchase nothing;
    Basket empty;
    PurchaseFacts facts{
        .programme = &book.programme(),
        .member = &member,
        .purchase = &nothing,
        .basket = &empty,
        .store = &store,
        .occurred_at = book.at(),
        .level = level_code(book.programme(), level_at(member.head.tier, book.at())),
        .rank = member.head.purchases,
        .last_purchase = last_purchase_of(member)};
    return check_conditions(conditions, facts, {}).holds;
}

Units cost_for(const Programme& programme, const Holder& member, const Reward& reward, Instant at) {
    const auto& tiers = programme.document().tiers;
    if (!tiers) return reward.points;
    const Level& level = tiers->levels[programme.level_place(level_at(member.head.tier, at))];
    if (!level.reward_discount) return reward.points;
    Ratio share = Ratio(100) - *level.reward_discount;
    return Units{round(Ratio(reward.points.n) * share * Ratio(1, 100), Rounding::Up)
                     .value_or(reward.points.n)};
}

Result<bool> check_offer(const Book& book,
                         const Holder& member,
                         const Reward& reward,
                         const Store& store) {
    if ((reward.window_from && book.at() < *reward.window_from) ||
        (reward.window_to && book.at() >= *reward.window_to))
        return refuse(ErrorCode::NotInWindow);
    TRY(check_partner(book.programme(), store.brand_id, book.at()));
    if (!eligible(book, member, reward.eligibility, store)) return refuse(ErrorCode::NotEligible);
    TRY(may_spend(book, member, book.programme().currency(reward.currency_id)));
    if (auto key = limit_of(reward, store, book.at());
        key && book.tally(member.id, *key).count >= reward.limit->value)
        return refuse_with(ErrorCode::LimitReached, {{Figure::Kind::Count, reward.limit->value}});
    if (!has_stock(book, reward, store)) return refuse(ErrorCode::OutOfStock);
    return true;
}

Result<Receipt> redeem(Book& book, const Redeem& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const Store& store = *TRY(store_of(programme, command.store));
    const Holder& member = *TRY(active_member(book, command.member));
    const Reward* reward = programme.find_reward(command.reward);
    if (!reward) return refuse(ErrorCode::UnknownReward);
    HolderId id = member.id;
    HolderId recipient = command.is_gift ? TRY(active_member(book, command.recipient))->id : id;
    TRY(check_offer(book, member, *reward, store));
    const Currency& currency = programme.currency(reward->currency_id);
    HolderId account = account_holder(member, currency);
    Units cost = cost_for(programme, member, *reward, book.at());
    TRY(check_available(book, account, currency, cost));

    Redemption taken{.id = RedemptionId{book.fresh().next_id()},
                     .reward = reward->id,
                     .account = account,
                     .recipient = recipient == id ? HolderId{} : recipient,
                     .currency = currency.id,
                     .points = cost,
                     .money = reward->money,
                     .store = store.id,
                     .brand = store.brand_id,
                     .at = book.at(),
                     .limit = limit_of(*reward, store, book.at())};
    take_stock(book, *reward, store, taken);
    if (taken.limit) book.count(id, *taken.limit, {0, 1});
    bool donation = reward->type == Reward::Type::Donation;
    taken.uses = spend(book, account, currency, cost, donation, store.brand_id);
    if (fulfilled_at_once(*reward)) taken.state = RedemptionState::Fulfilled;
    if (reward->fulfilment == Reward::Fulfilment::Pickup && !donation)
        taken.due_at =
            end_of(programme.zone(), programme.zone().local_day(book.at()) + reward->pickup_days);
    if (reward->fulfilment == Reward::Fulfilment::Voucher && !donation)
        taken.voucher = issue_reward_voucher(book, recipient, *reward, taken.id);
    RedemptionId taken_id = taken.id;
    book.add_redemption(id, std::move(taken));
    txn.kind = TxnKind::Redemption;
    return answer(book, "redeem", id, taken_id, txn);
}

Result<Receipt> refund_redemption(Book& book, const RefundRedemption& command, Transaction& txn) {
    TakenPrize found = TRY(find(book, command.redemption));
    TRY(open_member(book, found.member));
    const Programme& programme = book.programme();
    const Reward* reward =
        programme.find_reward(programme.symbols().code(found.redemption->reward.value));
    bool donation = reward && reward->type == Reward::Type::Donation;
    bool open = found.redemption->state == RedemptionState::Confirmed ||
                (found.redemption->state == RedemptionState::Fulfilled && command.force);
    if (donation || !open || (reward && !reward->refundable && !command.force))
        return refuse(ErrorCode::InvalidState);
    HolderId owner = survivor_of(
        book, found.redemption->recipient.value != 0 ? found.redemption->recipient : found.member);
    TRY(check_voucher_unused(book, *found.redemption, owner));

    Redemption& taken = book.redemption(found.member, command.redemption);
    taken.state = RedemptionState::Refunded;
    taken.due_at.reset();
    give_points_back(book, taken);
    give_stock_back(book, taken);
    if (taken.limit) book.count(found.member, *taken.limit, {0, -1});
    if (taken.voucher.value != 0) cancel_voucher(book, owner, taken.voucher);
    txn.kind = TxnKind::Reversal;
    return answer(book, "refund", found.member, command.redemption, txn);
}

Result<Receipt> fulfil_redemption(Book& book, const FulfilRedemption& command, Transaction& txn) {
    TakenPrize found = TRY(find(book, command.redemption));
    if (found.redemption->state != RedemptionState::Confirmed)
        return refuse(ErrorCode::InvalidState);
    Redemption& taken = book.redemption(found.member, command.redemption);
    taken.state = RedemptionState::Fulfilled;
    taken.due_at.reset();
    txn.kind = TxnKind::Member;
    return answer(book, "fulfil", found.member, command.redemption, txn);
}

void lapse_redemption(Book& book, HolderId member, RedemptionId redemption) {
    Redemption& taken = book.redemption(member, redemption);
    taken.state = RedemptionState::Lapsed;
    taken.due_at.reset();
}

}  // namespace vuelve
