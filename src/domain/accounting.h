#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/programme.h"
#include "domain/state.h"

/// What points mean to the books: the monthly roll-forward of units, and the money that a sale
/// defers. Months are yyyymm of the programme's zone, by posting time. Source: domain.md 10.
namespace vuelve {

/// What entries of one type moved on the members' accounts (and households') in a month.
struct MonthlyUnits {
    int month = 0;
    EntryType type{};
    Units units{};
};

/// One currency in one month, each row with the sign that makes this true: opening + issued -
/// reversed - redeemed + refunded - expired + reinstated + adjusted + converted - fees - forfeited
/// + written_off = closing. Source: domain.md 10.6.
struct RollForward {
    Units opening{}, issued{}, reversed{}, redeemed{}, refunded{}, expired{}, reinstated{},
        adjusted{}, converted{}, fees{}, forfeited{}, written_off{}, closing{};

    friend bool operator==(const RollForward&, const RollForward&) = default;
};
/// Every row under its name in payloads, in their order.
std::array<std::pair<std::string_view, Units>, 13> rows_of(const RollForward& month);

/// `moved` may hold any months; closing is the sum of everything up to the end of `month`, so that
/// rows which do not add up to it show a fault of the ledger.
RollForward roll_forward(std::span<const MonthlyUnits> moved, int month);
/// The same from entries themselves.
RollForward roll_forward(const Programme& programme,
                         std::span<const Entry> entries,
                         CurrencyId currency,
                         int month);

/// Whether points of a currency are worth money to their holder: sold ones are owed then.
bool has_money_value(const Currency& currency);

/// How the price of a sale is shared between its goods and the points it gave. Source: domain.md
/// 10.1.
struct Deferral {
    using Part = DeferredShare;
    Minor transaction_price{};  // without tax and without what was paid with points
    std::vector<Part> parts;    // currencies in the order of the document, each with units issued

    Minor goods_revenue() const;
};
/// Points and wallet units with a money value; not those that marketing pays for (10.4). Facts of
/// the sale alone: returns change nothing. What the purchase says of itself counts; where it is
/// silent the currencies' values in `programme` do. Errors: Overflow.
Result<Deferral> deferral_of(const Programme& programme, const Purchase& purchase);

enum class MoneyReason : std::uint8_t {
    Deferral = 1,
    DeferralReversal,
    Recognition,
    MarketingExpense,
    ProvisionUse,
    ProvisionRelease,
    RewardCost,
    PartnerSettlement,
};
std::string_view name_of(MoneyReason reason);

/// A deferral or its reversal, as a sale books it: `amount` > 0 from the debit account to the
/// credit account. Source: domain.md 10.7.
struct MoneyLine {
    MoneyReason reason{};
    CurrencyId currency{};
    Minor amount{};

    std::string_view debit() const;
    std::string_view credit() const;
};

/// What one transaction books: `before` is the purchase as it stood, nullptr when this transaction
/// recorded it; `after` as it stands now. A reversal takes back the deferral in proportion to the
/// units reversed so far, less what was taken back before. Errors: Overflow.
Result<std::vector<MoneyLine>> bookings_of(const Programme& programme,
                                           const Purchase* before,
                                           const Purchase& after);
/// Bookings of a month summed by reason and currency, in the order of reason and currency code;
/// zeros left out.
std::vector<MoneyLine> money_journal(const Programme& programme,
                                     std::span<const MoneyLine> bookings);

}  // namespace vuelve
