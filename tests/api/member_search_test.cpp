#include "card_fixture.h"

namespace vuelve::api {
namespace {

/// Members found by name, where nothing better is at hand.
class MemberSearch : public CardTest {
 protected:
    std::string enrol(const std::string& name, const std::string& phone) {
        const Told told = act("/v1/members", R"({"name": ")" + name +
                                                 R"(", "identities": ["phone:)" + phone + "\"]}");
        EXPECT_EQ(told.status, 201) << told.text;
        return told.string("member");
    }
    Told search(const std::string& name) {
        return post("/v1/members/search", R"({"name": ")" + name + "\"}");
    }
};

TEST_F(MemberSearch, finds_by_whole_words_and_shows_masked) {
    const std::string jose = enrol("José de la Cruz", "+593991110001");
    enrol("José Paz", "+593991110002");
    const Told told = search("cruz JOSE");
    ASSERT_EQ(told.status, 200) << told.text;
    ASSERT_EQ(told.size("items"), 1U) << told.text;
    EXPECT_EQ(told.string("items/0/member"), jose);
    EXPECT_EQ(told.string("items/0/name"), "José d.");
    EXPECT_FALSE(told.text.contains("Cruz")) << told.text;
    EXPECT_TRUE(told.string("items/0/identities/0/masked").ends_with("01")) << told.text;
    EXPECT_FALSE(told.text.contains("991110001")) << told.text;
    EXPECT_EQ(search("paz").size("items"), 2U) << "Eva and José";
    EXPECT_EQ(search("pa").size("items"), 0U) << "whole words";
    expect_refusal(search("de la"), 422, "VALIDATION_FAILED");
    expect_refusal(post("/v1/members/search", R"({"phone": "1"})"), 422, "VALIDATION_FAILED");
}

TEST_F(MemberSearch, follows_a_new_name_a_merge_and_an_erasure) {
    const std::string one = enrol("Lía Mora", "+593991110003");
    ASSERT_EQ(send("PATCH", "/v1/members/" + one, R"({"name": "Lía Rivas"})", key_,
                   {"Idempotency-Key: renamed"})
                  .status,
              200);
    EXPECT_EQ(search("mora").size("items"), 0U);
    EXPECT_EQ(search("rivas").string("items/0/member"), one);
    ASSERT_EQ(act("/v1/members/" + eva_ + "/merge", R"({"duplicate": ")" + one + "\"}").status,
              200);
    EXPECT_EQ(search("rivas").size("items"), 0U) << "they are Eva now";
    const std::string gone = enrol("Noé Salas", "+593991110004");
    ASSERT_EQ(search("salas").size("items"), 1U);
    ASSERT_EQ(act("/v1/members/" + gone + "/erase", R"({"reason": "lo pidió"})").status, 200);
    EXPECT_EQ(search("salas").size("items"), 0U);
}

TEST_F(MemberSearch, asks_for_another_word_and_slows_down_who_copies) {
    for (int i = 0; i < 7; ++i) enrol("Ada Luna", "+59399111001" + std::to_string(i));
    const Told many = search("luna");
    EXPECT_EQ(many.size("items"), 5U);
    EXPECT_TRUE(*at(many.body, "more").get_if<bool>());
    int refused = 0;
    for (int i = 0; i < 40 && refused == 0; ++i) refused += search("luna").status == 429;
    EXPECT_EQ(refused, 1);
    std::size_t noted = 0;
    const Told audit = get("/v1/audit?limit=200");
    for (std::size_t i = 0; i < audit.size("items"); ++i)
        noted += audit.string("items/" + std::to_string(i) + "/action") == "members.searched";
    EXPECT_GE(noted, 10U);
    EXPECT_FALSE(audit.text.contains("luna"));
}

}  // namespace
}  // namespace vuelve::api
