#include "cli/demo_year.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vuelve::cli {
namespace {

/// Percent of a usual day, Monday to Sunday.
constexpr std::array week_percent{84, 94, 90, 94, 110, 136, 112};
/// Percent of a usual month, January to December: school starts in May and September, and
/// Christmas.
constexpr std::array month_percent{86, 93, 96, 98, 106, 97, 95, 97, 104, 98, 102, 138};
/// Visits by hour, from 8 to 20: before lunch, and after work.
constexpr std::array weekday_hours{5, 6, 7, 9, 12, 9, 6, 6, 8, 13, 16, 12, 5};
constexpr std::array weekend_hours{6, 10, 14, 16, 13, 9, 7, 7, 8, 9, 8, 5, 3};
constexpr std::array online_hours{3, 4, 5, 5, 6, 6, 5, 5, 6, 8, 12, 16, 15};
constexpr int opening_hour = 8;

constexpr Units points_step{100};
constexpr Minor step_value{20};

int weekday_of(Day day) { return weekday(day); }

/// Percent of a usual day: weekday, month, and the days after wages are paid.
int day_percent(Day day) {
    CalendarDate date = date_of(day);
    bool payday = date.day <= 2 || date.day == 15 || date.day == 16 || date.day >= 30;
    int percent = week_percent[static_cast<std::size_t>(weekday_of(day))] *
                  month_percent[static_cast<std::size_t>(date.month - 1)] / 100;
    return payday ? percent * 118 / 100 : percent;
}

Minor gross_of(const PurchaseLine& line) {
    return Minor{(line.unit_price->n * line.quantity + 500) / 1000};
}

}  // namespace

DemoYear::DemoYear(Day last_day, std::shared_ptr<const Zone> zone, DemoSize size)
    : first_day_(last_day + -(demo_year_days - 1)),
      zone_(std::move(zone)),
      catalogue_(demo_catalogue()),
      members_(demo_people(size.members, catalogue_.shelves.size(), last_day)),
      baskets_(size.baskets) {
    for (const auto& shelf : catalogue_.shelves) shelf_weights_.push_back(shelf.popularity);
    for (int day = 0; day < demo_year_days; ++day) {
        for (const auto& member : members_) {
            weight_sum_ += visit_rate(member, day) * day_percent(first_day_ + day);
        }
    }
}

Instant DemoYear::moment(int day, int first_minute, int last_minute) {
    std::int64_t seconds = random_.between(first_minute, last_minute) * 60 + random_.below(60);
    return zone_->day_start(first_day_ + day) + seconds * ms_per_second;
}

std::vector<DemoEvent> DemoYear::next_day(const std::function<Units(int)>& available) {
    std::vector<DemoEvent> events;
    Day today = first_day_ + day_;
    bool weekend = weekday_of(today) >= 5;
    int percent = day_percent(today);
    struct Visit {
        Instant at;
        const DemoMember* member;
        bool online;
    };
    std::vector<Visit> visits;
    for (const auto& member : members_) {
        if (member.joined == day_) {
            events.push_back(
                {moment(day_, 7 * 60, 7 * 60 + 59), member.number, DemoEnrolment{&member}});
        }
        std::int64_t weight = std::int64_t{visit_rate(member, day_)} * percent * baskets_;
        if (weight == 0) continue;
        auto draw =
            static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(weight_sum_));
        if (draw >= weight) continue;
        bool online = member.home_store == "WEB" || random_.permille(40);
        const auto& hours = online ? online_hours : weekend ? weekend_hours : weekday_hours;
        int minute = (opening_hour + static_cast<int>(random_.weighted(hours))) * 60;
        visits.push_back({moment(day_, minute, minute + 59), &member, online});
    }
    auto coming_back = std::exchange(returns_[day_], {});
    // In the order of the clock, so that ticket numbers ascend as on a real roll.
    std::ranges::stable_sort(visits, {}, &Visit::at);
    for (const auto& visit : visits) {
        int number = visit.member->number;
        // What comes back that day may take points first, so its money pays.
        auto is_theirs = [&](const auto& back) { return back.first == number; };
        bool returns = std::ranges::any_of(coming_back, is_theirs);
        Units spendable = returns ? Units{0} : available(number);
        auto request = basket(*visit.member, visit.at, visit.online, spendable);
        plan_return(number, request.purchase);
        const auto& tenders = request.purchase.tenders;
        bool pays_in_points = !tenders.empty() && tenders.front().type == "points";
        std::string prize = choose_prize(*visit.member, pays_in_points ? Units{0} : spendable);
        std::string store = visit.online ? "CENTRO" : request.purchase.store;
        events.push_back({visit.at, number, std::move(request)});
        if (!prize.empty())
            events.push_back({visit.at + ms_per_minute, number,
                              DemoRedemption{visit.member, std::move(prize), std::move(store)}});
    }
    for (auto& [member, command] : coming_back) {
        Instant at = moment(day_, 9 * 60, 19 * 60);
        command.occurred_at = at;
        events.push_back({at, member, std::move(command)});
    }
    std::ranges::stable_sort(events, {}, &DemoEvent::at);
    ++day_;
    return events;
}

PurchaseLine DemoYear::basket_line(const DemoMember& member) {
    bool favourite = random_.permille(450);
    std::size_t shelf_number = favourite ? member.favourites[static_cast<std::size_t>(random_.below(
                                               static_cast<int>(member.favourites.size())))]
                                         : random_.weighted(shelf_weights_);
    const DemoShelf& shelf = catalogue_.shelves[shelf_number];
    // The lesser of two draws: the first articles of a shelf sell best.
    int count = static_cast<int>(shelf.count);
    int place = std::min(random_.below(count), random_.below(count));
    const DemoProduct& product = catalogue_.products[shelf.first + static_cast<std::size_t>(place)];
    PurchaseLine line{.sku = product.sku, .category = product.category, .brand = product.brand};
    line.unit_price = Minor{product.price};
    if (product.weighed) {
        line.quantity = random_.between(180, 2400);
    } else {
        constexpr std::array counts{78, 15, 5, 2};
        line.quantity = static_cast<std::int64_t>(random_.weighted(counts) + 1) * 1000;
    }
    if (random_.permille(70)) line.discount = Minor{gross_of(line).n / 10};
    return line;
}

PurchaseRequest DemoYear::basket(const DemoMember& member,
                                 Instant at,
                                 bool online,
                                 Units available) {
    PurchaseRequest request{.member = "card:" + member.card};
    RecordPurchase& purchase = request.purchase;
    // One in eight goes to the other shop.
    std::string home = member.home_store == "WEB" ? "CENTRO" : member.home_store;
    bool elsewhere = random_.permille(125);
    purchase.store = online ? "WEB" : !elsewhere ? home : home == "CENTRO" ? "NORTE" : "CENTRO";
    purchase.channel = online ? "ecommerce" : "pos";
    purchase.id = fmt::format("{}-{:02d}-{:06d}", purchase.store,
                              online ? 1 : random_.between(1, 4), ++tickets_);
    purchase.occurred_at = at;
    int most = online ? member.basket_lines * 2 : member.basket_lines + 2;
    int lines = std::max(1, random_.between(member.basket_lines / 2, most));
    for (int number = 1; number <= lines; ++number) {
        PurchaseLine line = basket_line(member);
        line.line = number;
        purchase.lines.push_back(std::move(line));
    }
    pay(member, online, available, purchase);
    return request;
}

void DemoYear::pay(const DemoMember& member,
                   bool online,
                   Units available,
                   RecordPurchase& purchase) {
    Minor total{};
    for (const auto& line : purchase.lines) total += gross_of(line) - line.discount;
    // At most half of the ticket, in whole steps: what a quote would allow (domain.md 2.14).
    std::int64_t steps = std::min(total.n / 2 / step_value.n, available.n / points_step.n);
    // Drawn whatever the balance, for balances differ a little from shop to shop: control groups
    // follow the members' ids.
    bool willing = random_.permille(300);
    if (willing && member.spends_points && steps >= 5) {
        Tender points{.type = "points", .currency = "PTS"};
        points.points = Units{steps * points_step.n};
        points.amount = Minor{steps * step_value.n};
        total -= points.amount;
        purchase.tenders.push_back(std::move(points));
    }
    if (total.n == 0) return;
    bool card = online || member.pays_by_card;
    purchase.tenders.push_back({.type = card ? "card" : "cash", .amount = total});
}

std::string DemoYear::choose_prize(const DemoMember& member, Units available) {
    // Stock and limits of the demo's programme, so that nobody is sent away.
    constexpr int coffees_max = 190, bags_max = 24, days_between = 32;
    constexpr Units coffee{1500}, bag{400}, tree{100};
    // Drawn whatever the balance, like the wish to pay with points.
    bool wants = random_.permille(30), gives = random_.permille(200);
    if (!wants) return "";
    auto last = last_coffee_.find(member.number);
    bool again = last == last_coffee_.end() || day_ - last->second >= days_between;
    if (available >= coffee && again && coffees_ < coffees_max) {
        ++coffees_;
        last_coffee_[member.number] = day_;
        return "CAFE";
    }
    if (available >= bag && bags_ < bags_max) {
        ++bags_;
        return "BOLSA";
    }
    return gives && available >= tree ? "ARBOLES" : "";
}

void DemoYear::plan_return(int member, const RecordPurchase& purchase) {
    if (!random_.permille(12)) return;
    int on = day_ + random_.between(1, 12);
    const auto& line = purchase.lines[static_cast<std::size_t>(
        random_.below(static_cast<int>(purchase.lines.size())))];
    RecordReturn command{.id = purchase.id + "-D", .purchase = purchase.id};
    command.lines.push_back({line.line, line.quantity});
    returns_[on].emplace_back(member, std::move(command));
}

}  // namespace vuelve::cli
