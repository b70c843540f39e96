#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "cli/scenario/core_world.h"
#include "cli/scenario/engine_world.h"
#include "cli/scenario/report.h"
#include "storage/testing.h"

namespace vuelve::cli {
namespace {

std::vector<std::string> golden_files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("tests/golden")) {
        std::string name = entry.path().filename().string();
        if (name.starts_with("ch") && name.ends_with(".json")) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::unique_ptr<World> core() { return std::make_unique<CoreWorld>(); }

class GoldenCases : public testing::TestWithParam<std::string> {};

TEST_P(GoldenCases, hold_over_the_core) {
    auto cases = load_cases(GetParam());
    ASSERT_TRUE(cases) << cases.error();
    ASSERT_FALSE(cases->empty());
    auto results = run_cases(*cases, core);
    EXPECT_FALSE(any_failed(results)) << report_text(results);
    std::cout << report_text(results);
}

TEST(GoldenCasesOverTheDatabase, of_arithmetic_and_earning_hold_as_the_tables_show_them) {
    for (const char* file : {"tests/golden/ch02_arithmetic.json", "tests/golden/ch03_earn.json"}) {
        auto cases = load_cases(file);
        ASSERT_TRUE(cases) << cases.error();
        auto results = run_cases(
            *cases, [] { return std::make_unique<EngineWorld>(storage::passing_database()); });
        EXPECT_TRUE(std::ranges::all_of(results, [](const auto& result) {
            return result.verdict == Verdict::Passed;
        })) << report_text(results);
    }
}

INSTANTIATE_TEST_SUITE_P(Golden,
                         GoldenCases,
                         testing::ValuesIn(golden_files()),
                         [](const auto& file) {
                             return std::filesystem::path(file.param).stem().string();
                         });

Json json(std::string_view text) { return *parse_json(text); }

std::vector<std::string> places(std::string_view key, std::string_view a, std::string_view b) {
    std::vector<std::string> found;
    for (const Difference& difference : compare(key, json(a), json(b)))
        found.push_back(difference.where);
    return found;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Compare, balances_that_are_not_listed_are_zero) {
    EXPECT_THAT(places("balances", R"({})", R"({"M1":{"PTS":{"available":0,"debt":0}}})"),
                IsEmpty());
    EXPECT_THAT(places("balances", R"({})", R"({"M1":{"PTS":{"available":0,"debt":-3}}})"),
                ElementsAre("balances.M1"));
}

TEST(Compare, an_entry_has_its_lines_in_any_order_and_its_rule_where_expected) {
    std::string_view actual = R"([{"type":"earn","lines":{"a":1,"b":-1},"rule":"base"}])";
    EXPECT_THAT(places("journal", R"([{"lines":{"b":-1,"a":1},"type":"earn"}])", actual),
                IsEmpty());
    EXPECT_THAT(places("journal", R"([{"lines":{"b":-1,"a":1},"type":"earn","rule":"x"}])", actual),
                ElementsAre("journal[0].rule"));
    EXPECT_THAT(places("journal", "[]", actual), ElementsAre("journal"));
}

TEST(Compare, lists_keep_their_order) {
    EXPECT_THAT(places("applied", R"(["r1","r2"])", R"(["r2","r1"])"),
                ElementsAre("applied[0]", "applied[1]"));
}

TEST(Compare, only_metrics_have_a_tolerance) {
    EXPECT_THAT(places("value", R"({"clv":100.0})", R"({"clv":100.00001})"), IsEmpty());
    EXPECT_THAT(places("value", R"({"clv":100.0})", R"({"clv":100.01})"), ElementsAre("value.clv"));
    EXPECT_THAT(places("refund", R"({"money":100})", R"({"money":101})"),
                ElementsAre("refund.money"));
}

GoldenCase one_purchase(std::string_view expect) {
    GoldenCase golden{.chapter = "test", .id = "z01-one", .title = "one purchase"};
    golden.config =
        json(R"({"programme": {"code": "P", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B1"}], "stores": [{"code": "S1", "brand": "B1"}],
        "currencies": [{"code": "PTS", "kind": "points"}],
        "rules": [{"id": "base", "effects": [
            {"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]}]})");
    golden.members = json(R"([{"id": "M1", "enrolled_at": "2025-01-01T00:00:00Z"}])");
    golden.steps.push_back({.op = "purchase",
                            .at = *parse_instant("2025-02-01T12:00:00Z"),
                            .id = "p1",
                            .arguments = json(R"({"id": "p1", "member": "M1",
             "lines": [{"line": 1, "quantity": 1, "unit_price": 500}]})"),
                            .expect = json(expect)});
    return golden;
}

std::string report_of(const GoldenCase& golden) {
    std::vector<CaseResult> results = run_cases(std::vector{golden}, core);
    return report_text(results);
}

TEST(Scenario, a_case_that_holds_is_counted_by_chapter) {
    EXPECT_EQ(report_of(one_purchase(
                  R"({"status": "ok", "balances": {"M1": {"PTS": {"available": 5, "pending": 0,
                      "reserved": 0, "debt": 0}}}})")),
              "chapter test: 1 passed, 0 failed, 0 skipped\n1 passed, 0 failed, 0 skipped\n");
}

TEST(Scenario, a_failure_names_case_step_and_place) {
    EXPECT_EQ(report_of(one_purchase(R"({"status": "ok", "effects": []})")),
              "FAILED z01-one\n  step 1 purchase p1\n    effects\n      expected []\n"
              "      actual   [{\"currency\":\"PTS\",\"points\":5,\"rule\":\"base\"}]\n"
              "chapter test: 0 passed, 1 failed, 0 skipped\n0 passed, 1 failed, 0 skipped\n");
}

TEST(Scenario, what_is_not_built_is_skipped_and_never_passed) {
    GoldenCase golden = one_purchase(R"({"status": "ok"})");
    golden.steps.push_back(golden.steps[0]);
    golden.steps[1].op = "teleport";
    EXPECT_EQ(report_of(golden),
              "chapter test: 0 passed, 0 failed, 1 skipped (not built: teleport 1)\n"
              "0 passed, 0 failed, 1 skipped\n");
}

TEST(Scenario, a_programme_with_faults_fails_its_case) {
    GoldenCase golden = one_purchase(R"({"status": "ok"})");
    golden.config = json(R"({"programme": {}})");
    EXPECT_THAT(report_of(golden), testing::HasSubstr("step 0 load"));
}

TEST(LoadCases, says_which_file_is_missing_and_which_is_no_case_file) {
    EXPECT_EQ(load_cases("tests/golden/none.json").error(),
              "tests/golden/none.json: cannot be read");
    EXPECT_THAT(load_cases("tests/golden/schema.json").error(),
                testing::HasSubstr("/schema: required"));
}

}  // namespace
}  // namespace vuelve::cli
