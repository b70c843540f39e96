#include "cli/demo_stories.h"

#include <fmt/format.h>

#include "app/asks.h"
#include "codec/account_request.h"
#include "codec/public_id.h"

namespace vuelve::cli {
namespace {

/// So many that a streak is under way and a card of stars was filled once.
constexpr int weeks = 14;
/// What happened since is in their inbox.
constexpr int told_days = 7;
constexpr std::int64_t joins_at = 7 * ms_per_hour + 40 * ms_per_minute;
constexpr std::int64_t buys_at = joins_at + 5 * ms_per_minute;
constexpr std::int64_t settles_at = joins_at + 10 * ms_per_minute;

EnrolmentRequest hero_enrolment(const DemoHero& hero) {
    EnrolmentRequest request;
    request.name = hero.name;
    request.identities.push_back({IdentityKind::Card, hero.card});
    request.identities.push_back({IdentityKind::Phone, hero.phone});
    request.birth_date = day_of(1990, 8, 21);
    request.home_store = "CENTRO";
    request.language = "es";
    request.consents.push_back({.purpose = "marketing",
                                .channel = "all",
                                .given = true,
                                .text_version = "2025-11",
                                .source = "till"});
    return request;
}

CommandRequest prize_of(const DemoHero& hero) {
    CommandRequest request{.body = Redeem{.reward = "CAFE", .store = "CENTRO"},
                           .text = CommandText("redeem"),
                           .member = "card:" + hero.card};
    request.text.say("reward", "CAFE").say("store", "CENTRO");
    return request;
}

Json about_card(const DemoHero& hero) {
    return Json(Json::Object{{"member", Json("card:" + hero.card)}});
}

}  // namespace

const std::array<DemoHero, 3>& demo_heroes() {
    static const std::array<DemoHero, 3> heroes{
        {{"Ana Torres", "Oro", "+593990099001", "7001099001", 20'000},
         {"Luis Andrade", "Plata", "+593990099002", "7001099002", 4'800},
         {"Rosa Quishpe", "Vecino", "+593990099003", "7001099003", 1'200}}};
    return heroes;
}

app::Ask DemoStories::purchase(const app::OpenProgramme& programme,
                               const app::Caller& caller,
                               const DemoHero& hero,
                               int week) const {
    PurchaseRequest request{.member = "card:" + hero.card};
    RecordPurchase& sale = request.purchase;
    sale.store = week % 3 == 0 ? "NORTE" : "CENTRO";
    sale.channel = "pos";
    sale.id = fmt::format("{}-09-{}{:02d}", sale.store, hero.card.substr(9), week);
    sale.occurred_at = zone_.day_start(last_day_ + -7 * week) + buys_at;
    Minor total{};
    constexpr std::size_t step = 37;  // no factor of the shelves: another article each time
    for (std::size_t place = static_cast<std::size_t>(week) * 11; total.n < hero.weekly;
         place += step) {
        const DemoProduct& product = catalogue_.products[place % catalogue_.products.size()];
        if (product.weighed) continue;
        PurchaseLine line{.sku = product.sku, .category = product.category, .brand = product.brand};
        line.line = static_cast<int>(sale.lines.size()) + 1;
        line.unit_price = Minor{product.price};
        line.quantity = (hero.weekly > 10'000 ? 3 : 1) * 1000;
        total += Minor{product.price * line.quantity / 1000};
        sale.lines.push_back(std::move(line));
    }
    sale.tenders.push_back({.type = "cash", .amount = total});
    return ask_purchase(programme, caller, std::move(request));
}

std::vector<app::Answer> DemoStories::live(app::Service& service,
                                           const app::OpenProgramme& programme,
                                           const app::Caller& caller,
                                           Day day) const {
    std::vector<app::Answer> answers;
    const Instant midnight = zone_.day_start(day);
    const auto tell = [&](app::Ask ask, std::int64_t at) {
        ask.at = midnight + at;
        ask.is_heard = last_day_ - day <= told_days;
        answers.push_back(service.engine().ask(std::move(ask)));
    };
    const int before = last_day_ - day;
    for (const DemoHero& hero : demo_heroes()) {
        if (before == weeks * 7 - 1)
            tell(ask_enrol(programme, caller, hero_enrolment(hero), midnight + joins_at,
                           "enrol:" + hero.card),
                 joins_at);
        if (before % 7 == 0 && before / 7 < weeks)
            tell(purchase(programme, caller, hero, before / 7), buys_at);
    }
    if (before != 0) return answers;
    const auto& [first, second, third] = demo_heroes();
    tell(ask_command(programme, caller, prize_of(first), "story:prize"), settles_at);
    if (auto made = decode_new_household(about_card(first)))
        tell(ask_command(programme, caller, std::move(*made), "story:household"), settles_at);
    if (!answers.back().receipt) return answers;
    const std::string household =
        format_public(PublicKind::Household, answers.back().receipt->other);
    if (auto joined = decode_join_household(about_card(second), household))
        tell(ask_command(programme, caller, std::move(*joined), "story:joins"), settles_at);
    return answers;
}

}  // namespace vuelve::cli
