#include "codec/survey_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vuelve {
namespace {

using testing::HasSubstr;
using testing::Not;

/// "/rating required" of every fault.
std::vector<std::string> faults_of(const std::string& body) {
    auto decoded = decode_survey_answer(*parse_json(body), "mbr_1");
    std::vector<std::string> faults;
    if (!decoded)
        for (const Fault& fault : decoded.error().faults)
            faults.push_back(fault.pointer + " " + fault.code);
    return faults;
}

TEST(SurveyAnswer, names_every_fault_with_its_place) {
    EXPECT_THAT(faults_of(R"({"rating": 6, "nps": 11, "purchase": "", "x": 1})"),
                testing::UnorderedElementsAre("/rating out-of-range", "/nps out-of-range",
                                              "/purchase wrong-format", "/x unknown-field"));
    EXPECT_THAT(faults_of(R"({"comment": "hola"})"), testing::ElementsAre("/rating required"));
    EXPECT_THAT(faults_of(R"({"rating": 3})"), testing::ElementsAre("/purchase required"));
    EXPECT_THAT(faults_of(R"({"purchase": "p1", "nps": 3})"),
                testing::ElementsAre("/rating required"));
    EXPECT_THAT(faults_of(R"({"purchase": "p1", "rating": 3, "store": "S1"})"),
                testing::ElementsAre("/store out-of-range"));
    EXPECT_THAT(faults_of(R"({"nps": 3, "comment": ")" + std::string(1001, 'x') + "\"}"),
                testing::ElementsAre("/comment too-long"));
    EXPECT_THAT(faults_of(R"({"nps": 3, "comment": "a\u0000b"})"),
                testing::ElementsAre("/comment wrong-format"));
    EXPECT_THAT(faults_of(R"({"nps": 3, "comment": 5})"),
                testing::ElementsAre("/comment wrong-type"));
    EXPECT_TRUE(faults_of(R"({"nps": 0})").empty());
}

TEST(SurveyAnswer, keeps_the_lines_of_a_comment_and_says_it_nowhere_in_clear) {
    auto decoded = decode_survey_answer(
        *parse_json(R"({"purchase": "p1", "rating": 1, "comment": "Fila larga.\nPan duro."})"),
        "mbr_1");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->comment, "Fila larga.\nPan duro.");
    EXPECT_EQ(decoded->text.document(), R"({"command":"answer","purchase":"p1","rating":1})");
    auto other = decode_survey_answer(
        *parse_json(R"({"purchase": "p1", "rating": 1, "comment": "Pan duro."})"), "mbr_1");
    EXPECT_NE(decoded->text.canonical(), other->text.canonical());
}

}  // namespace
}  // namespace vuelve
