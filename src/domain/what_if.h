#pragma once

#include <map>
#include <memory>
#include <unordered_map>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

/// What a document would have given for sales that were. Every member begins with nothing, and each
/// sale is decided as a till's is, in the order they came: limits, budgets, levels, challenges and
/// expiry count as they would have. Nothing of it is kept. Pure.
/// Source: features.md e2 ("What-if over real history"), docs/adr/0079.
namespace vuelve {

class WhatIf {
 public:
    struct Totals {
        std::int64_t sales = 0;                     // those that were taken
        std::map<ErrorCode, std::int64_t> refused;  // the others
        /// Rule 0 = none.
        std::map<std::pair<CurrencyId, RuleId>, Units> by_rule;
        std::map<std::pair<CurrencyId, std::int32_t>, Units> by_month;  // yyyymm
        std::map<CurrencyId, Units> expired;  // of what was given, by the last sale
        std::map<CurrencyId, std::unordered_map<HolderId, Units>> by_member;  // who bought
    };

    explicit WhatIf(std::shared_ptr<const Programme> programme);

    bool knows(HolderId holder) const { return state_.holders.contains(holder); }
    /// Somebody who buys, or the household of one: what is known of the person stays, what came of
    /// purchases is dropped.
    void add(const Holder& holder);
    /// Of a member that was added; instants ascend. What was paid with points is taken as paid with
    /// money, and coupons as not shown: nobody here has either.
    void sell(RecordPurchase sale, Instant at);

    const Programme& programme() const { return *programme_; }
    const Totals& totals() const { return totals_; }
    /// Of the members: how many are in each level after the last sale; 0 = the base level.
    std::map<LevelId, std::int64_t> levels() const;

 private:
    void settle(HolderId member, Instant until);
    void count(const Transaction& done);

    std::shared_ptr<const Programme> programme_;
    State state_;
    CountingFresh fresh_;
    Totals totals_;
};

/// A document for sales of the past: rules and challenges that begin after them count for all of
/// them.
ProgrammeDocument as_if_then(ProgrammeDocument document, Instant first_sale, Instant last_sale);

}  // namespace vuelve
