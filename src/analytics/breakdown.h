#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analytics/measures.h"
#include "domain/programme.h"

/// Measures broken down: one group of figures for each store, channel, brand, level, segment or
/// month. Source: domain.md 11, docs/adr/0022.
namespace vuelve::analytics {

enum class Breakdown : std::uint8_t { None, Store, Channel, Brand, Tier, Segment, Month };
/// "store"; "" for none.
std::string_view name_of(Breakdown by);
std::optional<Breakdown> parse_breakdown(std::string_view name);

/// One part of a breakdown: whose figures they are, and of which days.
struct Slice {
    std::string label;  // code of the store, level ...; "2026-03"; "" for the whole
    Cut cut;
    DaySpan span;
};
/// Every store, brand, level and segment of the programme; the channels there were; the months of
/// the period, the first and last as far as they belong to it.
std::vector<Slice> slices_of(const Programme& programme,
                             const ShopFacts& facts,
                             const DaySpan& span,
                             Breakdown by);

/// From which day on purchases and spending are needed for all slices of a period.
Day facts_from(const DaySpan& span, Breakdown by);

struct MeasureGroup {
    std::string label;
    DaySpan span;
    std::vector<Figure> figures;
    std::int64_t days_without_total = 0;
};
std::vector<MeasureGroup> measures_by(const Programme& programme,
                                      const ShopFacts& facts,
                                      const MeasureQuestion& asked,
                                      Breakdown by);

}  // namespace vuelve::analytics
