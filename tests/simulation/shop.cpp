#include "shop.h"

namespace vuelve::simulation {

std::string random_programme(Random& random) {
    const std::vector<std::string> roundings{"down", "up", "half_up", "half_even"};
    const std::vector<std::string> stackings{"additive", "multiplicative", "max"};
    const std::vector<std::string> ends{R"({"type":"never"})",
                                        R"({"type":"fixed_term","months":1})",
                                        R"({"type":"period_end","period":"month","months":0})",
                                        R"({"type":"fixed_term","days":3})"};
    const std::string cap =
        pick(random, 0, 2) == 0 ? fmt::format(R"(,"daily_cap":{})", pick(random, 50, 3000)) : "";
    const std::string budget =
        pick(random, 0, 2) == 0 ? fmt::format(R"(,"budget":{{"points":{}}})", pick(random, 0, 900))
                                : "";
    return fmt::format(
        R"({{"programme":{{"code":"P","time_zone":"{}","money":{{"currency":"USD","exponent":2}},
"excluded_categories":["tobacco"],"multiplier_stacking":"{}"}},
"brands":[{{"code":"B"}}],"stores":[{{"code":"S","brand":"B"}}],
"currencies":[{{"code":"PTS","kind":"points","scale":{},"rounding":"{}","rounding_scope":"{}",
"pending_days":{},"expiry":{}{},"money_value":{{"points":10,"amount":1}},
"redeem":{{"min_points":10,"step":10,"max_share":"50"}}}},
{{"code":"STARS","kind":"stamps"}},{{"code":"CREDIT","kind":"status"}}],
"rules":[{{"id":"base","effects":[{{"type":"earn_base","currency":"PTS","points":"{}","per":{}}}]}},
{{"id":"credit","effects":[{{"type":"earn_base","currency":"CREDIT","points":"1","per":100}}]}},
{{"id":"fresh","conditions":[{{"type":"category","under":"fresh"}}],
"effects":[{{"type":"multiply","currency":"PTS","factor":"{}"}}]{}}},
{{"id":"star","conditions":[{{"type":"min_amount","value":{}}}],"limits":[{{"metric":"count","value":2,"period":"week"}}],
"effects":[{{"type":"bonus","currency":"STARS","points":{},"on_return":"{}"}}]}}],
"tiers":{{"metric":"status","currency":"CREDIT","window":"calendar_year","factor_currency":"PTS",
"levels":[{{"code":"L0","threshold":0}},{{"code":"L1","threshold":{},"factor":"1.5"}}]}}}})",
        one_of(random, std::vector<std::string>{"UTC", "America/Santiago", "America/Guayaquil"}),
        one_of(random, stackings), pick(random, 0, 2), one_of(random, roundings),
        pick(random, 0, 1) == 0 ? "basket" : "line", pick(random, 0, 3), one_of(random, ends), cap,
        one_of(random, std::vector<std::string>{"1", "0.5", "1.25", "7"}),
        one_of(random, std::vector<int>{1, 10, 100, 333}),
        one_of(random, std::vector<std::string>{"1.1", "2", "1.333333", "3"}), budget,
        pick(random, 0, 4000), pick(random, 1, 3),
        one_of(random, std::vector<std::string>{"proportional", "revoke_if_unmet", "keep"}),
        pick(random, 20, 200));
}

std::string with_friends(Random& random, std::string programme) {
    programme.pop_back();
    std::string clubs, challenges;
    for (const char* metric : {"purchase_count", "spend", "quantity"}) {
        const std::string_view kind = metric;
        const int goal = kind == "spend"      ? pick(random, 1000, 90'000)
                         : kind == "quantity" ? pick(random, 2, 60)
                                              : pick(random, 2, 12);
        const std::string sum = fmt::format(
            R"("from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","metric":"{}","goal":{},
"reward":{{"type":"bonus","currency":"{}","points":{}}})",
            metric, kind == "quantity" ? fmt::format(R"("{}")", goal) : std::to_string(goal),
            one_of(random, std::vector<std::string>{"PTS", "STARS"}), pick(random, 1, 9));
        clubs += fmt::format(
            R"({}{{"code":"C_{}",{},"conditions":[{}]}})", clubs.empty() ? "" : ",", metric, sum,
            pick(random, 0, 1) == 0 ? R"({"type":"category","under":"fresh"})" : "");
        challenges +=
            fmt::format(R"({}{{"code":"D_{}",{},"repeatable":{}}})", challenges.empty() ? "" : ",",
                        metric, sum, pick(random, 0, 1) == 0);
    }
    return fmt::format(
        R"({},"clubs":[{}],"challenges":[{}],"referral":{{"referrer":{{"currency":"PTS","points":50}},
"referee":{{"currency":"PTS","points":30}},"min_amount":{},"hold_days":{},"limit":{{"count":5,"period":"month"}}}}}})",
        programme, clubs, challenges, pick(random, 0, 2000), pick(random, 0, 3));
}

RecordPurchase random_purchase(Random& random, const std::string& id, HolderId member) {
    const std::vector<std::string> categories{"fresh/fruit", "fresh", "dry", "tobacco", ""};
    RecordPurchase purchase{.id = id, .member = member};
    const int lines = pick(random, 1, 4);
    for (int i = 1; i <= lines; ++i)
        purchase.lines.push_back({.line = i,
                                  .sku = fmt::format("SKU{}", pick(random, 1, 9)),
                                  .category = one_of(random, categories),
                                  .brand = "",
                                  .quantity = 1000 * pick(random, 1, 4),
                                  .unit_price = Minor{pick(random, 1, 2500)},
                                  .attributes = {}});
    return purchase;
}

namespace {

Command keyed(CommandBody body, const std::string& key) {
    Command command{.body = std::move(body), .key = key, .actor = "test"};
    const auto digest = std::hash<std::string>{}(key);
    for (std::size_t i = 0; i < 8; ++i)
        command.request_hash[i] = static_cast<std::uint8_t>(digest >> (8 * i));
    return command;
}

}  // namespace

std::vector<Step> random_stream(Random& random, const std::vector<HolderId>& members, int steps) {
    std::vector<Step> stream;
    std::vector<RecordPurchase> sold;
    Instant at = opening + ms_per_hour;
    for (int i = 0; i < steps; ++i) {
        at = at + pick(random, 1, 40) * ms_per_hour;
        const std::string id = fmt::format("c{}", i);
        const int what = sold.empty() ? 0 : pick(random, 0, 9);
        if (what < 6) {
            sold.push_back(random_purchase(random, id, one_of(random, members)));
            stream.push_back({keyed(sold.back(), id), at});
            continue;
        }
        const RecordPurchase& purchase = one_of(random, sold);
        if (what < 9) {
            const PurchaseLine& line = one_of(random, purchase.lines);
            RecordReturn back{.id = id, .purchase = purchase.id, .lines = {}, .occurred_at = {}};
            back.lines.push_back({line.line, 1000 * pick(random, 1, 2)});
            stream.push_back({keyed(back, id), at});
        } else {
            stream.push_back(
                {keyed(VoidPurchase{.id = id, .purchase = purchase.id, .occurred_at = {}}, id),
                 at});
        }
    }
    return stream;
}

}  // namespace vuelve::simulation
