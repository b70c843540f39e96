#include "base/error.h"

#include <array>
#include <utility>

namespace vuelve {
namespace {

struct Row {
    ErrorCode code;
    std::string_view literal;
    int status;
};

using enum ErrorCode;
constexpr std::array rows{
    Row{UnknownMember, "UNKNOWN_MEMBER", 404},
    Row{UnknownReward, "UNKNOWN_REWARD", 404},
    Row{UnknownLine, "UNKNOWN_LINE", 422},
    Row{MemberNotActive, "MEMBER_NOT_ACTIVE", 409},
    Row{IdentityTaken, "IDENTITY_TAKEN", 409},
    Row{SameMember, "SAME_MEMBER", 422},
    Row{FutureDated, "FUTURE_DATED", 422},
    Row{TooOld, "TOO_OLD", 422},
    Row{BeforeEnrolment, "BEFORE_ENROLMENT", 422},
    Row{EmptyBasket, "EMPTY_BASKET", 422},
    Row{TenderMismatch, "TENDER_MISMATCH", 422},
    Row{PointsValueMismatch, "POINTS_VALUE_MISMATCH", 422},
    Row{NotMultipleOfStep, "NOT_MULTIPLE_OF_STEP", 422},
    Row{BelowMinPoints, "BELOW_MIN_POINTS", 422},
    Row{ExceedsMaxShare, "EXCEEDS_MAX_SHARE", 422},
    Row{InsufficientPoints, "INSUFFICIENT_POINTS", 409},
    Row{ReservationClosed, "RESERVATION_CLOSED", 409},
    Row{ExceedsReservation, "EXCEEDS_RESERVATION", 422},
    Row{IdempotencyConflict, "IDEMPOTENCY_CONFLICT", 422},
    Row{ReturnExceedsPurchase, "RETURN_EXCEEDS_PURCHASE", 422},
    Row{HasReturns, "HAS_RETURNS", 409},
    Row{AlreadyVoided, "ALREADY_VOIDED", 409},
    Row{NotInWindow, "NOT_IN_WINDOW", 409},
    Row{NotEligible, "NOT_ELIGIBLE", 409},
    Row{LimitReached, "LIMIT_REACHED", 409},
    Row{OutOfStock, "OUT_OF_STOCK", 409},
    Row{InvalidState, "INVALID_STATE", 409},
    Row{VoucherUsed, "VOUCHER_USED", 409},
    Row{VoucherExpired, "VOUCHER_EXPIRED", 409},
    Row{VoucherCancelled, "VOUCHER_CANCELLED", 409},
    Row{WrongMember, "WRONG_MEMBER", 422},
    Row{NotStackable, "NOT_STACKABLE", 422},
    Row{NotApplicable, "NOT_APPLICABLE", 422},
    Row{MinPurchase, "MIN_PURCHASE", 422},
    Row{NothingToReinstate, "NOTHING_TO_REINSTATE", 409},
    Row{NotTransferable, "NOT_TRANSFERABLE", 422},
    Row{SelfReferral, "SELF_REFERRAL", 422},
    Row{RetroactiveRule, "RETROACTIVE_RULE", 422},
    Row{InvalidRule, "INVALID_RULE", 422},
    Row{ExpiryInPast, "EXPIRY_IN_PAST", 422},
    Row{Overflow, "OVERFLOW", 422},
    Row{MalformedRequest, "MALFORMED_REQUEST", 400},
    Row{IdempotencyKeyRequired, "IDEMPOTENCY_KEY_REQUIRED", 400},
    Row{Unauthenticated, "UNAUTHENTICATED", 401},
    Row{TokenExpired, "TOKEN_EXPIRED", 401},
    Row{TokenReplayed, "TOKEN_REPLAYED", 401},
    Row{InsufficientScope, "INSUFFICIENT_SCOPE", 403},
    Row{Forbidden, "FORBIDDEN", 403},
    Row{SelfDealing, "SELF_DEALING", 403},
    Row{StepUpRequired, "STEP_UP_REQUIRED", 403},
    Row{ApprovalRequired, "APPROVAL_REQUIRED", 403},
    Row{Csrf, "CSRF", 403},
    Row{NotFound, "NOT_FOUND", 404},
    Row{MethodNotAllowed, "METHOD_NOT_ALLOWED", 405},
    Row{NotAcceptable, "NOT_ACCEPTABLE", 406},
    Row{RequestTimeout, "REQUEST_TIMEOUT", 408},
    Row{PreconditionFailed, "PRECONDITION_FAILED", 412},
    Row{BodyTooLarge, "BODY_TOO_LARGE", 413},
    Row{UriTooLong, "URI_TOO_LONG", 414},
    Row{UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", 415},
    Row{HeadersTooLarge, "HEADERS_TOO_LARGE", 431},
    Row{ValidationFailed, "VALIDATION_FAILED", 422},
    Row{UnsafeUrl, "UNSAFE_URL", 422},
    Row{PreconditionRequired, "PRECONDITION_REQUIRED", 428},
    Row{RateLimited, "RATE_LIMITED", 429},
    Row{InternalError, "INTERNAL_ERROR", 500},
    Row{OutcomeUnknown, "OUTCOME_UNKNOWN", 503},
    Row{StorageFull, "STORAGE_FULL", 503},
    Row{Overloaded, "OVERLOADED", 503},
    Row{Starting, "STARTING", 503},
};

constexpr bool rows_are_in_enum_order() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (std::to_underlying(rows[i].code) != i) return false;
    return true;
}
static_assert(rows_are_in_enum_order(), "each code has its row, in the order of the enum");

}  // namespace

std::string_view literal(ErrorCode code) { return rows[std::to_underlying(code)].literal; }

int http_status(ErrorCode code) { return rows[std::to_underlying(code)].status; }

std::optional<ErrorCode> parse_error_code(std::string_view text) {
    for (const Row& row : rows)
        if (row.literal == text) return row.code;
    return std::nullopt;
}

std::string slug(ErrorCode code) {
    std::string text(literal(code));
    for (char& c : text)
        c = c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return text;
}

}  // namespace vuelve
