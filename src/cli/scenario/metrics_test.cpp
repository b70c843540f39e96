#include "cli/scenario/metrics.h"

#include <gtest/gtest.h>

#include "cli/scenario/compare.h"
#include "cli/scenario/golden_case.h"

namespace vuelve::cli {
namespace {

/// Every `metric` of a chapter must answer as its case says. Gives how many there were.
int check_chapter(const std::string& path) {
    const auto cases = load_cases(path);
    if (!cases) {
        ADD_FAILURE() << cases.error();
        return 0;
    }
    int metrics = 0;
    for (const GoldenCase& golden : *cases)
        for (const GoldenStep& step : golden.steps) {
            if (step.op != "metric") continue;
            ++metrics;
            const auto& name = *step.arguments.find("name")->get_if<std::string>();
            const auto value = answer_metric(name, *step.arguments.find("input"));
            if (!value) {
                ADD_FAILURE() << golden.id << " " << name << ": " << value.error().message;
                continue;
            }
            for (const Difference& difference :
                 compare("value", *step.expect.find("value"), *value))
                ADD_FAILURE() << golden.id << " " << name << " " << difference.where
                              << ": expected " << difference.expected << ", got "
                              << difference.actual;
        }
    return metrics;
}

/// Canonical value, or where the faults are.
std::string answer(std::string_view name, std::string_view input) {
    const auto value = answer_metric(name, *parse_json(input));
    if (value) return canonical(*value);
    std::string text = std::string(literal(value.error().code));
    for (const Fault& fault : value.error().faults) text += " " + fault.pointer + " " + fault.code;
    return text;
}

TEST(Metrics, answer_every_worked_case) {
    EXPECT_EQ(check_chapter("tests/golden/ch10_accounting.json"), 1);
    EXPECT_EQ(check_chapter("tests/golden/ch11_metrics.json"), 13);
    EXPECT_EQ(check_chapter("tests/golden/ch12_notifications.json"), 13);
}

TEST(Metrics, are_null_where_nothing_is_defined) {
    EXPECT_EQ(answer("nps", R"({"scores": []})"), "null");
    EXPECT_EQ(answer("uplift", R"({"treated": [], "control": [1]})"), "null");
    EXPECT_EQ(answer("uplift", R"({"treated": [2.5], "control": [1, 1]})"),
              R"({"ci_high":null,"ci_low":null,"diff":1.5,"se":null})");
    EXPECT_EQ(answer("retention", R"({"cohort": "2025-01", "k": 1, "purchases": []})"),
              "[null,null]");
    EXPECT_EQ(answer("expected_ticket", R"({"x": 0, "m": 0, "p": 6, "q": 1, "gamma": 15})"),
              "null");
}

TEST(Metrics, tell_further_rates_when_their_counts_are_given) {
    const std::string usual =
        R"("sales_identified": 100, "sales_total": 0, "tickets_identified": 4, "tickets_total": 4,
           "redeemed_net": 0, "issued_net": 0, "expired": 0, "issued_value": 0, "active": 8,
           "enrolled": 9, "buyers_2plus": 1, "buyers": 2)";
    const auto few = answer("period", "{" + usual + "}");
    EXPECT_NE(few.find(R"("participation":null)"), std::string::npos) << few;
    EXPECT_EQ(few.find("digital"), std::string::npos) << few;
    const auto more = answer("period", "{" + usual + R"(, "digital_active": 2, "sales_digital": 25,
                                                          "redeemers": 1, "engaged": 4})");
    for (const char* rate : {R"("digital_adoption":"0.2500")", R"("digital_share":"0.2500")",
                             R"("redemption_rate_members":"0.2500")"})
        EXPECT_NE(more.find(rate), std::string::npos) << more;
}

TEST(Metrics, refuse_what_they_cannot_read) {
    EXPECT_EQ(answer("luck", "{}"), "VALIDATION_FAILED /name wrong-format");
    EXPECT_EQ(answer("nps", R"({"scores": [11]})"), "VALIDATION_FAILED /scores/0 out-of-range");
    EXPECT_EQ(answer("uplift", R"({"treated": [1], "control": ["1"]})"),
              "VALIDATION_FAILED /control/0 wrong-type");
    EXPECT_EQ(answer("uplift", R"({"treated": [1], "control": [1], "treated_pre": [1]})"),
              "VALIDATION_FAILED /control_pre required /control_pre out-of-range");
    EXPECT_EQ(answer("expected_ticket", R"({"x": 1, "m": 1, "p": 0, "q": 1e999, "gamma": 1})"),
              "VALIDATION_FAILED /p out-of-range /q out-of-range");
    EXPECT_EQ(answer("retention", R"({"cohort": "2025-13", "k": 0, "purchases": [["A"]]})"),
              "VALIDATION_FAILED /cohort wrong-format /purchases/0 required");
}

}  // namespace
}  // namespace vuelve::cli
