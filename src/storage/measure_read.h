#pragma once

#include "analytics/breakdown.h"
#include "storage/database.h"
#include "storage/fact_store.h"
#include "storage/ids.h"

/// A shop's facts for its measures, read from the tables. Source: docs/adr/0022.
namespace vuelve::storage {

struct FactsAsked {
    Day from{};  // purchases and spending since
    analytics::DaySpan span;
    CurrencyId currency{};      // of the lots
    bool needs_levels = false;  // members' levels at the end of the span
    analytics::MeasureNeeds needs{.points = true, .lots = true};
};

/// Everything but sales; the caller reads those as FactStore gives them.
analytics::ShopFacts read_shop_facts(Reader& reader,
                                     const Placement& placement,
                                     std::int64_t programme_id,
                                     const Programme& programme,
                                     const FactsAsked& asked);

/// Members with what a level or segment says of them.
std::vector<analytics::MemberFact> read_member_facts(Reader& reader,
                                                     const Placement& placement,
                                                     std::int64_t programme_id,
                                                     const Programme& programme,
                                                     const FactsAsked& asked);

/// What stores sold in all, known or not; the last word counts.
void put_store_days(Transaction& tx,
                    const Placement& placement,
                    std::int64_t programme_id,
                    std::span<const analytics::StoreDayFact> days);

}  // namespace vuelve::storage
