#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>

#include "codec/transaction_json_archive.h"
#include "domain/decision.h"

/// The stored fields of every struct, in their order, once for writing and reading. Rows that exist
/// keep their meaning: a new field goes to the end, where an old row reads as empty; nothing is
/// moved or taken away.
namespace vuelve::packed {

template <class T, class Plain>
concept Like = std::same_as<std::remove_const_t<T>, Plain>;

// Stored as numbers, so their order is part of the format.
static_assert(static_cast<int>(Reason::ZeroAward) == 11);
static_assert(static_cast<int>(NotEarning::SuspendedBrand) == 3);
static_assert(static_cast<int>(OnReturn::Keep) == 2 && static_cast<int>(Funding::Partner) == 2);
static_assert(static_cast<int>(EntryType::Merge) == 19 && static_cast<int>(Contra::Transit) == 8);

/// Where a trace's plain rule id ends in its name: before the version.
inline std::string plain_id(const std::string& trace_name) {
    return trace_name.substr(0, trace_name.find('@'));
}

template <class A, Like<Base> T>
void fields(A& a, T& base) {
    a(base.holder, base.id, base.at);
}

template <class A, Like<Trace> T>
void fields(A& a, T& trace) {
    // The plain id repeats the name; it is written only when it cannot be cut out of it.
    std::optional<std::string> plain;
    if (A::writing && trace.rule_id != plain_id(trace.rule)) plain = trace.rule_id;
    a(trace.rule, trace.reason, trace.detail, trace.missing, plain);
    if constexpr (!A::writing) trace.rule_id = plain ? *plain : plain_id(trace.rule);
}
template <class A, Like<AwardLine> T>
void fields(A& a, T& award) {
    a(award.rule, award.currency, award.points, award.lines, award.expires_at, award.last_day,
      award.pending);
}
template <class A, Like<ReversedLine> T>
void fields(A& a, T& line) {
    a(line.rule, line.currency, line.points);
}
template <class A, Like<SpentLine> T>
void fields(A& a, T& spent) {
    a(spent.currency, spent.points, spent.amount, spent.lines);
}
template <class A, Like<BalanceLine> T>
void fields(A& a, T& balance) {
    a(balance.currency, balance.available, balance.pending, balance.reserved, balance.debt);
}
template <class A, Like<TierPreview> T>
void fields(A& a, T& tier) {
    a(tier.level, tier.metric, tier.next_level, tier.missing, tier.deadline, tier.keep_missing,
      tier.valid_until);
}
template <class A, Like<NotEarningLine> T>
void fields(A& a, T& line) {
    a(line.line, line.reason);
}
template <class A, Like<MaxPoints> T>
void fields(A& a, T& most) {
    a(most.currency, most.points, most.amount, most.min_points, most.step, most.step_amount,
      most.is_discount, most.lines);
}
template <class A, Like<DiscountLine> T>
void fields(A& a, T& discount) {
    a(discount.coupon, discount.amount, discount.lines, discount.rule);
}
template <class A, Like<Refund> T>
void fields(A& a, T& refund) {
    a(refund.money, refund.paid_with_points, refund.points, refund.points_money);
}
template <class A, Like<ChallengeLine> T>
void fields(A& a, T& line) {
    a(line.challenge, line.progress, line.completed, line.is_quantity);
}
template <class A, Like<SubscriptionPeriod> T>
void fields(A& a, T& paid) {
    a(paid.id, paid.plan, paid.state, paid.from, paid.to, paid.until);
}

template <class A, Like<ClubLine> T>
void fields(A& a, T& line) {
    a(line.club, line.progress, line.goal, line.own, line.is_quantity, line.reached);
}
template <class A, Like<Receipt> T>
void fields(A& a, T& receipt) {
    a(receipt.outcome, receipt.command, receipt.id, receipt.txn, receipt.member, receipt.at,
      receipt.total, receipt.effects, receipt.trace, receipt.balances, receipt.tier, receipt.spent,
      receipt.not_earning, receipt.vouchers, receipt.badges, receipt.purchase, receipt.reversed,
      receipt.refund, receipt.already_expired, receipt.unrecoverable, receipt.max_points,
      receipt.applied, receipt.error, receipt.discounts, receipt.currency, receipt.points,
      receipt.fee, receipt.to_currency, receipt.converted, receipt.extended_lots, receipt.other,
      receipt.reservation, receipt.reservation_state, receipt.due_at, receipt.redemption,
      receipt.redemption_state, receipt.reward, receipt.money, receipt.voucher_state,
      receipt.stock_left, receipt.challenges, receipt.referral, receipt.referral_refused,
      receipt.subscription, receipt.clubs, receipt.referral_in_review, receipt.month,
      receipt.late_for);
}

template <class A, Like<IssuerUnits> T>
void fields(A& a, T& part) {
    a(part.issuer, part.units);
}
template <class A, Like<Entry> T>
void fields(A& a, T& entry) {
    auto& moved = entry.movement;
    // Nearly every entry moves the points of the brand on its other side.
    std::optional<BrandId> issuer;
    if (A::writing && entry.issuer != entry.contra_brand) issuer = entry.issuer;
    a(entry.id, entry.holder, entry.type, entry.currency, entry.contra, entry.contra_brand,
      entry.contra_units, moved.available, moved.pending, entry.rule, entry.lot, moved.reserved,
      moved.debt, moved.written_off, entry.posted_at, issuer, entry.issuers);
    if constexpr (!A::writing) entry.issuer = issuer.value_or(entry.contra_brand);
}
template <class A, Like<Lot> T>
void fields(A& a, T& lot) {
    a(lot.id, lot.currency, lot.original, lot.remaining, lot.earned_at, lot.available_at,
      lot.expires_at, lot.due_at, lot.brand, lot.rule, lot.txn, lot.funding, lot.reserved,
      lot.reversed, lot.expired);
}
template <class A, Like<Effects::LotRow> T>
void fields(A& a, T& row) {
    a(row.lot, row.holder);
}
template <class A, Like<Effects::TallyRow> T>
void fields(A& a, T& row) {
    a(row.key.kind, row.key.ref, row.key.period, row.tally.value, row.tally.count, row.holder);
}
template <class A, Like<TierStanding::Held> T>
void fields(A& a, T& held) {
    a(held.from, held.level);
}
template <class A, Like<TierStanding> T>
void fields(A& a, T& tier) {
    a(tier.level, tier.valid_until, tier.history, tier.can_restore, tier.before_upgrade,
      tier.before_valid_until);
}
template <class A, Like<Head> T>
void fields(A& a, T& head) {
    a(head.state, head.purchases, head.tier, head.entries, head.link, head.households,
      head.was_known);
}
template <class A, Like<Effects::HeadRow> T>
void fields(A& a, T& row) {
    a(row.head, row.holder);
}
template <class A, Like<Effects::ResourceRow> T>
void fields(A& a, T& row) {
    a(row.key.kind, row.key.ref, row.key.slice, row.resource.left, row.resource.total);
}
template <class A, Like<LotUse> T>
void fields(A& a, T& use) {
    a(use.lot, use.units, use.refunded);
}
template <class A, Like<Effects::VoucherRow> T>
void fields(A& a, T& row) {
    auto& voucher = row.voucher;
    a(row.holder);
    a.code(row.holder, voucher.code);
    a(voucher.id, voucher.coupon, voucher.reward, voucher.state, voucher.uses_left,
      voucher.valid_from, voucher.valid_until, voucher.purchase, voucher.used_in,
      voucher.cost_currency, voucher.cost_brand, voucher.cost, voucher.locked_until,
      voucher.redemption);
}
template <class A, Like<Effects::ReservationRow> T>
void fields(A& a, T& row) {
    auto& held = row.reservation;
    a(row.holder, held.id, held.member, held.currency, held.points, held.captured, held.state,
      held.due_at, held.uses);
}
template <class A, Like<TallyKey> T>
void fields(A& a, T& key) {
    a(key.kind, key.ref, key.period);
}
template <class A, Like<Effects::RedemptionRow> T>
void fields(A& a, T& row) {
    auto& taken = row.redemption;
    a(row.holder, taken.id, taken.reward, taken.account, taken.recipient, taken.currency,
      taken.points, taken.money, taken.state, taken.voucher, taken.store, taken.brand, taken.at,
      taken.due_at, taken.took_stock, taken.took_store_stock, taken.limit, taken.uses);
}
template <class A, Like<Effects::PlaceRow> T>
void fields(A& a, T& row) {
    a(row.holder, row.state, row.household, row.merged_into);
}
template <class A, Like<Effects::MembershipRow> T>
void fields(A& a, T& row) {
    a(row.household, row.membership.member, row.membership.owner, row.membership.can_redeem,
      row.membership.joined_at, row.left);
}
template <class A, Like<Effects::MovedLot> T>
void fields(A& a, T& moved) {
    a(moved.from, moved.lot);
}
template <class A, Like<Effects::ReferralRow> T>
void fields(A& a, T& row) {
    a(row.referee, row.referral.referrer, row.referral.state, row.referral.txn, row.referral.due_at,
      row.referral.in_review);
}
template <class A, Like<Effects::SubscriptionRow> T>
void fields(A& a, T& row) {
    a(row.holder, row.subscription);
}
template <class A, Like<ReturnLine> T>
void fields(A& a, T& line) {
    a(line.line, line.quantity);
}
template <class A, Like<Parked> T>
void fields(A& a, T& parked) {
    a(parked.id, parked.purchase, parked.state, parked.occurred_at, parked.due_at, parked.lines,
      parked.is_void);
}

template <class A, Like<RecordedLine> T>
void fields(A& a, T& line) {
    a(line.line, line.sku, line.category, line.brand, line.quantity, line.net, line.eligible,
      line.tax, line.returned);
}
template <class A, Like<Award> T>
void fields(A& a, T& award) {
    a(award.rule, award.currency, award.units, award.holder, award.lot, award.shares,
      award.reversed, award.on_return, award.deemed_expired, award.min_amount, award.min_quantity,
      award.matched, award.funding);
}
template <class A, Like<DeferredShare> T>
void fields(A& a, T& share) {
    a(share.currency, share.issued, share.deferred);
}
template <class A, Like<PaidTender> T>
void fields(A& a, T& paid) {
    a(paid.currency, paid.points, paid.amount, paid.holder, paid.uses, paid.debt_units,
      paid.debt_refunded, paid.refunded_points, paid.refunded_money, paid.is_discount);
}
template <class A, Like<CounterChange> T>
void fields(A& a, T& change) {
    a(change.key.kind, change.key.ref, change.key.period, change.by.value, change.by.count);
}
template <class A, Like<BudgetChange> T>
void fields(A& a, T& change) {
    a(change.rule, change.units);
}
template <class A, Like<ChallengePart> T>
void fields(A& a, T& part) {
    a(part.challenge, part.matched, part.vouchers);
}
template <class A, Like<ClubShare> T>
void fields(A& a, T& share) {
    a(share.club, share.added, share.matched, share.vouchers);
}
template <class A, Like<QualifiedReferral> T>
void fields(A& a, T& referral) {
    a(referral.referee, referral.referrer, referral.min_amount, referral.limit, referral.awards);
}
template <class A, Like<Purchase> T>
void fields(A& a, T& purchase) {
    a(purchase.id, purchase.txn, purchase.member, purchase.occurred_at, purchase.day,
      purchase.store, purchase.brand, purchase.total, purchase.tax, purchase.lines, purchase.awards,
      purchase.paid, purchase.counters, purchase.budgets, purchase.returned_money,
      purchase.has_returns, purchase.voided, purchase.used_vouchers, purchase.challenges,
      purchase.referral, purchase.clubs, purchase.deferral, purchase.level);
}
template <class A, Like<ClosedMonth> T>
void fields(A& a, T& closed) {
    a(closed.month, closed.until);
}
template <class A, Like<Holder> T>
void fields(A& a, T& enrolled) {
    a(enrolled.id, enrolled.kind, enrolled.enrolled_at, enrolled.household);
}
template <class A, Like<Effects::AnswerRow> T>
void fields(A& a, T& row) {
    auto& answer = row.answer;
    TxnId id{answer.id.value};
    a(row.holder, id, answer.day, answer.rating, answer.nps, answer.purchase, answer.store);
    if constexpr (!A::writing) answer.id = AnswerId{id.value};
}
template <class A, Like<Effects> T>
void fields(A& a, T& effects) {
    a(effects.entries, effects.lots, effects.tallies, effects.heads, effects.purchase,
      effects.resources, effects.vouchers, effects.parked, effects.enrolled, effects.reservations,
      effects.redemptions, effects.places, effects.memberships, effects.moved_lots,
      effects.referrals, effects.subscriptions, effects.closed_month, effects.answers);
}

}  // namespace vuelve::packed
