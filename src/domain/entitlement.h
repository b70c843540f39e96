#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/money.h"

/// What a holder has been promised: units held for a payment, prizes taken, codes issued. Source:
/// domain.md 5.7, 7, 14.
namespace vuelve {

/// Units of one lot spent by one payment.
struct LotUse {
    LotId lot{};
    Units units{};
    Units refunded{};
};

/// One of a holder's counters and how far a command advanced it; a void or refund takes it back.
/// `ref` and `period` mean what the kind says (state.h).
enum class TallyKind : std::int16_t;
struct TallyKey {
    TallyKind kind{};
    std::int32_t ref = 0;
    std::int64_t period = 0;
    friend auto operator<=>(const TallyKey&, const TallyKey&) = default;
};

enum class ReservationState : std::uint8_t { Active = 1, Captured, Cancelled, TimedOut };

/// Units of an account held for one payment. Kept by the account: the household of a member who is
/// in one.
struct Reservation {
    ReservationId id{};
    HolderId member{};  // who asked
    CurrencyId currency{};
    Units points{};
    Units captured{};
    ReservationState state = ReservationState::Active;
    Instant due_at{};          // times out then, that instant included
    std::vector<LotUse> uses;  // in the order taken; `refunded` = released again
};

enum class RedemptionState : std::uint8_t { Confirmed = 1, Fulfilled, Refunded, Lapsed };

/// A prize taken from the catalogue. Kept by the member who took it.
struct Redemption {
    RedemptionId id{};
    RewardId reward{};
    HolderId account{};    // whose units paid: the member or the household
    HolderId recipient{};  // 0 = the member
    CurrencyId currency{};
    Units points{};
    Minor money{};  // to be paid beside the points
    RedemptionState state = RedemptionState::Confirmed;
    VoucherId voucher{};  // 0 = none
    StoreId store{};
    BrandId brand{};
    Instant at{};
    std::optional<Instant> due_at{};  // lapses then unless it was collected
    bool took_stock = false, took_store_stock = false;
    std::optional<TallyKey> limit{};  // the counter it advanced by one
    std::vector<LotUse> uses;
};

enum class VoucherState : std::uint8_t { Issued = 1, Locked, Used, Expired, Cancelled };

/// Validity of a voucher that never ends: the last instant four digits of a year can name.
inline constexpr Instant voucher_without_end{253'402'300'800'000};

/// One issued code of a coupon or prize. Source: domain.md 7.6, 14.
struct Voucher {
    VoucherId id{};
    std::string code;
    CouponId coupon{};  // or
    RewardId reward{};
    VoucherState state = VoucherState::Issued;
    std::optional<int> uses_left{1};  // none = unlimited
    Instant valid_from{};
    Instant valid_until{};  // exclusive
    std::string purchase;   // that granted it, "" = another cause
    std::string used_in;    // purchase that used it last
    /// What a stamp card's prize cost, so that the stamps can come back (domain.md 4.3 d).
    CurrencyId cost_currency{};
    BrandId cost_brand{};
    std::vector<LotUse> cost;
    std::optional<Instant> locked_until{};  // while Locked
    RedemptionId redemption{};              // that issued it, 0 = another cause
};

/// "issued", "timed_out", "confirmed"
std::string_view name_of(VoucherState state);
std::string_view name_of(ReservationState state);
std::string_view name_of(RedemptionState state);

}  // namespace vuelve
