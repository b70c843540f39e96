#pragma once

#include <optional>
#include <string_view>

#include "domain/book.h"
#include "domain/command.h"

/// Plans that members pay for: bought, paid again, not paid, given up. The fee is money outside the
/// ledger. Source: domain.md 8.6, 14; docs/adr/0024.
namespace vuelve {

/// Were the plan's benefits the member's at that instant, days of grace included?
bool has_plan(std::span<const SubscriptionPeriod> subscriptions, std::string_view plan, Instant at);

/// The member's subscription to the plan that is active, past due or cancelling; of several the one
/// that lasts longest. Nothing when there is none.
const SubscriptionPeriod* open_subscription(const Holder& member, std::string_view plan);

/// Where the next period ends: `from` plus whole periods while `to` is such an end (31 January, 28
/// February, 31 March), else a period after `to`; at the same time of the local day.
Instant next_period_end(const Zone& zone, Instant from, Instant to, Period period);

/// When the scheduler changes its state; nothing for what has come to its end.
std::optional<Instant> due_of(const SubscriptionPeriod& subscription);
/// An active one whose payment did not come is past due; past due it lapses when grace is over; one
/// that was cancelled ends. At book.at(), the due instant.
void run_subscription(Book& book, HolderId member, SubscriptionId id);

/// A subscription that a member starts with.
void give_subscription(Book& book, HolderId member, const Enrol::Subscription& given);
/// A closed member has none that goes on.
void end_subscriptions(Book& book, HolderId member);
/// The duplicate's become the survivor's; of two that are open for one plan the shorter runs out.
void unite_subscriptions(Book& book, HolderId from, HolderId to);

/// Errors: UnknownMember, MemberNotActive, ValidationFailed (no such plan), InvalidState (it goes
/// on).
Result<Receipt> subscribe(Book& book, const Subscribe& command, Transaction& txn);
/// Paid, not paid or given up. Errors: UnknownMember, MemberNotActive (closed), NotFound (no such
/// plan), InvalidState.
Result<Receipt> change_subscription(Book& book,
                                    const ChangeSubscription& command,
                                    Transaction& txn);

}  // namespace vuelve
