#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/programme_json.h"
#include "domain/programme.h"

namespace vuelve {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::string document_with(const std::string& sections) {
    return R"({"programme": {"code": "P", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": [])" +
           sections + "}";
}

/// "/leaderboards/0/currency unknown-reference" of every fault, of the shape or of the whole.
std::vector<std::string> faults_in(const std::string& sections) {
    auto document = decode_programme(document_with(sections), DocumentKind::Golden);
    std::vector<std::string> shown;
    for (const Fault& fault : document ? check(*document) : document.error())
        shown.push_back(fault.pointer + " " + fault.code);
    return shown;
}

TEST(ProgrammeCommunity, is_read_and_written_back) {
    auto document = decode_programme(document_with(R"(, "leaderboards": [
            {"code": "MES", "name": {"es": "Del mes"}, "metric": "points", "currency": "PTS"},
            {"code": "TRIM", "metric": "visits", "period": "quarter", "leagues": "level"}],
          "badges": [{"code": "SOL", "name": {"es": "Madrugador"}, "image": "/sol.png"},
                     {"code": "LUNA"}])"),
                                     DocumentKind::Golden);
    ASSERT_TRUE(document);
    ASSERT_EQ(document->leaderboards.size(), 2u);
    EXPECT_EQ(document->leaderboards[0].period, Period::Month);
    EXPECT_EQ(document->leaderboards[1].metric, Leaderboard::Metric::Visits);
    EXPECT_EQ(document->leaderboards[1].leagues, Leaderboard::Leagues::Level);
    EXPECT_EQ(document->badges[0].image, "/sol.png");
    const std::string written = encode_programme(*document);
    auto again = decode_programme(written);
    ASSERT_TRUE(again);
    EXPECT_EQ(encode_programme(*again), written);
    EXPECT_EQ(again->leaderboards[1].period, Period::Quarter);
    EXPECT_EQ(again->badges[0].name.at("es"), "Madrugador");
}

TEST(ProgrammeCommunity, is_refused_with_the_place_of_every_fault) {
    EXPECT_THAT(faults_in(R"(, "leaderboards": [{"code": "A", "metric": "points"},
                    {"code": "A", "metric": "spend", "currency": "PTS", "leagues": "level"}],
                  "badges": [{"code": "X"}, {"code": "X"}])"),
                UnorderedElementsAre(
                    "/leaderboards/0/currency unknown-reference", "/leaderboards/1/code duplicate",
                    "/leaderboards/1/currency out-of-range",
                    "/leaderboards/1/leagues unknown-reference", "/badges/1/code duplicate"));
    EXPECT_THAT(faults_in(R"(, "leaderboards": [{"code": "A", "metric": "luck"}])"),
                ElementsAre("/leaderboards/0/metric wrong-format"));
    EXPECT_THAT(
        faults_in(R"(, "leaderboards": [{"code": "A", "metric": "spend", "period": "lifetime"}])"),
        ElementsAre("/leaderboards/0/period wrong-format"));
    EXPECT_THAT(faults_in(R"(, "badges": [{"code": "A", "picture": "x"}])"),
                ElementsAre("/badges/0/picture unknown-field"));
}

}  // namespace
}  // namespace vuelve
