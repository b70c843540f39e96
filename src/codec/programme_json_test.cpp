#include "codec/programme_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "codec/decoder.h"
#include "domain/programme.h"

namespace vuelve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string laurel() { return read_file("src/codec/testdata/laurel.programme.json"); }

/// "pointer code" of each fault.
std::vector<std::string> shown(const std::vector<Fault>& faults) {
    std::vector<std::string> lines;
    for (const auto& fault : faults) lines.push_back(fault.pointer + " " + fault.code);
    return lines;
}

std::vector<std::string> faults_of(std::string_view text,
                                   DocumentKind kind = DocumentKind::Golden) {
    auto document = decode_programme(text, kind);
    return document ? std::vector<std::string>{} : shown(document.error());
}

/// Decodes, encodes and decodes again: nothing may change, and nothing may be refused.
void check_round_trip(const ProgrammeDocument& document) {
    std::string once = encode_programme(document);
    auto again = decode_programme(once);
    ASSERT_TRUE(again) << testing::PrintToString(shown(again.error()));
    EXPECT_EQ(encode_programme(*again), once);
}

/// A small good document with `rules` and further sections put in.
std::string with_rules(const std::string& rules, const std::string& more = "") {
    return R"({"programme": {"code": "P", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": [)" +
           rules + "]" + more + "}";
}

TEST(ProgrammeJson, reads_the_example_of_the_contract) {
    auto document = decode_programme(laurel());
    ASSERT_TRUE(document) << testing::PrintToString(shown(document.error()));
    EXPECT_THAT(shown(check(*document)), IsEmpty());
    EXPECT_EQ(document->name.at("es"), "Club Laurel");
    EXPECT_EQ(document->groups.at("promo"), GroupMode::Best);
    ASSERT_EQ(document->currencies.size(), 3U);
    const Currency& points = document->currencies[0];
    EXPECT_EQ(points.money_value->amount, Minor{20});
    EXPECT_EQ(points.redeem.max_share, Ratio(50));
    EXPECT_EQ(points.breakage_rate, Ratio(3, 20));
    const Rule& green = document->rules[2];
    EXPECT_EQ(green.conditions[0].days, std::vector<int>{1});
    EXPECT_EQ(green.effects[0].factor, Ratio(2));
    EXPECT_EQ(format_instant(*green.effective_from), "2026-03-01T05:00:00Z");
    EXPECT_EQ(document->tiers->levels[1].factor, Ratio(5, 4));
    EXPECT_EQ(document->coupons[2].uses, std::nullopt);
    EXPECT_EQ(document->coupons[0].uses, 1);
    EXPECT_EQ(document->coupons[1].sku, "CAFE-250");
    EXPECT_EQ(document->notifications.quiet_to, 540);
    check_round_trip(*document);
}

TEST(ProgrammeJson, reads_every_golden_config) {
    int configs = 0;
    for (const auto& file : std::filesystem::directory_iterator("tests/golden")) {
        if (file.path().filename().string().rfind("ch", 0) != 0) continue;
        auto chapter = parse_json(read_file(file.path()), {.size_max = 16 << 20});
        ASSERT_TRUE(chapter) << file.path();
        for (const Json& golden : *chapter->find("cases")->get_if<Json::Array>()) {
            SCOPED_TRACE(*golden.find("id")->get_if<std::string>());
            auto document = decode_programme(*golden.find("config"), DocumentKind::Golden);
            ASSERT_TRUE(document) << testing::PrintToString(shown(document.error()));
            check_round_trip(*document);
            ++configs;
        }
    }
    EXPECT_GE(configs, 219);
}

TEST(ProgrammeJson, fills_in_every_default) {
    auto document = decode_programme(
        with_rules(
            R"({"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]})"),
        DocumentKind::Golden);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->time_zone, "UTC");
    EXPECT_THAT(document->non_earning_tenders, ElementsAre("points"));
    EXPECT_EQ(document->name.at("es"), "P");
    EXPECT_EQ(document->max_backdate_days, 30);
    EXPECT_EQ(document->currencies[0].redeem.step, Units{1});
    EXPECT_FALSE(document->currencies[0].transfer);
    EXPECT_TRUE(document->rules[0].partial);
    EXPECT_EQ(document->rules[0].trace_name(), "base");
    EXPECT_THAT(document->notifications.expiry_notices, ElementsAre(30, 7, 1));
}

TEST(ProgrammeJson, a_published_document_names_its_schema) {
    EXPECT_THAT(faults_of(with_rules(""), DocumentKind::Published),
                ElementsAre("/schema required"));
    EXPECT_THAT(faults_of(with_rules("", R"(, "schema": "vuelve-programme/2")")),
                ElementsAre("/schema wrong-format"));
    EXPECT_THAT(faults_of("[]", DocumentKind::Published), ElementsAre(" wrong-type"));
    EXPECT_THAT(faults_of("{"), ElementsAre(" wrong-format"));
}

TEST(ProgrammeJson, names_every_fault_at_once) {
    EXPECT_THAT(
        faults_of(
            R"({"programme": {"code": "", "money": {"currency": "usd", "exponent": 9}, "colour": 1,
                "groups": {"a b": {"mode": "worst"}}},
            "brands": [], "stores": [{"code": "S"}], "currencies": [{"code": "PTS", "kind": "gold",
                "breakage_rate": "1.5", "daily_cap": "9", "expiry": {"type": "fixed_term"}}],
            "rules": [{"id": "r", "effects": [{"type": "bonus", "currency": "PTS", "points": 1.5, "factor": "2"},
                {"type": "earn_base", "currency": "PTS", "points": 1, "per": 0},
                {"type": "double", "anything": 1}],
                "conditions": [{"type": "time_window", "days": ["tue", "xyz"], "from": "25:00"},
                    {"type": "attribute", "path": "city", "op": "in", "value": "Quito"}],
                "effective_from": "2026-03-01"}]})"),
        UnorderedElementsAre(
            "/programme/code wrong-format", "/programme/money/currency wrong-format",
            "/programme/money/exponent out-of-range", "/programme/groups/a b wrong-format",
            "/programme/groups/a b/mode wrong-format", "/programme/colour unknown-field",
            "/brands required", "/stores/0/brand required", "/currencies/0/kind wrong-format",
            "/currencies/0/daily_cap wrong-type", "/currencies/0/expiry/months required",
            "/currencies/0/breakage_rate out-of-range", "/rules/0/effective_from wrong-format",
            "/rules/0/conditions/0/days/1 wrong-format", "/rules/0/conditions/0/from wrong-format",
            "/rules/0/conditions/1/path wrong-format", "/rules/0/conditions/1/value wrong-type",
            "/rules/0/effects/0/points wrong-type", "/rules/0/effects/0/factor unknown-field",
            "/rules/0/effects/1/points wrong-type", "/rules/0/effects/1/per out-of-range",
            "/rules/0/effects/2/type wrong-format"));
}

TEST(ProgrammeJson, reads_and_writes_every_kind_of_condition_and_effect) {
    auto document = decode_programme(
        with_rules(
            R"({"id": "all", "version": 2, "priority": -3, "state": "paused", "exclusive": true,
        "conditions": [
            {"type": "attribute", "path": "member.city", "op": "in", "value": ["Quito", 1.25, true]},
            {"type": "attribute", "path": "purchase.total", "op": "ge", "value": -2},
            {"type": "any", "of": [{"type": "sku", "in": ["A B/ñ"]}, {"type": "not", "of": {"type": "category", "under": "a/b"}}]},
            {"type": "min_quantity", "value": 0.735}, {"type": "min_quantity", "value": "2.50"},
            {"type": "time_window", "from": "22:00", "to": "02:00"},
            {"type": "birthday", "mode": "window", "before": 3, "after": 4},
            {"type": "nth_purchase", "n": 3, "every": true}, {"type": "first_purchase"},
            {"type": "days_since_last_purchase", "min": 60}, {"type": "channel", "in": ["app"]},
            {"type": "tender", "in": ["coop_card"]}, {"type": "action", "in": ["review"]}],
        "effects": [{"type": "bonus_per_quantity", "currency": "PTS", "points": 2, "per_quantity": "1.5"},
            {"type": "coupon", "coupon": "C"}, {"type": "badge", "badge": "B", "on_return": "keep"},
            {"type": "discount", "kind": "percent", "value": "12.5", "scope": "basket"},
            {"type": "discount", "kind": "fixed", "value": 500, "scope": "line"},
            {"type": "earn_base", "currency": "PTS", "points": "0.05", "per": 100, "mode": "step"}],
        "expiry": {"type": "inactivity", "months": 6, "activity": ["redeem"]}, "budget": {"points": 9},
        "max_per_transaction": 8, "pending_days": 0, "partial": false, "funding": "partner"})",
            R"(, "challenges": [{"code": "Q", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z",
            "metric": "quantity", "goal": 12, "reward": {"type": "badge", "badge": "X"}}],
        "clubs": [{"code": "T", "unit": "árboles", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z",
            "metric": "quantity", "goal": "1000.5", "conditions": [{"type": "category", "under": "plantas"}],
            "reward": {"type": "bonus", "currency": "PTS", "points": 50}}],
        "referral": {"referrer": {"currency": "PTS", "points": 5}, "referee": {"currency": "PTS", "points": 3},
            "review_above": {"count": 2, "period": "week"}, "excluded_segments": ["STAFF", "FAMILY"]},
        "segments": [{"code": "VIP", "kind": "dynamic", "where": [{"type": "attribute", "path": "member.vip", "op": "eq", "value": true}]}],
        "subscriptions": [{"code": "PLUS", "currency": "PTS", "price": 999, "period": "year",
            "name": {"es": "Club Plus"}, "grace_days": 5, "benefits": ["envio_gratis"]}],
        "conversions": [{"from": "PTS", "to": "CASH", "from_units": 10, "to_units": 3}])"),
        DocumentKind::Golden);
    ASSERT_TRUE(document) << testing::PrintToString(shown(document.error()));
    const Rule& rule = document->rules[0];
    EXPECT_EQ(std::get<Ratio>(rule.conditions[0].values[1]), Ratio(5, 4));
    EXPECT_EQ(rule.conditions[3].value, 735);
    EXPECT_EQ(rule.conditions[4].value, 2500);
    EXPECT_EQ(rule.conditions[5].from, 1320);
    EXPECT_EQ(rule.effects[0].per_quantity, 1500);
    EXPECT_EQ(rule.effects[3].discount_value, Ratio(25, 2));
    EXPECT_FALSE(rule.expiry->earn_is_activity);
    EXPECT_EQ(document->challenges[0].goal, 12'000);
    EXPECT_EQ(document->referral->review_above->value, 2);
    EXPECT_EQ(document->referral->excluded_segments.back(), "FAMILY");
    EXPECT_EQ(document->clubs[0].goal, 1'000'500);
    EXPECT_EQ(document->clubs[0].unit.at("es"), "árboles");
    check_round_trip(*document);
}

TEST(ProgrammeJson, an_answer_stays_readable_whatever_was_sent) {
    std::string fields;
    for (int i = 0; i < 1000; ++i) fields += ", \"f" + std::to_string(i) + "\": 1";
    fields += ", \"" + std::string(5000, 'x') + "\": 1";
    auto faults = faults_of(with_rules("", fields));
    EXPECT_EQ(faults.size(), Faults::faults_max);
    auto one = faults_of(with_rules("", ", \"" + std::string(5000, 'x') + "\": 1"));
    ASSERT_EQ(one.size(), 1U);
    EXPECT_LT(one[0].size(), 150U);
}

TEST(ProgrammeJson, reads_and_writes_the_holdout_and_what_a_campaign_costs) {
    auto read = [](const std::string& percent, const std::string& cost) {
        std::string text =
            with_rules("", R"(, "campaigns": [{"code": "C", "control_percent": "5")" + cost + "}]");
        const std::string programme = R"("programme": {"code": "P", )";
        return text.replace(text.find(programme), programme.size(),
                            programme + R"("holdout_percent": )" + percent + ", ");
    };
    auto document = decode_programme(read(R"("2.5")", R"(, "cost": 150000)"), DocumentKind::Golden);
    ASSERT_TRUE(document) << testing::PrintToString(shown(document.error()));
    EXPECT_EQ(document->holdout_percent, Ratio(5, 2));
    EXPECT_EQ(document->campaigns.front().cost, Minor{150000});
    check_round_trip(*document);
    EXPECT_FALSE(decode_programme(read(R"("0")", ""), DocumentKind::Golden)
                     ->campaigns.front()
                     .cost.has_value());
    EXPECT_THAT(faults_of(read(R"("101")", R"(, "cost": -1)")),
                UnorderedElementsAre("/programme/holdout_percent out-of-range",
                                     "/campaigns/0/cost out-of-range"));
}

}  // namespace
}  // namespace vuelve
