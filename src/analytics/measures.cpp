#include "analytics/measures.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analytics/nps.h"
#include "analytics/retention.h"
#include "domain/pay_points.h"

namespace vuelve::analytics {
namespace {

using Members = std::set<HolderId>;

constexpr std::int64_t days_of_all_calendars = 10'000'000;

/// The facts under one question, as the recipes of measures ask for them.
class Shop {
 public:
    Shop(const ShopFacts& facts, const MeasureQuestion& asked) : facts_(facts), asked_(asked) {}

    const DaySpan& span() const { return asked_.span; }
    const ShopFacts& facts() const { return facts_; }
    const Currency* currency() const { return asked_.currency; }

    template <class Visit>
    void each_sale(const DaySpan& span, Visit visit) const {
        for (const Sale& sale : facts_.sales)
            if (!sale.voided && span.contains(sale.day)) visit(sale);
    }
    /// Movements of the currency in the period.
    template <class Visit>
    void each_movement(Visit visit) const {
        for (const PointFact& point : facts_.points)
            if (currency() && point.currency == currency()->id && span().contains(point.day))
                visit(point);
    }
    template <class Visit>
    void each_lot(Visit visit) const {
        for (const LotFact& lot : facts_.lots)
            if (currency() && lot.currency == currency()->id && span().contains(lot.earned))
                visit(lot);
    }

    std::map<HolderId, std::int64_t> purchases_in(const DaySpan& span) const {
        std::map<HolderId, std::int64_t> counts;
        each_sale(span, [&](const Sale& sale) { ++counts[sale.member]; });
        return counts;
    }
    /// With a purchase, or spending in any currency.
    Members active_in(const DaySpan& span) const;
    Members enrolled() const {
        Members enrolled;
        for (const MemberFact& member : facts_.members)
            if (member.enrolled <= span().last && !(member.left && *member.left <= span().last))
                enrolled.insert(member.member);
        return enrolled;
    }
    bool has_left(HolderId member) const {
        if (!gone_) {
            gone_.emplace();
            for (const MemberFact& fact : facts_.members)
                if (fact.left) gone_->insert(fact.member);
        }
        return gone_->contains(member);
    }
    bool has_total(const Sale& sale) const {
        if (totals_.empty())
            for (const StoreDayFact& day : facts_.store_days)
                totals_.insert(store_day_id(day.store, day.day));
        return totals_.contains(store_day_id(sale.store, sale.day));
    }

 private:
    const ShopFacts& facts_;
    const MeasureQuestion& asked_;
    mutable std::set<std::int64_t> totals_;
    mutable std::optional<Members> gone_;
};

bool is_spending(EntryType type) {
    return type == EntryType::Redeem || type == EntryType::Capture || type == EntryType::Donate;
}
bool is_redeemed_net(EntryType type) {
    return is_spending(type) || type == EntryType::RedeemRefund;
}
bool is_issued_net(EntryType type) {
    return type == EntryType::Earn || type == EntryType::EarnReversal;
}

Members Shop::active_in(const DaySpan& span) const {
    Members active;
    each_sale(span, [&](const Sale& sale) { active.insert(sale.member); });
    for (const PointFact& point : facts_.points)
        if (is_spending(point.type) && span.contains(point.day)) active.insert(point.member);
    return active;
}

Members common(const Members& one, const Members& other) {
    Members both;
    std::ranges::set_intersection(one, other, std::inserter(both, both.end()));
    return both;
}

FigureSide members_side(const Members& members, Day day) {
    FigureSide side{.kind = RowKind::Member};
    for (HolderId member : members) side.rows.push_back({member.value, member, day, 1});
    return side;
}

FigureSide enrolled_side(const Shop& shop) {
    return members_side(shop.enrolled(), shop.span().last);
}
FigureSide active_side(const Shop& shop) {
    return members_side(common(shop.enrolled(), shop.active_in(days_to(shop.span().last))),
                        shop.span().last);
}
FigureSide digital_members(const Shop& shop) {
    constexpr int recent_days = 90;
    Members digital;
    shop.each_sale(days_to(shop.span().last, recent_days), [&](const Sale& sale) {
        if (sale.channel != counter_channel) digital.insert(sale.member);
    });
    const Members active = common(shop.enrolled(), shop.active_in(days_to(shop.span().last)));
    return members_side(common(active, digital), shop.span().last);
}

FigureSide buyers_of(const Shop& shop, std::int64_t least) {
    Members buyers;
    for (const auto& [member, count] : shop.purchases_in(shop.span()))
        if (count >= least) buyers.insert(member);
    return members_side(buyers, shop.span().last);
}
FigureSide buyers_side(const Shop& shop) { return buyers_of(shop, 1); }
FigureSide repeaters_side(const Shop& shop) { return buyers_of(shop, 2); }

template <class Value>
FigureSide sales_side(const Shop& shop, RowUnit unit, Value value) {
    FigureSide side{.kind = RowKind::Sale, .unit = unit};
    shop.each_sale(shop.span(), [&](const Sale& sale) {
        if (const std::int64_t one = value(sale); one != 0)
            side.rows.push_back({sale.txn.value, sale.member, sale.day, one});
    });
    return side;
}
FigureSide sold_side(const Shop& shop) {
    return sales_side(shop, RowUnit::Minor, [](const Sale& sale) { return sale.amount.n; });
}
FigureSide tickets_side(const Shop& shop) {
    return sales_side(shop, RowUnit::Count, [](const Sale&) { return 1; });
}
FigureSide returned_side(const Shop& shop) {
    return sales_side(shop, RowUnit::Minor, [](const Sale& sale) { return sale.returned.n; });
}
FigureSide sold_digital(const Shop& shop) {
    return sales_side(shop, RowUnit::Minor, [](const Sale& sale) {
        return sale.channel == counter_channel ? 0 : sale.amount.n;
    });
}
FigureSide sold_beside_totals(const Shop& shop) {
    return sales_side(shop, RowUnit::Minor,
                      [&](const Sale& sale) { return shop.has_total(sale) ? sale.amount.n : 0; });
}
FigureSide tickets_beside_totals(const Shop& shop) {
    return sales_side(shop, RowUnit::Count,
                      [&](const Sale& sale) { return shop.has_total(sale) ? 1 : 0; });
}

template <class Value>
FigureSide totals_side(const Shop& shop, RowUnit unit, Value value) {
    FigureSide side{.kind = RowKind::StoreDay, .unit = unit};
    for (const StoreDayFact& day : shop.facts().store_days)
        if (shop.span().contains(day.day))
            side.rows.push_back({store_day_id(day.store, day.day), {}, day.day, value(day)});
    return side;
}
FigureSide total_amounts(const Shop& shop) {
    return totals_side(shop, RowUnit::Minor, [](const StoreDayFact& day) { return day.amount.n; });
}
FigureSide total_tickets(const Shop& shop) {
    return totals_side(shop, RowUnit::Count, [](const StoreDayFact& day) { return day.tickets; });
}

template <class Value>
FigureSide movements_side(const Shop& shop, Value value) {
    FigureSide side{.kind = RowKind::Entry, .unit = RowUnit::Units};
    shop.each_movement([&](const PointFact& point) {
        if (const std::int64_t one = value(point); one != 0)
            side.rows.push_back({point.entry.value, point.member, point.day, one});
    });
    return side;
}
FigureSide issued_side(const Shop& shop) {
    return movements_side(
        shop, [](const PointFact& point) { return is_issued_net(point.type) ? point.units.n : 0; });
}
FigureSide redeemed_side(const Shop& shop) {
    return movements_side(shop, [](const PointFact& point) {
        return is_redeemed_net(point.type) ? -point.units.n : 0;
    });
}
FigureSide burned_side(const Shop& shop) {
    return movements_side(shop, [](const PointFact& point) {
        return is_redeemed_net(point.type) || point.type == EntryType::Expire ? -point.units.n : 0;
    });
}
/// What the points that were issued are worth; the rows stay points.
FigureSide issued_value(const Shop& shop) {
    FigureSide side = issued_side(shop);
    side.amount_unit = RowUnit::Minor;
    return side;
}

template <class Counts>
FigureSide movers_side(const Shop& shop, Counts counts) {
    Members movers;
    shop.each_movement([&](const PointFact& point) {
        if (counts(point.type)) movers.insert(point.member);
    });
    return members_side(movers, shop.span().last);
}
FigureSide redeemers_side(const Shop& shop) { return movers_side(shop, is_spending); }
FigureSide engaged_side(const Shop& shop) {
    return movers_side(shop,
                       [](EntryType type) { return is_spending(type) || type == EntryType::Earn; });
}

template <class Value>
FigureSide lots_side(const Shop& shop, Value value) {
    FigureSide side{.kind = RowKind::Lot, .unit = RowUnit::Units};
    shop.each_lot([&](const LotFact& lot) {
        if (const std::int64_t one = value(lot); one != 0)
            side.rows.push_back({lot.lot.value, lot.member, lot.earned, one});
    });
    return side;
}
FigureSide lots_issued(const Shop& shop) {
    return lots_side(shop, [](const LotFact& lot) { return lot.original.n - lot.reversed.n; });
}
FigureSide lots_expired(const Shop& shop) {
    return lots_side(shop, [](const LotFact& lot) { return lot.expired.n; });
}
/// Nothing is left of it, and not because its member was closed and forfeited the rest.
bool is_finished(const Shop& shop, const LotFact& lot) {
    return lot.open.n == 0 && !shop.has_left(lot.member);
}
/// What neither was taken back nor expired went somewhere.
FigureSide lots_used(const Shop& shop) {
    return lots_side(shop, [&](const LotFact& lot) {
        return is_finished(shop, lot) ? lot.original.n - lot.reversed.n - lot.expired.n : 0;
    });
}
FigureSide lots_finished(const Shop& shop) {
    return lots_side(shop, [&](const LotFact& lot) {
        return is_finished(shop, lot) ? lot.original.n - lot.reversed.n : 0;
    });
}

Members active_before(const Shop& shop) {
    return shop.active_in(days_to(days_to(shop.span().last).first + -1));
}
FigureSide active_before_side(const Shop& shop) {
    return members_side(active_before(shop), shop.span().last);
}
FigureSide lost_side(const Shop& shop) {
    Members lost = active_before(shop);
    for (const auto& [member, count] : shop.purchases_in(days_to(shop.span().last)))
        lost.erase(member);
    return members_side(lost, shop.span().last);
}

/// The last answer of each member in the period, by answer.
template <class Value>
FigureSide scores_side(const Shop& shop, Value value) {
    std::map<HolderId, const ScoreFact*> last;
    for (const ScoreFact& score : shop.facts().scores) {
        if (!shop.span().contains(score.day)) continue;
        const ScoreFact*& known = last[score.member];
        if (!known || std::pair(known->day, known->answer) < std::pair(score.day, score.answer))
            known = &score;
    }
    FigureSide side{.kind = RowKind::Answer};
    for (const auto& [member, score] : last)
        side.rows.push_back({score->answer.value, member, score->day, value(score->score)});
    return side;
}
FigureSide scores_weighed(const Shop& shop) {
    constexpr int promoter_least = 9, detractor_most = 6;
    return scores_side(shop, [](int score) {
        return score >= promoter_least ? 1 : score <= detractor_most ? -1 : 0;
    });
}
FigureSide scores_counted(const Shop& shop) {
    return scores_side(shop, [](int) { return 1; });
}

struct Recipe {
    std::string_view name;
    FigureSide (*part)(const Shop&);
    FigureSide (*whole)(const Shop&);
    MeasureNeeds needs{};
};
constexpr MeasureNeeds movements{.points = true}, lots{.lots = true};
constexpr std::array<Recipe, 18> recipes{{
    {"participation", sold_beside_totals, total_amounts},
    {"participation_tickets", tickets_beside_totals, total_tickets},
    {"active_rate", active_side, enrolled_side, movements},
    {"earn_rate", issued_value, sold_side, movements},
    {"redemption_rate_points", redeemed_side, issued_side, movements},
    {"redemption_rate_members", redeemers_side, engaged_side, movements},
    {"burn_ratio", burned_side, issued_side, movements},
    {"breakage_rate", lots_expired, lots_issued, lots},
    {"ultimate_redemption", lots_used, lots_finished, lots},
    {"repurchase_rate", repeaters_side, buyers_side},
    {"frequency", tickets_side, buyers_side},
    {"average_ticket", sold_side, tickets_side},
    {"average_spend", sold_side, buyers_side},
    {"churn", lost_side, active_before_side, movements},
    {"nps", scores_weighed, scores_counted},
    {"digital_adoption", digital_members, active_side, movements},
    {"digital_share", sold_digital, sold_side},
    {"returned_share", returned_side, sold_side},
}};

void add_up(FigureSide& side, const Currency* currency) {
    std::ranges::sort(side.rows, {}, &FigureRow::id);
    for (const FigureRow& row : side.rows) side.sum += row.value;
    const bool is_worth = side.unit == RowUnit::Units && side.amount_unit == RowUnit::Minor;
    if (!is_worth) side.amount_unit = side.unit;
    side.amount = is_worth && currency ? value_of(*currency, Units{side.sum}).n : side.sum;
}

Figure cook(const Recipe& recipe, const Shop& shop) {
    Figure figure{.name = recipe.name, .part = recipe.part(shop), .whole = recipe.whole(shop)};
    add_up(figure.part, shop.currency());
    add_up(figure.whole, shop.currency());
    constexpr int nps_places = 1, in_hundred = 100;
    const bool is_worth = figure.part.amount_unit != figure.part.unit;
    if (is_worth && !(shop.currency() && shop.currency()->money_value)) return figure;
    figure.value = recipe.name == "nps" ? decimal_of(figure.part.amount * in_hundred,
                                                     figure.whole.amount, nps_places)
                                        : rate_of(figure.part.amount, figure.whole.amount);
    return figure;
}

}  // namespace

std::string_view name_of(RowKind kind) {
    static constexpr std::array<std::string_view, 6> names{"sale",      "entry", "member",
                                                           "store_day", "lot",   "answer"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(RowUnit unit) {
    static constexpr std::array<std::string_view, 3> names{"minor", "units", "count"};
    return names[static_cast<std::size_t>(unit)];
}

std::int64_t store_day_id(StoreId store, Day day) {
    return store.value * days_of_all_calendars + day.value;
}

StoreId store_of(const FigureRow& row) {
    return StoreId{static_cast<std::int32_t>((row.id - row.day.value) / days_of_all_calendars)};
}

std::span<const std::string_view> measure_names() {
    static const auto names = [] {
        std::array<std::string_view, recipes.size()> list;
        std::ranges::transform(recipes, list.begin(), &Recipe::name);
        return list;
    }();
    return names;
}

MeasureNeeds needs_of(std::string_view measure) {
    const auto* recipe = std::ranges::find(recipes, measure, &Recipe::name);
    return recipe == recipes.end() ? MeasureNeeds{} : recipe->needs;
}

std::optional<Figure> figure_of(const ShopFacts& facts,
                                const MeasureQuestion& asked,
                                std::string_view name) {
    const auto* recipe = std::ranges::find(recipes, name, &Recipe::name);
    if (recipe == recipes.end()) return std::nullopt;
    return cook(*recipe, Shop(facts, asked));
}

std::vector<Figure> figures_of(const ShopFacts& facts, const MeasureQuestion& asked) {
    const Shop shop(facts, asked);
    std::vector<Figure> figures;
    for (const Recipe& recipe : recipes) figures.push_back(cook(recipe, shop));
    return figures;
}

std::int64_t days_without_total(const ShopFacts& facts, const DaySpan& span) {
    const MeasureQuestion asked{.span = span};
    const Shop shop(facts, asked);
    std::set<std::int64_t> missing;
    shop.each_sale(span, [&](const Sale& sale) {
        if (!shop.has_total(sale)) missing.insert(store_day_id(sale.store, sale.day));
    });
    return std::ssize(missing);
}

}  // namespace vuelve::analytics
