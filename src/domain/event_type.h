#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// Everything the feed can tell: the catalogue of contract.md 3, in its order.
namespace vuelve {

enum class EventType : std::uint8_t {
    PurchaseRecorded,
    PurchaseReturned,
    PurchaseVoided,
    ReturnParked,
    ReturnOrphaned,
    ReturnRejected,
    PointsEarned,
    PointsReleased,
    PointsReversed,
    PointsSpent,
    PointsRefunded,
    PointsExpired,
    PointsReinstated,
    PointsAdjusted,
    PointsForfeited,
    PointsTransferred,
    PointsConverted,
    DebtCreated,
    DebtRepaid,
    ReservationOpened,
    ReservationCaptured,
    ReservationCancelled,
    ReservationTimedOut,
    PointsExpiring,
    TierChanged,
    RewardRedeemed,
    RedemptionFulfilled,
    RedemptionRefunded,
    RedemptionLapsed,
    VoucherIssued,
    VoucherUsed,
    VoucherExpired,
    VoucherCancelled,
    StampCardProgressed,
    StampCardCompleted,
    ChallengeCompleted,
    BadgeGranted,
    ReferralOpened,
    ReferralQualified,
    ReferralRewarded,
    ReferralRejected,
    ReferralReversed,
    MemberEnrolled,
    MemberSuspended,
    MemberReactivated,
    MemberClosed,
    MemberAnonymised,
    MemberMerged,
    MemberUpdated,
    IdentityAdded,
    IdentityRemoved,
    IdentityBlocked,
    ConsentChanged,
    HouseholdChanged,
    SubscriptionChanged,
    SurveyAnswered,
    ProgrammePublished,
    BudgetReached,
    StockLow,
    StockOut,
    ApprovalRequested,
    ApprovalDecided,
    WebhookDisabled,
    LedgerVerified,
    JobFailed,
    CaseOpened,
    CaseDecided,
};

/// Who tells it: a command or due job as it is decided, the calendar's walk, or an office door that
/// is no command (app/tell_event.h).
enum class EventOrigin : std::uint8_t { Decision, Calendar, Office };

struct EventKind {
    EventType type{};
    std::string_view name;  // "points.earned"
    EventOrigin origin{};
};

/// Every row, in the order of the catalogue.
std::span<const EventKind> event_kinds();
/// "points.earned"
std::string_view name_of(EventType type);
/// Nothing for a word that is no event.
const EventKind* find_event_kind(std::string_view name);

}  // namespace vuelve
