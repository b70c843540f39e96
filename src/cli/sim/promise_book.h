#pragma once

#include <map>
#include <set>
#include <tuple>

#include "cli/sim/checks.h"
#include "cli/sim/sales_book.h"

/// The auditor's own counts of what is limited or promised: stock, budgets, caps, limits, vouchers,
/// reservations. Source: domain.md 2.11, 3.9, 5.7, 7, 13 (I16, I17), 14.
namespace vuelve::cli {

class PromiseBook {
 public:
    PromiseBook(const ProgrammeDocument& document, Checks& checks);

    void take(const Witnessed& one, const SalesBook& sales);
    void take_back(const SalesBook::TakenBack& back);
    /// What the tables say against these counts. `before` gives the last reading. Throws Violation.
    void check(const Evidence& evidence, const std::function<const Holder*(HolderId)>& before);

 private:
    struct Taken {
        std::string reward;
        HolderId member{};
        std::string store;
        bool took_total = false, took_store = false;
    };
    struct Shelf {
        std::optional<std::int64_t> total;
        std::map<std::string, std::int64_t> stores;
    };
    /// A member's use of one rule, reward or cap in one period; 0 = for ever.
    using Counter = std::tuple<HolderId, std::int32_t, std::int64_t>;

    void redeem(const Redeem& command, const Receipt& receipt);
    void refund(const Receipt& receipt);
    void act(const RecordAction& action, const Receipt& receipt);
    void sell(const Receipt& receipt, const Sale& sale, int sign);
    void check_stock(const Evidence& evidence);
    void check_reservations(const Holder& before, const Holder& now);
    void check_wallet_holds(const Holder& now);
    void check_vouchers(const Evidence& evidence, const Holder& before, const Holder& now);
    const Reward* reward(const std::string& code) const;
    const Reward* reward(RewardId id) const;
    /// The local day in a store; nothing where it has summer time.
    std::optional<std::int64_t> day_in(const std::string& store, Instant at) const;

    const ProgrammeDocument& document_;
    Checks& checks_;
    std::map<std::string, Shelf> shelves_;
    std::map<RedemptionId, Taken> taken_;
    std::map<RuleId, std::int64_t> charged_;  // of budgets
    std::map<Counter, std::int64_t> fired_, earned_, capped_, redeemed_;
    std::set<HolderId> merged_;                 // their counters are two members' together
    std::map<std::string, std::int64_t> uses_;  // accepted, by code, in this group
    bool has_given_back_ = false;               // a return or void is in this group
};

}  // namespace vuelve::cli
