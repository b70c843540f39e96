#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/facts.h"
#include "analytics/period.h"

/// The measures of a shop over a period, each with the rows it was made of: whoever doubts a figure
/// opens it and adds up. Source: domain.md 11, docs/adr/0022.
namespace vuelve::analytics {

/// What a row of a figure is.
enum class RowKind : std::uint8_t { Sale, Entry, Member, StoreDay, Lot, Answer };
std::string_view name_of(RowKind kind);

/// What a side of a figure counts.
enum class RowUnit : std::uint8_t { Minor, Units, Count };
std::string_view name_of(RowUnit unit);

struct FigureRow {
    std::int64_t id = 0;  // of the sale's transaction, entry, member, lot or answer; of a day of a
                          // store: store_day_id
    HolderId member{};    // 0 for a day of a store
    Day day{};
    std::int64_t value = 0;
};
std::int64_t store_day_id(StoreId store, Day day);
/// Of a row that is a day of a store.
StoreId store_of(const FigureRow& row);

/// Numerator or denominator. Rows ascend by id.
struct FigureSide {
    RowKind kind = RowKind::Sale;
    RowUnit unit = RowUnit::Count;
    std::vector<FigureRow> rows;
    std::int64_t sum = 0;  // of the rows
    /// What the figure divides: the sum, or for points told as money what they are worth.
    std::int64_t amount = 0;
    RowUnit amount_unit = RowUnit::Count;
};

struct Figure {
    std::string_view name;
    FigureSide part, whole;
    Rate value;  // four places; `nps` one
};

struct MeasureQuestion {
    DaySpan span;
    const Currency* currency = nullptr;  // of measures about points; none = they are not defined
};

/// Purchases through any channel but this one are digital.
inline constexpr std::string_view counter_channel = "pos";

/// Names of the measures in the order of reports.
std::span<const std::string_view> measure_names();
/// What of the facts a measure looks at beside members, sales and totals.
struct MeasureNeeds {
    bool points = false, lots = false;
};
MeasureNeeds needs_of(std::string_view measure);
/// Nothing for another name.
std::optional<Figure> figure_of(const ShopFacts& facts,
                                const MeasureQuestion& asked,
                                std::string_view name);
/// All of them, in order.
std::vector<Figure> figures_of(const ShopFacts& facts, const MeasureQuestion& asked);

/// Days in the span on which a store sold to members and nobody told its total: participation
/// leaves them out.
std::int64_t days_without_total(const ShopFacts& facts, const DaySpan& span);

/// From which day on facts are needed: for purchases and spending, the two years of `churn`.
constexpr Day facts_from(const DaySpan& span) {
    const Day two_years = days_to(span.last, 2 * 365).first;
    return span.first < two_years ? span.first : two_years;
}

}  // namespace vuelve::analytics
