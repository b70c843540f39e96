#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vuelve {

/// Every error a caller can be told: domain.md 17 first, then the doors' own (contract.md 2). Order
/// is free; the literal is what travels and what is stored.
enum class ErrorCode : std::uint8_t {
    // from decide
    UnknownMember,
    UnknownReward,
    UnknownLine,
    MemberNotActive,
    IdentityTaken,
    SameMember,
    FutureDated,
    TooOld,
    BeforeEnrolment,
    EmptyBasket,
    TenderMismatch,
    PointsValueMismatch,
    NotMultipleOfStep,
    BelowMinPoints,
    ExceedsMaxShare,
    InsufficientPoints,
    ReservationClosed,
    ExceedsReservation,
    IdempotencyConflict,
    ReturnExceedsPurchase,
    HasReturns,
    AlreadyVoided,
    NotInWindow,
    NotEligible,
    LimitReached,
    OutOfStock,
    InvalidState,
    VoucherUsed,
    VoucherExpired,
    VoucherCancelled,
    WrongMember,
    NotStackable,
    NotApplicable,
    MinPurchase,
    NothingToReinstate,
    NotTransferable,
    SelfReferral,
    RetroactiveRule,
    InvalidRule,
    ExpiryInPast,
    Overflow,
    // from the doors
    MalformedRequest,
    IdempotencyKeyRequired,
    Unauthenticated,
    TokenExpired,
    TokenReplayed,
    InsufficientScope,
    Forbidden,
    SelfDealing,
    StepUpRequired,
    ApprovalRequired,
    Csrf,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    RequestTimeout,
    PreconditionFailed,
    BodyTooLarge,
    UriTooLong,
    UnsupportedMediaType,
    HeadersTooLarge,
    ValidationFailed,
    UnsafeUrl,
    PreconditionRequired,
    RateLimited,
    InternalError,
    OutcomeUnknown,
    StorageFull,
    Overloaded,
    Starting,
};

/// Wire literal ("INSUFFICIENT_POINTS") and HTTP status of a code. One table, contract.md 2.
std::string_view literal(ErrorCode code);
int http_status(ErrorCode code);
std::optional<ErrorCode> parse_error_code(std::string_view literal);
/// Problem type: the literal in lower case with dashes ("insufficient-points").
std::string slug(ErrorCode code);

/// One fault of a body or document, named by its JSON Pointer. `code` is one of contract.md 2's
/// `errors[].code`.
struct Fault {
    std::string pointer;
    std::string code;
    std::string detail;
    friend bool operator==(const Fault&, const Fault&) = default;
};

/// A number of a refusal that its sentence is made with: units of a currency, money, thousandths of
/// a quantity, or a plain count.
struct Figure {
    enum class Kind : std::uint8_t { Points, Money, Quantity, Count };
    Kind kind = Kind::Count;
    std::int64_t value = 0;
    std::int32_t currency = 0;  // symbol of the currency of Points
};

/// An expected refusal. `missing` is filled for InsufficientPoints (units) and MinPurchase of a
/// coupon (minor units); `faults` for ValidationFailed. `figures` are the numbers of the code's
/// sentence in its order, none where nobody knows them.
struct Error {
    ErrorCode code{};
    std::string message;
    std::optional<std::int64_t> missing{};
    std::vector<Fault> faults{};
    std::vector<Figure> figures{};
};

}  // namespace vuelve
