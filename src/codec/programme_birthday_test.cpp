#include <gtest/gtest.h>

#include "codec/programme_json.h"

namespace vuelve {
namespace {

std::string with_birthday(const std::string& section) {
    return R"({"programme": {"code": "P", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": [], "birthday": )" +
           section + "}";
}

void check_round_trip(const std::string& section) {
    auto document = decode_programme(with_birthday(section), DocumentKind::Golden);
    ASSERT_TRUE(document) << section;
    std::string once = encode_programme(*document);
    EXPECT_NE(once.find("\"birthday\":" + section), std::string::npos) << once;
    auto again = decode_programme(once);
    ASSERT_TRUE(again) << once;
    EXPECT_EQ(encode_programme(*again), once);
}

TEST(ProgrammeBirthday, comes_back_as_it_went_in) {
    check_round_trip(
        R"({"from":"2026-01-01T05:00:00Z","reward":{"type":"bonus","currency":"PTS","points":100},"expiry":{"type":"fixed_term","days":60},"eligibility":[{"type":"tier","in":["ORO"]}]})");
    check_round_trip(
        R"({"from":"2026-01-01T05:00:00Z","reward":{"type":"coupon","coupon":"CUMPLE"},"eligibility":[]})");
    check_round_trip(
        R"({"from":"2026-01-01T05:00:00Z","reward":{"type":"badge","badge":"FIESTA"},"eligibility":[]})");
}

TEST(ProgrammeBirthday, is_absent_unless_it_is_written) {
    auto document = decode_programme(with_birthday("null"), DocumentKind::Golden);
    ASSERT_TRUE(document);
    EXPECT_FALSE(document->birthday);
    EXPECT_EQ(encode_programme(*document).find("birthday"), std::string::npos);
}

TEST(ProgrammeBirthday, names_what_is_missing) {
    auto document =
        decode_programme(with_birthday(R"({"reward": {"type": "bonus"}})"), DocumentKind::Golden);
    ASSERT_FALSE(document);
    std::vector<std::string> told;
    for (const Fault& fault : document.error()) told.push_back(fault.pointer + " " + fault.code);
    EXPECT_EQ(told, (std::vector<std::string>{"/birthday/from required",
                                              "/birthday/reward/currency required",
                                              "/birthday/reward/points required"}));
}

}  // namespace
}  // namespace vuelve
