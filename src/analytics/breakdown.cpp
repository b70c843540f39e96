#include "analytics/breakdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace vuelve::analytics {
namespace {

constexpr std::array<std::string_view, 7> breakdown_names{"",     "store",   "channel", "brand",
                                                          "tier", "segment", "month"};

std::vector<Slice> months_of(const DaySpan& span) {
    std::vector<Slice> slices;
    for (Day first = span.first; first <= span.last;) {
        const CalendarDate date = date_of(first);
        const Day next = add_months(day_of(date.year, date.month, 1), 1);
        slices.push_back({.label = fmt::format("{:04}-{:02}", date.year, date.month),
                          .span = {first, std::min(span.last, next + -1)}});
        first = next;
    }
    return slices;
}

std::vector<Slice> channels_of(const ShopFacts& facts, const DaySpan& span) {
    std::set<std::string> channels;
    for (const Sale& sale : facts.sales)
        if (span.contains(sale.day)) channels.insert(sale.channel);
    std::vector<Slice> slices;
    for (const std::string& channel : channels)
        slices.push_back({channel, {.by = CutBy::Channel, .code = channel}, span});
    return slices;
}

template <class Items, class Number>
std::vector<Slice> coded(const Items& items, CutBy by, const DaySpan& span, Number number) {
    std::vector<Slice> slices;
    for (const auto& item : items)
        slices.push_back({item.code, {.by = by, .number = number(item), .code = item.code}, span});
    return slices;
}

}  // namespace

std::string_view name_of(Breakdown by) { return breakdown_names[static_cast<std::size_t>(by)]; }

std::optional<Breakdown> parse_breakdown(std::string_view name) {
    const auto* found = std::ranges::find(breakdown_names, name);
    if (name.empty() || found == breakdown_names.end()) return std::nullopt;
    return static_cast<Breakdown>(found - breakdown_names.begin());
}

std::vector<Slice> slices_of(const Programme& programme,
                             const ShopFacts& facts,
                             const DaySpan& span,
                             Breakdown by) {
    const ProgrammeDocument& document = programme.document();
    auto id = [](const auto& item) { return item.id.value; };
    switch (by) {
        case Breakdown::None: return {{"", {}, span}};
        case Breakdown::Store: return coded(document.stores, CutBy::Store, span, id);
        case Breakdown::Brand: return coded(document.brands, CutBy::Brand, span, id);
        case Breakdown::Tier:
            if (!document.tiers) return {};
            return coded(document.tiers->levels, CutBy::Tier, span, id);
        case Breakdown::Segment:
            return coded(document.segments, CutBy::Segment, span, [](const auto&) { return 0; });
        case Breakdown::Channel: return channels_of(facts, span);
        case Breakdown::Month: return months_of(span);
    }
    return {};
}

Day facts_from(const DaySpan& span, Breakdown by) {
    if (by != Breakdown::Month) return facts_from(span);
    return facts_from(months_of(span).front().span);
}

std::vector<MeasureGroup> measures_by(const Programme& programme,
                                      const ShopFacts& facts,
                                      const MeasureQuestion& asked,
                                      Breakdown by) {
    std::vector<MeasureGroup> groups;
    for (const Slice& slice : slices_of(programme, facts, asked.span, by)) {
        const ShopFacts part = part_of(facts, slice.cut);
        groups.push_back({.label = slice.label,
                          .span = slice.span,
                          .figures = figures_of(part, {slice.span, asked.currency}),
                          .days_without_total = days_without_total(part, slice.span)});
    }
    return groups;
}

}  // namespace vuelve::analytics
