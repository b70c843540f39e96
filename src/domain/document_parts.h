#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/money.h"

/// What the rest of a programme document stands on: its words, currencies, brands and stores
/// (contract.md 5).
namespace vuelve {

/// Text for people by language: "es", "en", "pt". A plain string in the document means "es".
using Text = std::map<std::string, std::string>;

/// A member's or purchase's attribute: truth, exact number or text.
using AttributeValue = std::variant<bool, Ratio, std::string>;
using Attributes = std::map<std::string, AttributeValue>;

enum class CurrencyKind : std::uint8_t { Points, Stamps, Status, Wallet };
enum class RoundingScope : std::uint8_t { Basket, Line };
enum class Shortfall : std::uint8_t { Debt, WriteOff };
enum class EarnBasis : std::uint8_t { NetInclTax, NetExclTax };
enum class MultiplierStacking : std::uint8_t { Additive, Multiplicative, Max };
enum class GroupMode : std::uint8_t { First, Best };
enum class RefundOrder : std::uint8_t { Proportional, PointsFirst, MoneyFirst };
enum class Period : std::uint8_t { Transaction, Day, Week, Month, Year, Lifetime, Quarter };

struct ExpiryPolicy {
    enum class Type : std::uint8_t { Never, FixedTerm, PeriodEnd, Annual, FixedDate, Inactivity };
    Type type = Type::Never;
    int months = 0;                 // fixed_term, period_end, inactivity
    int days = 0;                   // fixed_term
    Period period = Period::Month;  // period_end: month, quarter or year
    int month = 0, day = 0;         // annual
    int min_months = 0;             // annual
    Day date{};                     // fixed_date
    bool earn_is_activity = true;   // inactivity
    bool redeem_is_activity = true;

    friend bool operator==(const ExpiryPolicy&, const ExpiryPolicy&) = default;
};

struct MoneyValue {
    Units points{};
    Minor amount{};
};

struct RedeemPolicy {
    enum class Mode : std::uint8_t { Tender, Discount };
    Units min_points{0};
    Units step{1};
    Ratio max_share{100};  // percent of the ticket
    std::optional<Minor> max_amount{};
    Mode mode = Mode::Tender;
};

struct TransferPolicy {
    Units min{1};
    Ratio fee_percent{0};
    std::optional<Units> max_per_month{};
};

struct Currency {
    std::string code;
    Text name;
    CurrencyKind kind = CurrencyKind::Points;
    int scale = 0;
    Rounding rounding = Rounding::Down;
    RoundingScope rounding_scope = RoundingScope::Basket;
    int pending_days = 0;
    ExpiryPolicy expiry{};
    bool expiry_from_available = false;  // expiry_from: earn (false) or available
    Shortfall shortfall = Shortfall::Debt;
    std::optional<MoneyValue> money_value{};  // wallet: 1:1 when absent
    RedeemPolicy redeem{};
    std::optional<Units> daily_cap{};
    int refund_min_days = 0;
    std::optional<TransferPolicy> transfer{};
    Ratio breakage_rate{0};
    Ratio cost_per_point{0};
    CurrencyId id{};  // filled by compile
};

struct Brand {
    std::string code;
    Text name;
    Ratio issue_price{0}, redeem_price{0}, fee_percent{0};
    std::optional<Instant> suspended_from{},
        suspended_to{};  // no earning or spending at its stores
    BrandId id{};
};

/// Days from the first to the last, both included.
struct ClosedDays {
    Day first{}, last{};
};

struct Store {
    std::string code;
    std::string brand;
    Text name;
    std::string time_zone;           // "" = the programme's
    std::vector<ClosedDays> closed;  // a streak pauses in a week without an open day
    StoreId id{};
    BrandId brand_id{};
    std::shared_ptr<const Zone> zone{};
};

}  // namespace vuelve
