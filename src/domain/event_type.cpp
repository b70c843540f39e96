#include "domain/event_type.h"

#include <algorithm>
#include <array>

namespace vuelve {
namespace {

consteval auto make_event_rows() {
    using enum EventType;
    using enum EventOrigin;
    return std::array{
        EventKind{PurchaseRecorded, "purchase.recorded", Decision},
        EventKind{PurchaseReturned, "purchase.returned", Decision},
        EventKind{PurchaseVoided, "purchase.voided", Decision},
        EventKind{ReturnParked, "return.parked", Decision},
        EventKind{ReturnOrphaned, "return.orphaned", Decision},
        EventKind{ReturnRejected, "return.rejected", Decision},
        EventKind{PointsEarned, "points.earned", Decision},
        EventKind{PointsReleased, "points.released", Decision},
        EventKind{PointsReversed, "points.reversed", Decision},
        EventKind{PointsSpent, "points.spent", Decision},
        EventKind{PointsRefunded, "points.refunded", Decision},
        EventKind{PointsExpired, "points.expired", Decision},
        EventKind{PointsReinstated, "points.reinstated", Decision},
        EventKind{PointsAdjusted, "points.adjusted", Decision},
        EventKind{PointsForfeited, "points.forfeited", Decision},
        EventKind{PointsTransferred, "points.transferred", Decision},
        EventKind{PointsConverted, "points.converted", Decision},
        EventKind{DebtCreated, "debt.created", Decision},
        EventKind{DebtRepaid, "debt.repaid", Decision},
        EventKind{ReservationOpened, "reservation.opened", Decision},
        EventKind{ReservationCaptured, "reservation.captured", Decision},
        EventKind{ReservationCancelled, "reservation.cancelled", Decision},
        EventKind{ReservationTimedOut, "reservation.timed_out", Decision},
        EventKind{PointsExpiring, "points.expiring", Calendar},
        EventKind{TierChanged, "tier.changed", Decision},
        EventKind{RewardRedeemed, "reward.redeemed", Decision},
        EventKind{RedemptionFulfilled, "redemption.fulfilled", Decision},
        EventKind{RedemptionRefunded, "redemption.refunded", Decision},
        EventKind{RedemptionLapsed, "redemption.lapsed", Decision},
        EventKind{VoucherIssued, "voucher.issued", Decision},
        EventKind{VoucherUsed, "voucher.used", Decision},
        EventKind{VoucherExpired, "voucher.expired", Decision},
        EventKind{VoucherCancelled, "voucher.cancelled", Decision},
        EventKind{StampCardProgressed, "stamp_card.progressed", Decision},
        EventKind{StampCardCompleted, "stamp_card.completed", Decision},
        EventKind{ChallengeCompleted, "challenge.completed", Decision},
        EventKind{BadgeGranted, "badge.granted", Decision},
        EventKind{ReferralOpened, "referral.opened", Decision},
        EventKind{ReferralQualified, "referral.qualified", Decision},
        EventKind{ReferralRewarded, "referral.rewarded", Decision},
        EventKind{ReferralRejected, "referral.rejected", Decision},
        EventKind{ReferralReversed, "referral.reversed", Decision},
        EventKind{MemberEnrolled, "member.enrolled", Decision},
        EventKind{MemberSuspended, "member.suspended", Decision},
        EventKind{MemberReactivated, "member.reactivated", Decision},
        EventKind{MemberClosed, "member.closed", Decision},
        // Erasure works on the member's keys, behind the ledger: it is told by its door.
        EventKind{MemberAnonymised, "member.anonymised", Office},
        EventKind{MemberMerged, "member.merged", Decision},
        EventKind{MemberUpdated, "member.updated", Decision},
        EventKind{IdentityAdded, "identity.added", Decision},
        EventKind{IdentityRemoved, "identity.removed", Decision},
        EventKind{IdentityBlocked, "identity.blocked", Decision},
        EventKind{ConsentChanged, "consent.changed", Decision},
        EventKind{HouseholdChanged, "household.changed", Decision},
        EventKind{SubscriptionChanged, "subscription.changed", Decision},
        EventKind{SurveyAnswered, "survey.answered", Decision},
        EventKind{ProgrammePublished, "programme.published", Office},
        EventKind{BudgetReached, "budget.reached", Decision},
        EventKind{StockLow, "stock.low", Decision},
        EventKind{StockOut, "stock.out", Decision},
        EventKind{ApprovalRequested, "approval.requested", Office},
        EventKind{ApprovalDecided, "approval.decided", Office},
        EventKind{WebhookDisabled, "webhook.disabled", Office},
        EventKind{LedgerVerified, "ledger.verified", Office},
        EventKind{JobFailed, "job.failed", Office},
        EventKind{CaseOpened, "case.opened", Office},
        EventKind{CaseDecided, "case.decided", Office},
    };
}
constexpr std::array event_rows = make_event_rows();

constexpr bool each_row_is_at_its_number() {
    for (std::size_t i = 0; i < event_rows.size(); ++i)
        if (static_cast<std::size_t>(event_rows[i].type) != i) return false;
    return true;
}
static_assert(each_row_is_at_its_number());

}  // namespace

std::span<const EventKind> event_kinds() { return event_rows; }

std::string_view name_of(EventType type) { return event_rows[static_cast<std::size_t>(type)].name; }

const EventKind* find_event_kind(std::string_view name) {
    const auto found = std::ranges::find(event_rows, name, &EventKind::name);
    return found == event_rows.end() ? nullptr : &*found;
}

}  // namespace vuelve
