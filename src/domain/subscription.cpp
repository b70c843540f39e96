#include "domain/subscription.h"

#include <algorithm>

#include "domain/purchase.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

bool goes_on_for_now(const SubscriptionPeriod& one) {
    return one.state == SubscriptionState::Active || one.state == SubscriptionState::PastDue ||
           one.state == SubscriptionState::Cancelling;
}

/// When the clock on the wall shows this time of that day; an hour later where it never does.
Instant at_clock(const Zone& zone, Day day, std::int64_t time) {
    auto shown = [&](Instant at) {
        return zone.local_day(at).value * ms_per_day + zone.local_time(at);
    };
    const std::int64_t wanted = day.value * ms_per_day + time;
    const Instant guess = zone.day_start(day) + time;
    const Instant mended = guess + (wanted - shown(guess));
    return shown(mended) == wanted ? mended : guess;
}

Instant add_local_months(const Zone& zone, Instant at, int months) {
    return at_clock(zone, add_months(zone.local_day(at), months), zone.local_time(at));
}

Instant grace_end(const Programme& programme, const SubscriptionPeriod& one) {
    const SubscriptionPlan* plan = programme.find_plan(one.plan);
    if (!plan || plan->grace_days == 0) return one.to;
    const Zone& zone = programme.zone();
    return at_clock(zone, zone.local_day(one.to) + plan->grace_days, zone.local_time(one.to));
}

SubscriptionPeriod& begin_plan(Book& book, HolderId member, const SubscriptionPlan& plan) {
    const Zone& zone = book.programme().zone();
    SubscriptionPeriod one{.plan = plan.code,
                           .from = book.at(),
                           .to = next_period_end(zone, book.at(), book.at(), plan.period),
                           .id = SubscriptionId{book.fresh().next_id()}};
    one.until = grace_end(book.programme(), one);
    return book.add_subscription(member, std::move(one));
}

void prolong_plan(Book& book, SubscriptionPeriod& one, const SubscriptionPlan& plan) {
    one.to = next_period_end(book.programme().zone(), one.from, one.to, plan.period);
    one.until = grace_end(book.programme(), one);
    // Long after the end one period may not reach today; then another payment is due.
    one.state = one.to > book.at() ? SubscriptionState::Active : SubscriptionState::PastDue;
}

/// What was paid for stays; what only grace gave ends now.
void give_plan_up(Book& book, SubscriptionPeriod& one) {
    one.state = one.to > book.at() ? SubscriptionState::Cancelling : SubscriptionState::Ended;
    one.until = std::max(one.to, book.at());
}

/// Has the plan been bought and run out, so that a payment begins it anew?
bool has_lapsed(const Holder& member, std::string_view plan) {
    const SubscriptionPeriod* last = nullptr;
    for (const SubscriptionPeriod& one : member.subscriptions)
        if (one.plan == plan) last = &one;
    return last && last->state == SubscriptionState::Lapsed;
}

Receipt subscription_answer(Book& book,
                            const char* command,
                            HolderId member,
                            const SubscriptionPeriod& subscription,
                            Transaction& txn) {
    txn.kind = TxnKind::Member;
    txn.holder = member;
    Receipt receipt{.command = command, .txn = book.txn(), .member = member, .at = book.at()};
    receipt.subscription = subscription;
    receipt.balances = balances_of(book, *book.peek(member));
    receipt.tier = preview(book.programme(), *book.peek(member), book.at());
    return receipt;
}

}  // namespace

bool has_plan(std::span<const SubscriptionPeriod> subscriptions,
              std::string_view plan,
              Instant at) {
    return std::ranges::any_of(subscriptions, [&](const SubscriptionPeriod& one) {
        return one.plan == plan && one.from <= at && at < one.until;
    });
}

const SubscriptionPeriod* open_subscription(const Holder& member, std::string_view plan) {
    const SubscriptionPeriod* open = nullptr;
    for (const SubscriptionPeriod& one : member.subscriptions)
        if (one.plan == plan && goes_on_for_now(one) && (!open || open->to <= one.to)) open = &one;
    return open;
}

Instant next_period_end(const Zone& zone, Instant from, Instant to, Period period) {
    const int months = period == Period::Year ? 12 : 1;
    const CalendarDate first = date_of(zone.local_day(from)), last = date_of(zone.local_day(to));
    const int paid = (last.year - first.year) * 12 + last.month - first.month;
    const bool is_whole = add_local_months(zone, from, paid) == to;
    return is_whole ? add_local_months(zone, from, paid + months)
                    : add_local_months(zone, to, months);
}

std::optional<Instant> due_of(const SubscriptionPeriod& subscription) {
    switch (subscription.state) {
        case SubscriptionState::Active: return subscription.to;
        case SubscriptionState::PastDue:
        case SubscriptionState::Cancelling: return subscription.until;
        case SubscriptionState::Lapsed:
        case SubscriptionState::Ended: break;
    }
    return std::nullopt;
}

void run_subscription(Book& book, HolderId member, SubscriptionId id) {
    SubscriptionPeriod& one = book.subscription(member, id);
    one.state = one.state == SubscriptionState::Active    ? SubscriptionState::PastDue
                : one.state == SubscriptionState::PastDue ? SubscriptionState::Lapsed
                                                          : SubscriptionState::Ended;
}

void give_subscription(Book& book, HolderId member, const Enrol::Subscription& given) {
    SubscriptionPeriod one{.plan = given.plan,
                           .from = given.from,
                           .to = given.to,
                           .id = SubscriptionId{book.fresh().next_id()}};
    one.until = grace_end(book.programme(), one);
    book.add_subscription(member, std::move(one));
}

void end_subscriptions(Book& book, HolderId member) {
    std::vector<SubscriptionId> open;
    for (const SubscriptionPeriod& one : book.peek(member)->subscriptions)
        if (goes_on_for_now(one)) open.push_back(one.id);
    for (SubscriptionId id : open) {
        SubscriptionPeriod& one = book.subscription(member, id);
        one.state = SubscriptionState::Ended;
        one.until = std::min(one.until, book.at());
    }
}

void unite_subscriptions(Book& book, HolderId from, HolderId to) {
    book.move_subscriptions(from, to);
    std::vector<SubscriptionId> shorter;
    for (const SubscriptionPeriod& one : book.peek(to)->subscriptions)
        if (goes_on_for_now(one) && open_subscription(*book.peek(to), one.plan)->id != one.id)
            shorter.push_back(one.id);
    for (SubscriptionId id : shorter) give_plan_up(book, book.subscription(to, id));
}

Result<Receipt> subscribe(Book& book, const Subscribe& command, Transaction& txn) {
    const HolderId id = TRY(active_member(book, command.member))->id;
    const SubscriptionPlan* plan = book.programme().find_plan(command.plan);
    if (!plan)
        return refuse_field("/plan", "unknown-reference", "no plan has the code " + command.plan);
    if (open_subscription(*book.peek(id), plan->code))
        return refuse(ErrorCode::InvalidState, "the member has this plan");
    const SubscriptionPeriod& bought = begin_plan(book, id, *plan);
    return subscription_answer(book, "subscribe", id, bought, txn);
}

Result<Receipt> change_subscription(Book& book,
                                    const ChangeSubscription& command,
                                    Transaction& txn) {
    const HolderId id = TRY(open_member(book, command.member))->id;
    const SubscriptionPlan* plan = book.programme().find_plan(command.plan);
    const SubscriptionPeriod* open = open_subscription(*book.peek(id), command.plan);
    // One that is on offer no more can still be given up.
    if (!plan && !(open && command.change == ChangeSubscription::Change::Cancel))
        return refuse(ErrorCode::NotFound, "no such plan");
    const bool is_paid_for = open && (open->state == SubscriptionState::Active ||
                                      open->state == SubscriptionState::PastDue);
    if (command.change == ChangeSubscription::Change::Paid) {
        if (!open && has_lapsed(*book.peek(id), command.plan))
            return subscription_answer(book, "subscription_paid", id, begin_plan(book, id, *plan),
                                       txn);
        if (!is_paid_for) return refuse(ErrorCode::InvalidState, "nothing is to be paid");
        SubscriptionPeriod& one = book.subscription(id, open->id);
        prolong_plan(book, one, *plan);
        return subscription_answer(book, "subscription_paid", id, one, txn);
    }
    if (command.change == ChangeSubscription::Change::PaymentFailed) {
        if (!open || open->state != SubscriptionState::Active)
            return refuse(ErrorCode::InvalidState, "the plan is not active");
        SubscriptionPeriod& one = book.subscription(id, open->id);
        one.state = SubscriptionState::PastDue;
        return subscription_answer(book, "payment_failed", id, one, txn);
    }
    if (!is_paid_for) return refuse(ErrorCode::InvalidState, "the plan does not go on");
    SubscriptionPeriod& one = book.subscription(id, open->id);
    give_plan_up(book, one);
    return subscription_answer(book, "unsubscribe", id, one, txn);
}

}  // namespace vuelve
