#pragma once

#include <compare>
#include <map>
#include <unordered_map>

#include "domain/accounting.h"
#include "domain/decision.h"

/// What the books need of a ledger, month by month, kept from its transactions in their order:
/// pools of points, what their sales deferred, what marketing gave away and what prizes took.
/// Months are yyyymm of the programme's zone, by posting time. Source: domain.md 10.
namespace vuelve {

/// Who pays for a pool's points: the price of sales (a contract liability) or marketing (a
/// provision). Source: domain.md 10.2, 10.4.
enum class PoolKind : std::uint8_t { Sale = 1, Marketing };
std::string_view name_of(PoolKind kind);

/// Points of one currency earned in one calendar year.
struct PoolKey {
    PoolKind kind = PoolKind::Sale;
    CurrencyId currency{};
    int year = 0;
    friend auto operator<=>(const PoolKey&, const PoolKey&) = default;
};

/// What a month changed.
struct PoolChange {
    Minor deferred{};     // of sales, less what returns took back
    Units issued{};       // granted less reversed
    Units redeemed{};     // of the lots that paid, less what refunds gave back to them
    Units expired{};      // or forfeited
    Units outstanding{};  // held by members: pending, available and reserved
};

/// A pool of marketing's and the brand that granted from it.
using GrantKey = std::pair<PoolKey, BrandId>;
/// Prizes of the catalogue: `payable` ones are owed to somebody else (donations, gift cards).
struct PrizeKey {
    CurrencyId currency{};
    BrandId brand{};
    bool payable = false;
    friend auto operator<=>(const PrizeKey&, const PrizeKey&) = default;
};
struct DeferralKey {
    MoneyReason reason{};
    CurrencyId currency{};
    BrandId brand{};
    friend auto operator<=>(const DeferralKey&, const DeferralKey&) = default;
};

struct MonthOfBooks {
    std::map<PoolKey, PoolChange> pools;
    std::map<GrantKey, Units> granted;       // less what returns took back
    std::map<DeferralKey, Minor> deferrals;  // amounts > 0
    std::map<PrizeKey, Units> prizes;        // points paid for prizes less points refunded
};

class BookKeeper {
 public:
    /// `programme` says what currencies are worth where a purchase does not tell what it deferred.
    explicit BookKeeper(const Programme& programme) : programme_(programme) {}

    /// The next transaction. `before` is the purchase it changes as it stood, nullptr when it
    /// records one or none. Errors: Overflow.
    Result<void> add(TxnKind kind, Instant at, const Effects& effects, const Purchase* before);

    const std::map<int, MonthOfBooks>& months() const { return months_; }

 private:
    struct KnownLot {
        PoolKey pool;
        Units held{};  // remaining and reserved, after the transactions so far
    };
    PoolChange& change(int month, LotId lot);
    int month_of(Instant at) const;
    void follow_lots(int month, const Effects& effects);
    void add_entry(int month, const Entry& entry);
    void add_uses(int month, const std::vector<LotUse>& uses, bool back);
    void add_prizes(int month, TxnKind kind, const Effects& effects);
    Result<void> add_purchase(int month, const Purchase* before, const Purchase& after);
    void forget_spent(const Effects& effects);

    const Programme& programme_;
    std::unordered_map<LotId, KnownLot> lots_;  // those that hold units
    std::map<int, MonthOfBooks> months_;
};

}  // namespace vuelve
