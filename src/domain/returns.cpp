#include "domain/returns.h"

#include <algorithm>

#include "domain/award.h"
#include "domain/challenge.h"
#include "domain/club.h"
#include "domain/member.h"
#include "domain/purchase.h"
#include "domain/referral.h"
#include "domain/refund.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

/// Checks the lines and gives the quantity to take back by line of the purchase.
Result<std::vector<std::int64_t>> quantities(const Purchase& purchase,
                                             const std::vector<ReturnLine>& lines) {
    std::vector<std::int64_t> back(purchase.lines.size(), 0);
    for (const ReturnLine& wanted : lines) {
        auto found = std::ranges::find(purchase.lines, wanted.line, &RecordedLine::line);
        if (found == purchase.lines.end())
            return refuse(ErrorCode::UnknownLine,
                          "the purchase has no line " + std::to_string(wanted.line));
        auto place = static_cast<std::size_t>(found - purchase.lines.begin());
        const std::int64_t left =
            purchase.voided ? 0 : found->quantity - found->returned - back[place];
        if (wanted.quantity > left)
            return refuse_with(
                ErrorCode::ReturnExceedsPurchase,
                {{Figure::Kind::Quantity, wanted.quantity}, {Figure::Kind::Quantity, left}});
        back[place] += wanted.quantity;
    }
    return back;
}

bool fully_returned(const Purchase& purchase) {
    return std::ranges::all_of(
        purchase.lines, [](const RecordedLine& line) { return line.returned == line.quantity; });
}

/// Of a revoke_if_unmet award: do the thresholds of its rule fail on what was kept? (4.2)
bool unmet(const Purchase& purchase, const Award& award) {
    if (fully_returned(purchase)) return true;
    std::int64_t amount = 0, quantity = 0;
    for (std::size_t i = 0; i < purchase.lines.size(); ++i) {
        if (award.matched[i] == 0) continue;
        const RecordedLine& line = purchase.lines[i];
        std::int64_t kept = line.quantity - line.returned;
        amount += part_of(line.eligible, line, kept);
        quantity += kept;
    }
    return (award.min_amount && amount < award.min_amount->n) ||
           (award.min_quantity && quantity < *award.min_quantity);
}

/// Units of the award to take back now, by the lines' cumulative returns; advances its reversed
/// shares.
Units due_back(const Purchase& purchase, Award& award, bool is_void) {
    if (award.on_return == OnReturn::Keep && !is_void) return Units{0};
    bool whole = is_void || award.on_return == OnReturn::RevokeIfUnmet;
    if (whole && !is_void && !unmet(purchase, award)) return Units{0};
    std::int64_t units = 0;
    for (std::size_t i = 0; i < award.shares.size(); ++i) {
        const RecordedLine& line = purchase.lines[i];
        auto cumulative = multiply_divide_down(award.shares[i], line.returned, line.quantity);
        if (whole) cumulative = award.shares[i];
        units += cumulative - award.reversed[i];
        award.reversed[i] = cumulative;
    }
    return Units{units};
}

/// Takes the given quantities back: paid points, awards in posting order, tier metric. In that
/// order (4.1).
void take_back(Book& book,
               Purchase& purchase,
               const std::vector<std::int64_t>& back,
               bool is_void,
               Receipt& receipt) {
    const auto& tiers = book.programme().document().tiers;
    Minor before = purchase.returned_money;
    std::int64_t eligible_back = 0;
    for (std::size_t i = 0; i < back.size(); ++i) {
        RecordedLine& line = purchase.lines[i];
        std::int64_t was = line.returned;
        line.returned += back[i];
        auto change = [&](Minor whole) {
            return part_of(whole, line, line.returned) - part_of(whole, line, was);
        };
        purchase.returned_money += Minor{change(line.net)};
        eligible_back += change(line.eligible);
    }
    refund_paid_points(book, purchase, before, purchase.returned_money, receipt);
    std::int64_t credits_back = 0;
    for (Award& award : purchase.awards) {
        Units units = due_back(purchase, award, is_void);
        claw_back(book, purchase, award, units, receipt);
        if (tiers && award.currency == tiers->currency_id) credits_back += units.n;
    }
    reverse_referral(book, purchase, is_void, fully_returned(purchase), receipt);
    if (!is_void) lower_challenges(book, purchase, back, receipt);
    if (!is_void) lower_clubs(book, purchase, back, receipt);
    if (tiers && tiers->metric == Tiers::Metric::Status)
        add_metric(book, purchase.member, purchase.day, -credits_back);
    if (tiers && tiers->metric == Tiers::Metric::Spend)
        add_metric(book, purchase.member, purchase.day, -eligible_back);
}

/// What a void gives back besides (4.7): counters, budgets, the visit.
void undo_counters(Book& book, const Purchase& purchase) {
    for (const CounterChange& change : purchase.counters)
        if (change.key.kind == TallyKind::Badge)
            lose_badge(book, purchase.member, change);
        else
            book.count(purchase.member, change.key, {-change.by.value, -change.by.count});
    for (const BudgetChange& change : purchase.budgets) {
        ResourceKey key{ResourceKind::RuleBudget, change.rule.value, 0};
        Resource budget = book.resource(key, 0);
        budget.left += change.units.n;
        book.set(key, budget);
    }
    book.head(purchase.member).purchases -= 1;
    book.count(purchase.member, {TallyKind::Visit, 0, purchase.day.value}, {0, -1});
}

/// A full return gives the uses of coupons back (7.7); a void does so with all counters.
void give_back_coupon_uses(Book& book, const Purchase& purchase) {
    for (const CounterChange& change : purchase.counters)
        if (change.key.kind == TallyKind::CouponUse)
            book.count(purchase.member, change.key, {-change.by.value, -change.by.count});
}

/// Points that come back after closing are forfeited like those before it, and debt is written off
/// (5.10).
void forfeit_what_came_late(Book& book, const Purchase& purchase) {
    if (has_left(book.peek(purchase.member)->head.state)) empty_account(book, purchase.member);
    for (HolderId household : book.peek(purchase.member)->head.households)
        if (const Holder* known = book.peek(household);
            known && known->members.empty() && has_left(known->head.state))
            empty_account(book, household);
    if (!purchase.referral) return;
    for (const Award& award : purchase.referral->awards)
        if (const Holder* account = book.peek(award.holder);
            account && has_left(account->head.state))
            empty_account(book, award.holder);
}

void finish_taking_back(Book& book, Purchase& purchase, bool is_void, Receipt& receipt) {
    if (is_void) {
        purchase.voided = true;
        undo_counters(book, purchase);
        undo_challenges(book, purchase, receipt);
        undo_clubs(book, purchase, receipt);
    } else {
        purchase.has_returns = true;
    }
    if (fully_returned(purchase)) {
        cancel_granted(book, purchase.member, purchase.id, receipt);
        give_back_used(book, purchase);
        if (!is_void) give_back_coupon_uses(book, purchase);
    }
    recalculate(book, purchase.member);
    forfeit_what_came_late(book, purchase);
}

Result<bool> return_lines(Book& book,
                          Purchase& purchase,
                          const std::vector<ReturnLine>& lines,
                          Receipt& receipt) {
    auto back = TRY(quantities(purchase, lines));
    take_back(book, purchase, back, false, receipt);
    finish_taking_back(book, purchase, false, receipt);
    return true;
}

Result<bool> void_whole(Book& book, Purchase& purchase, Receipt& receipt) {
    if (purchase.voided) return refuse(ErrorCode::AlreadyVoided);
    if (purchase.has_returns) return refuse(ErrorCode::HasReturns);
    std::vector<std::int64_t> back;
    for (const RecordedLine& line : purchase.lines) back.push_back(line.quantity - line.returned);
    take_back(book, purchase, back, true, receipt);
    finish_taking_back(book, purchase, true, receipt);
    return true;
}

Receipt park(Book& book, Parked parked, Transaction& txn) {
    parked.due_at = book.at() + book.programme().document().park_days * ms_per_day;
    Receipt receipt{.outcome = Outcome::Parked,
                    .command = parked.is_void ? "void" : "return",
                    .id = parked.id,
                    .txn = book.txn(),
                    .at = book.at(),
                    .purchase = parked.purchase};
    txn.kind = parked.is_void ? TxnKind::Void : TxnKind::Return;
    txn.parent = parked.purchase;
    book.set(parked);
    return receipt;
}

Receipt start_answer(const Book& book,
                     const Purchase& purchase,
                     std::string command,
                     std::string id) {
    return {.command = std::move(command),
            .id = std::move(id),
            .txn = book.txn(),
            .member = purchase.member,
            .at = book.at(),
            .purchase = purchase.id};
}

/// Balances and level afterwards, and the record's place beside its purchase.
Receipt finish(const Book& book,
               const Purchase& purchase,
               TxnKind kind,
               Instant occurred_at,
               Receipt receipt,
               Transaction& txn) {
    const Holder& member = *book.peek(purchase.member);
    receipt.balances = balances_of(book, member);
    receipt.tier = preview(book.programme(), member, book.at());
    txn.kind = kind;
    txn.holder = purchase.member;
    txn.parent = purchase.id;
    txn.occurred_at = occurred_at;
    txn.on_day = book.programme().zone().local_day(occurred_at);
    txn.store = purchase.store;
    txn.brand = purchase.brand;
    return receipt;
}

/// Where the debt lies now that financed a payment without lots: it moves with the account.
HolderId debt_home(const Book& book, const Purchase& purchase, const PaidTender& paid) {
    for (HolderId place : lot_places(book.state(), paid.holder))
        if (book.wallet(place, paid.currency).debt.n < 0) return place;
    const Holder* member = resolve(book.state(), purchase.member);
    return member ? account_holder(*member, book.programme().currency(paid.currency)) : paid.holder;
}

/// A purchase as loaded, its member followed through merges.
Purchase* open_purchase(Book& book, const std::string& id) {
    auto found = book.state().purchases.find(id);
    if (found == book.state().purchases.end()) return nullptr;
    Purchase& purchase = book.set_purchase(found->second);
    auto survivor = [&](HolderId holder) {
        const Holder* known = resolve(book.state(), holder);
        return known ? known->id : holder;
    };
    purchase.member = survivor(purchase.member);
    auto find_home = [&](Award& award) {
        award.holder =
            award.lot.value == 0 ? survivor(award.holder) : book.lot_home(award.holder, award.lot);
    };
    std::ranges::for_each(purchase.awards, find_home);
    if (purchase.referral) std::ranges::for_each(purchase.referral->awards, find_home);
    for (PaidTender& paid : purchase.paid)
        paid.holder = paid.uses.empty() ? debt_home(book, purchase, paid)
                                        : book.lot_home(paid.holder, paid.uses.front().lot);
    return &purchase;
}

}  // namespace

Result<Receipt> record_return(Book& book, const RecordReturn& command, Transaction& txn) {
    Instant occurred_at = command.occurred_at.value_or(book.at());
    if (occurred_at - book.at() > 5 * ms_per_minute) return refuse(ErrorCode::FutureDated);
    Purchase* purchase = open_purchase(book, command.purchase);
    if (!purchase)
        return park(book,
                    {.id = command.id,
                     .purchase = command.purchase,
                     .lines = command.lines,
                     .occurred_at = occurred_at},
                    txn);
    Receipt receipt = start_answer(book, *purchase, "return", command.id);
    TRY(return_lines(book, *purchase, command.lines, receipt));
    return finish(book, *purchase, TxnKind::Return, occurred_at, std::move(receipt), txn);
}

Result<Receipt> void_purchase(Book& book, const VoidPurchase& command, Transaction& txn) {
    Instant occurred_at = command.occurred_at.value_or(book.at());
    if (occurred_at - book.at() > 5 * ms_per_minute) return refuse(ErrorCode::FutureDated);
    Purchase* purchase = open_purchase(book, command.purchase);
    if (!purchase)
        return park(book,
                    {.id = command.id,
                     .purchase = command.purchase,
                     .is_void = true,
                     .lines = {},
                     .occurred_at = occurred_at},
                    txn);
    Receipt receipt = start_answer(book, *purchase, "void", command.id);
    TRY(void_whole(book, *purchase, receipt));
    return finish(book, *purchase, TxnKind::Void, occurred_at, std::move(receipt), txn);
}

void apply_parked(Book& book, Purchase& purchase, Receipt& receipt) {
    auto found = book.state().parked.find(purchase.id);
    if (found == book.state().parked.end()) return;
    std::vector<Parked> waiting = found->second;
    std::erase_if(waiting,
                  [](const Parked& parked) { return parked.state != ParkedState::Parked; });
    std::ranges::sort(
        waiting, {}, [](const Parked& parked) { return std::pair(parked.occurred_at, parked.id); });
    for (Parked& parked : waiting) {
        Receipt answer =
            start_answer(book, purchase, parked.is_void ? "void" : "return", parked.id);
        // Both check everything before they change anything, so a refused one leaves no trace.
        Result<bool> done = parked.is_void ? void_whole(book, purchase, answer)
                                           : return_lines(book, purchase, parked.lines, answer);
        if (!done) {
            answer.outcome = Outcome::Rejected;
            answer.error = done.error().code;
        }
        parked.state = done ? ParkedState::Applied : ParkedState::Rejected;
        book.set(parked);
        receipt.applied.push_back(std::move(answer));
    }
}

void orphan(Book& book, const Parked& parked) {
    Parked orphaned = parked;
    orphaned.state = ParkedState::Orphaned;
    book.set(orphaned);
}

Result<Receipt> decide_parked(Book& book, const DecideParked& command, Transaction& txn) {
    const auto& all = book.state().parked;
    auto of_purchase = all.find(command.purchase);
    const Parked* found = nullptr;
    if (of_purchase != all.end())
        for (const Parked& parked : of_purchase->second)
            if (parked.id == command.id) found = &parked;
    if (!found) return refuse(ErrorCode::NotFound, "nothing is parked under this id");
    if (found->state == ParkedState::Applied || found->state == ParkedState::Dismissed)
        return refuse(ErrorCode::InvalidState);
    Parked decided = *found;
    decided.state = command.apply ? ParkedState::Applied : ParkedState::Dismissed;
    book.set(decided);
    const char* name = decided.is_void ? "void" : "return";
    TxnKind kind = decided.is_void ? TxnKind::Void : TxnKind::Return;
    if (!command.apply) {
        txn.kind = TxnKind::Member;
        return Receipt{.command = "dismiss_parked",
                       .id = decided.id,
                       .txn = book.txn(),
                       .at = book.at(),
                       .purchase = decided.purchase};
    }
    Purchase* purchase = open_purchase(book, decided.purchase);
    if (!purchase) return refuse(ErrorCode::InvalidState, "its purchase is still unknown");
    Receipt receipt = start_answer(book, *purchase, name, decided.id);
    if (decided.is_void)
        TRY(void_whole(book, *purchase, receipt));
    else
        TRY(return_lines(book, *purchase, decided.lines, receipt));
    return finish(book, *purchase, kind, decided.occurred_at, std::move(receipt), txn);
}

}  // namespace vuelve
