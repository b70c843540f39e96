#include "cli/sim/shop_document.h"

#include <fmt/format.h>

#include "cli/sim/shop_games.h"

namespace vuelve::cli {
namespace {

/// Zones with and without summer time. The auditor counts local days only where there is none.
const std::vector<std::string> zones{"UTC",        "America/Guayaquil", "America/Bogota",
                                     "Asia/Tokyo", "America/Santiago",  "Europe/Madrid"};

std::string expiry(Chance& chance, Day today) {
    switch (chance.below(9)) {
        case 0: return R"({"type":"never"})";
        case 1: return fmt::format(R"({{"type":"fixed_term","days":{}}})", chance.between(2, 90));
        case 2: return fmt::format(R"({{"type":"fixed_term","months":{}}})", chance.between(1, 12));
        case 3:
            return fmt::format(R"({{"type":"period_end","period":"{}","months":{}}})",
                               chance.word({"month", "quarter", "year"}), chance.below(4));
        case 4:
            return fmt::format(R"({{"type":"annual","month":{},"day":{},"min_months":{}}})",
                               chance.between(1, 12), chance.between(1, 28), chance.below(7));
        case 5:
            return fmt::format(R"({{"type":"fixed_date","date":"{}"}})",
                               format_day(today + chance.between(150, 900)));
        case 6:
            return fmt::format(R"({{"type":"inactivity","months":{},"activity":[{}]}})",
                               chance.between(1, 6),
                               chance.word({R"("earn","redeem")", R"("earn")", R"("redeem")"}));
        default:
            return fmt::format(R"({{"type":"fixed_term","days":{}}})", chance.between(20, 200));
    }
}

std::string redeem_policy(Chance& chance) {
    return fmt::format(
        R"({{"min_points":{},"step":{},"max_share":"{}"{},"mode":"{}"}})",
        chance.word({"0", "1", "10", "50"}), chance.word({"1", "1", "5", "10"}),
        chance.word({"100", "50", "33.3"}),
        chance.maybe(30, fmt::format(R"(,"max_amount":{})", chance.between(100, 5000))),
        chance.percent(70) ? "tender" : "discount");
}

std::string spendable(Chance& chance, const std::string& code, Day today) {
    return fmt::format(
        R"({{"code":"{}","kind":"points","scale":{},"rounding":"{}","rounding_scope":"{}","pending_days":{},"expiry":{},"expiry_from":"{}","shortfall":"{}","money_value":{{"points":{},"amount":{}}},"redeem":{}{}{},"transfer":{{"min":{},"fee_percent":"{}"{}}}}})",
        code, chance.below(3), chance.word({"down", "up", "half_up", "half_even"}),
        chance.word({"basket", "line"}), chance.word({"0", "0", "1", "7"}), expiry(chance, today),
        chance.word({"earn", "earn", "available"}), chance.word({"debt", "debt", "write_off"}),
        chance.word({"1", "3", "10"}), chance.word({"1", "2", "100"}), redeem_policy(chance),
        chance.maybe(35, fmt::format(R"(,"daily_cap":{})", chance.between(50, 3000))),
        chance.maybe(30, fmt::format(R"(,"refund_min_days":{})", chance.between(1, 20))),
        chance.between(1, 20), chance.word({"0", "2.5", "10"}),
        chance.maybe(30, fmt::format(R"(,"max_per_month":{})", chance.between(50, 2000))));
}

std::string currencies(Chance& chance, Day today) {
    return fmt::format(
        R"([{},{},{{"code":"STARS","kind":"stamps","expiry":{}}},{{"code":"CREDIT","kind":"status"}},{{"code":"CASH","kind":"wallet","scale":2,"shortfall":"{}","expiry":{},"transfer":{{"min":1}}}}])",
        spendable(chance, "PTS", today), spendable(chance, "MILES", today), expiry(chance, today),
        chance.word({"debt", "write_off"}), expiry(chance, today));
}

std::string limits(Chance& chance) {
    return fmt::format(R"(,"limits":[{{"metric":"{}","value":{},"period":"{}"}}])",
                       chance.word({"count", "points"}), chance.between(1, 60),
                       chance.word({"day", "week", "month", "year", "lifetime", "transaction"}));
}

std::string condition(Chance& chance) {
    switch (chance.below(13)) {
        case 0:
            return fmt::format(R"({{"type":"min_amount","value":{}}})", chance.between(100, 6000));
        case 1:
            return fmt::format(R"({{"type":"min_quantity","value":"{}"}})", chance.between(1, 6));
        case 2:
            return R"({"type":"any","of":[{"type":"category","under":"fresh"},{"type":"sku","in":["SKU1","SKU2"]}]})";
        case 3: return R"({"type":"channel","in":["app","web"]})";
        case 4: return R"({"type":"store","in":["S1","S3"]})";
        case 5: return R"({"type":"segment","in":["VIP"]})";
        case 6: return R"({"type":"tier","in":["SILVER","GOLD"]})";
        case 7: return R"({"type":"time_window","days":["sat","sun"],"from":"08:00","to":"21:00"})";
        case 8: return R"({"type":"birthday","mode":"month"})";
        case 9:
            return fmt::format(R"({{"type":"nth_purchase","n":{},"every":true}})",
                               chance.between(2, 5));
        case 10: return R"({"type":"not","of":{"type":"category","under":"dry"}})";
        case 11: return R"({"type":"subscription","in":["PLUS","YEAR"]})";
        default:
            return fmt::format(R"({{"type":"days_since_last_purchase","min":{}}})",
                               chance.between(1, 20));
    }
}

std::string bonus_rule(Chance& chance, int number, Day today) {
    // One bonus for each rule: the auditor knows an award by its rule and currency.
    const std::string currency = chance.word({"PTS", "PTS", "MILES", "STARS", "CREDIT", "CASH"});
    const bool own_life = currency == "PTS" || currency == "MILES";
    const std::string effect =
        chance.percent(50)
            ? fmt::format(R"({{"type":"bonus","currency":"{}","points":{},"on_return":"{}"}})",
                          currency,
                          currency == "STARS" ? chance.between(1, 3) : chance.between(1, 120),
                          chance.word({"proportional", "revoke_if_unmet", "keep"}))
            : fmt::format(
                  R"({{"type":"bonus_per_quantity","currency":"{}","points":{},"per_quantity":"{}","on_return":"{}"}})",
                  currency, chance.between(1, currency == "STARS" ? 1 : 3),
                  currency == "STARS" ? "4" : chance.word({"1", "2", "0.5"}),
                  chance.word({"proportional", "revoke_if_unmet", "keep"}));
    return fmt::format(
        R"(,{{"id":"bonus{}","priority":{},"conditions":[{}],"effects":[{}]{}{}{}{}{}{}{}}})",
        number, chance.below(4), condition(chance), effect, chance.maybe(45, limits(chance)),
        chance.maybe(30, fmt::format(R"(,"budget":{{"points":{}}})", chance.between(0, 4000))),
        chance.maybe(30, R"(,"partial":false)"),
        chance.maybe(25, R"(,"group":")" + chance.word({"first", "best"}) + '"'),
        chance.maybe(8, R"(,"exclusive":true)"),
        chance.maybe(20, fmt::format(R"(,"max_per_transaction":{})", chance.between(1, 80))),
        own_life ? chance.maybe(30, fmt::format(R"(,"pending_days":{},"expiry":{})",
                                                chance.below(4), expiry(chance, today)))
                 : std::string());
}

std::string rules(Chance& chance, Day today) {
    std::string text = fmt::format(
        R"([{{"id":"base","effects":[{{"type":"earn_base","currency":"PTS","points":"{}","per":{}{}}}]}},{{"id":"fresh","priority":5,"conditions":[{{"type":"category","under":"fresh"}}],"effects":[{{"type":"earn_base","currency":"PTS","points":"3","per":100}}]}},{{"id":"credit","effects":[{{"type":"earn_base","currency":"CREDIT","points":"1","per":100}}]}},{{"id":"back","effects":[{{"type":"earn_base","currency":"CASH","points":"0.02","per":100}}]}},{{"id":"star","conditions":[{{"type":"min_amount","value":{}}}],"effects":[{{"type":"bonus","currency":"STARS","points":{},"on_return":"{}"}}]}},{{"id":"more","conditions":[{}],"effects":[{{"type":"multiply","currency":"PTS","factor":"{}"}}]{}}},{{"id":"gift","conditions":[{{"type":"nth_purchase","n":{},"every":true}}],"effects":[{{"type":"coupon","coupon":"{}"}}]}})",
        chance.word({"1", "0.5", "1.25"}), chance.word({"10", "100", "333"}),
        chance.maybe(20, R"(,"mode":"step")"), chance.between(0, 3000), chance.between(1, 2),
        chance.word({"proportional", "revoke_if_unmet", "keep"}), condition(chance),
        chance.word({"1.1", "2", "1.333333", "3"}),
        chance.maybe(30, fmt::format(R"(,"budget":{{"points":{}}})", chance.between(0, 9000))),
        chance.between(2, 5), chance.word({"TEN", "FIVE", "FREE"}));
    const int bonuses = chance.between(2, 6);
    for (int number = 1; number <= bonuses; ++number) text += bonus_rule(chance, number, today);
    return text + random_action_rules(chance) + ']';
}

std::string tiers(Chance& chance) {
    const std::string metric = chance.word({"status", "status", "spend", "visits"});
    const std::string window = chance.word({"calendar_year", "rolling", "anniversary", "lifetime"});
    const int unit = metric == "visits" ? 3 : metric == "spend" ? 20'000 : 300;
    return fmt::format(
        R"({{"metric":"{}"{},"window":"{}"{},"downgrade":"{}","on_return":"{}","factor_currency":"PTS","levels":[{{"code":"BASE","threshold":0}},{{"code":"SILVER","threshold":{},"factor":"1.5"{}}},{{"code":"GOLD","threshold":{},"factor":"2","reward_discount":"10"}}]}})",
        metric, metric == "status" ? R"(,"currency":"CREDIT")" : "", window,
        window == "rolling" ? fmt::format(R"(,"window_months":{},"validity_months":{})",
                                          chance.between(1, 6), chance.between(1, 6))
                            : "",
        chance.word({"one_down", "to_earned"}), chance.word({"keep", "recalc"}),
        unit * chance.between(1, 3), chance.maybe(50, R"(,"reward_discount":"5")"),
        unit * chance.between(4, 12));
}

std::string reward(Chance& chance,
                   const std::string& code,
                   const std::string& type,
                   const std::string& rest) {
    const std::string currency = chance.word({"PTS", "PTS", "MILES", "STARS", "CASH"});
    return fmt::format(
        R"({{"code":"{}","type":"{}","cost":{{"currency":"{}","points":{}{}}}{}{}}})", code, type,
        currency, currency == "STARS" ? chance.between(1, 4) : chance.between(1, 300),
        chance.maybe(20, R"(,"money":250)"), rest,
        chance.maybe(35,
                     fmt::format(R"(,"limit":{{"count":{},"period":"{}"}})", chance.between(1, 6),
                                 chance.word({"day", "month", "lifetime"}))));
}

std::string rewards(Chance& chance) {
    const std::string stores =
        fmt::format(R"(,"store_stock":{{"S1":{},"S2":{}}})", chance.below(4), chance.below(6));
    return '[' +
           reward(
               chance, "MUG", "product",
               fmt::format(R"(,"stock":{},"fulfilment":"pickup","pickup_days":{}{})",
                           chance.between(0, 8), chance.between(0, 20), chance.maybe(60, stores))) +
           ',' +
           reward(chance, "OFF", "discount",
                  fmt::format(R"(,"fulfilment":"voucher","voucher":{{"valid_days":{}}}{})",
                              chance.between(0, 60),
                              chance.maybe(40, fmt::format(R"(,"stock":{})", chance.below(30))))) +
           ',' + reward(chance, "NOW", "product", chance.maybe(50, R"(,"stock":5)")) + ',' +
           reward(chance, "TREES", "donation", chance.maybe(30, R"(,"stock":9)")) + ',' +
           reward(
               chance, "CLUB", "experience",
               R"(,"fulfilment":"booking","stock":4,"eligibility":[{"type":"tier","in":["SILVER","GOLD"]}])") +
           R"(,{"code":"CUP","type":"free_product","cost":{"currency":"STARS","points":1},"fulfilment":"voucher","voucher":{"valid_days":30}}])";
}

std::string coupons(Chance& chance) {
    return fmt::format(
        R"([{{"code":"TEN","kind":"percent","value":"10","valid_days":{},"stackable":true}},{{"code":"FIVE","kind":"fixed","value":500,"valid_days":{},"uses":{}}},{{"code":"FREE","kind":"free_product","value":"SKU3","valid_days":30,"stackable":true}},{{"code":"OPEN","kind":"fixed","value":100,"uses":null,"per_member":{},"public":true,"stackable":true}}])",
        chance.between(1, 60), chance.between(1, 30), chance.between(1, 3), chance.between(1, 5));
}

std::string stores(Chance& chance, Day today) {
    std::string text = "[";
    for (int number = 1; number <= 4; ++number)
        text += fmt::format(R"({}{{"code":"S{}","brand":"{}"{}{}}})", number == 1 ? "" : ",",
                            number, number < 3 ? "B1" : "B2",
                            chance.maybe(60, R"(,"time_zone":")" + chance.word(zones) + '"'),
                            random_closed_days(chance, today));
    return text + ']';
}

/// Two that go on, and one whose end comes soon; goals near and far.
std::string clubs(Chance& chance, Instant opening) {
    auto club = [&](const char* code, const char* metric, const std::string& goal, int days) {
        return fmt::format(
            R"({{"code":"{}","from":"{}","to":"{}","metric":"{}","goal":{},"reward":{{"type":"bonus","currency":"{}","points":{}}}}})",
            code, format_instant(opening), format_instant(opening + days * ms_per_day), metric,
            goal, chance.word({"PTS", "MILES"}), chance.between(1, 500));
    };
    return fmt::format(
        "[{},{},{}]",
        club("TREES", "quantity", fmt::format(R"("{}")", chance.between(20, 900)), 900),
        club("MONEY", "spend", std::to_string(chance.between(5'000, 3'000'000)), 900),
        club("VISITS", "purchase_count", std::to_string(chance.between(5, 60)),
             chance.between(20, 400)));
}

}  // namespace

std::string random_shop(Chance& chance, Instant opening) {
    const Day today{static_cast<std::int32_t>(opening.value / ms_per_day)};
    return fmt::format(
        R"({{"programme":{{"code":"SIM","time_zone":"{}","money":{{"currency":"USD","exponent":2}},"earn_basis":"{}","non_earning_tenders":{},"excluded_categories":["tobacco"],"multiplier_stacking":"{}","groups":{{"first":{{"mode":"first"}},"best":{{"mode":"best"}}}},"max_backdate_days":{},"park_days":{},"refund_order":"{}"}},"brands":[{{"code":"B1"}},{{"code":"B2"}}],"stores":{},"currencies":{},"rules":{},"tiers":{},"rewards":{},"coupons":{},"stamp_cards":[{{"code":"CARD","currency":"STARS","goal":{},"reward":"CUP","voucher_valid_days":{}}}],"clubs":{},"conversions":[{{"from":"PTS","to":"MILES","from_units":{},"to_units":{}}},{{"from":"MILES","to":"CASH","from_units":10,"to_units":1}}],"subscriptions":{},"challenges":{}}})",
        chance.word(zones), chance.word({"net_incl_tax", "net_incl_tax", "net_excl_tax"}),
        chance.word({R"(["points"])", R"(["points","wallet"])", "[]"}),
        chance.word({"additive", "multiplicative", "max"}), chance.between(5, 45),
        chance.between(1, 30), chance.word({"proportional", "points_first", "money_first"}),
        stores(chance, today), currencies(chance, today), rules(chance, today), tiers(chance),
        rewards(chance), coupons(chance), chance.between(3, 9), chance.between(1, 40),
        clubs(chance, opening), chance.between(1, 10), chance.between(1, 4), random_plans(chance),
        random_challenges(chance, opening));
}

}  // namespace vuelve::cli
