#include "load/shop.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>
#include <iterator>

namespace vuelve::bench {
namespace {

constexpr std::uint64_t articles = 5'000;  // in 10 departments of 5 shelves each
/// What a basket must come to for a campaign's bonus: few do, so that most purchases have one
/// award, as those of the baseline have (contract.md 7: the same rows). All campaigns are looked
/// at.
constexpr int large_basket = 40'000;
constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string category_campaign(int i) {
    return fmt::format(
        R"("conditions":[{{"type":"category","under":"d{}/s{}"}},{{"type":"min_amount","value":{}}}],)"
        R"("effects":[{{"type":"bonus","currency":"PTS","points":25}}])",
        i / 5 % 10, i / 50 % 5, large_basket);
}

std::string article_campaign(int i) {
    std::string list;
    for (std::uint64_t n = 0; n < 200; ++n)
        list += fmt::format("{}\"A{}\"", n ? "," : "",
                            scattered(static_cast<std::uint64_t>(i) * 1000 + n) % articles);
    return fmt::format(
        R"("conditions":[{{"type":"channel","in":["{}"]}},{{"type":"sku","in":[{}]}},{{"type":"min_amount","value":{}}}],)"
        R"("effects":[{{"type":"bonus","currency":"PTS","points":10}}])",
        i / 5 % 2 ? "ecommerce" : "pos", list, large_basket);
}

std::string day_campaign(int i) {
    return fmt::format(
        R"("group":"days","conditions":[{{"type":"time_window","days":["{}","{}"],"from":"06:00","to":"22:00"}},)"
        R"({{"type":"category","under":"d{}"}}],"effects":[{{"type":"multiply","currency":"PTS","factor":"1.5"}}])",
        days[i / 5 % 7], days[(i / 5 + 3) % 7], i / 5 % 10);
}

std::string level_campaign(int i) {
    return fmt::format(
        R"("conditions":[{{"type":"tier","in":["ORO"]}},{{"type":"min_amount","value":{}}}],)"
        R"("effects":[{{"type":"bonus","currency":"PTS","points":50}}])",
        large_basket + i * 100);
}

std::string quantity_campaign(int i) {
    return fmt::format(
        R"("conditions":[{{"type":"category","under":"d{}"}},{{"type":"min_quantity","value":12}}],)"
        R"("effects":[{{"type":"bonus","currency":"PTS","points":15}}],)"
        R"("limits":[{{"metric":"count","value":1,"period":"day"}}])",
        i / 5 % 10);
}

std::string campaign(int i) {
    constexpr std::array kinds{category_campaign, article_campaign, day_campaign, level_campaign,
                               quantity_campaign};
    return fmt::format(R"({{"id":"c{}","name":{{"es":"Campaña {}"}},"priority":{},{}}})", i, i,
                       i % 10, kinds[static_cast<std::size_t>(i % 5)](i));
}

}  // namespace

std::uint64_t scattered(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

std::string programme_text(int campaigns) {
    std::string rules =
        R"({"id":"base","effects":[{"type":"earn_base","currency":"PTS","points":"1","per":10}]})";
    for (int i = 0; i < campaigns; ++i) rules += ",\n  " + campaign(i);
    return R"({"schema":"vuelve-programme/1",
 "programme":{"code":"BENCH","name":{"es":"Banco de pruebas"},"language":"es","time_zone":"America/Guayaquil",
  "money":{"currency":"USD","exponent":2},"groups":{"days":{"mode":"best"}},"max_backdate_days":30},
 "brands":[{"code":"B"}],"stores":[{"code":"CENTRO","brand":"B"}],
 "currencies":[{"code":"PTS","kind":"points","expiry":{"type":"fixed_term","months":12},
  "money_value":{"points":100,"amount":20},"redeem":{"min_points":100,"step":100,"max_share":"50"}}],
 "tiers":{"metric":"spend","window":"calendar_year","downgrade":"one_down","factor_currency":"PTS",
  "levels":[{"code":"VECINO","threshold":0},{"code":"PLATA","threshold":100000,"factor":"1.25"},
   {"code":"ORO","threshold":500000,"factor":"1.5"}]},
 "rewards":[{"code":"CAFE","name":{"es":"Café"},"type":"product","cost":{"currency":"PTS","points":100},"fulfilment":"instant"}],
 "rules":[
  )" + rules +
           "]}\n";
}

std::string id_of(const Sale& sale) { return fmt::format("B-{:x}-{}", sale.run, sale.number); }

void append_purchase(std::string& out, const Sale& sale) {
    const auto end = std::back_inserter(out);
    fmt::format_to(
        end,
        FMT_COMPILE(
            R"({{"id":"B-{:x}-{}","member":"external:m{}","store":"CENTRO","channel":"pos","lines":[)"),
        sale.run, sale.number, sale.member);
    for (int line = 1; line <= sale.lines; ++line) {
        const std::uint64_t drawn =
            scattered(sale.number * 101 + static_cast<std::uint64_t>(line) * 7919 + sale.run);
        const std::uint64_t article = drawn % articles;
        fmt::format_to(
            end,
            FMT_COMPILE(
                R"({}{{"line":{},"sku":"A{}","category":"d{}/s{}","quantity":{},"unit_price":{}}})"),
            line == 1 ? "" : ",", line, article, article / 500, article / 100 % 5,
            1 + (drawn >> 20) % 3, 100 + (drawn >> 32) % 3900);
    }
    out += "]}";
}

}  // namespace vuelve::bench
