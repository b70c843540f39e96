#include "card_fixture.h"

namespace vuelve::api {
namespace {

/// "Algo no cuadra": a movement that its member doubts.
class Doubts : public CardTest {
 protected:
    Doubts() { token_ = sign_in(); }

    std::string bought(const std::string& id, const std::string& member) {
        const Told told = post("/v1/purchases", R"({"id": ")" + id + R"(", "member": ")" + member +
                                                    R"(", "lines": [{"quantity": 1,
                                                       "unit_price": 1000}]})");
        EXPECT_EQ(told.status, 201) << told.text;
        return told.string("txn");
    }
    Told doubt(const std::string& movement, const std::string& text = "No fui yo") {
        return as(token_, "/v1/me/doubts",
                  R"({"movement": ")" + movement + R"(", "text": ")" + text + "\"}");
    }

    std::string token_;
};

TEST_F(Doubts, become_a_case_with_the_ledger_rows_and_the_members_words) {
    const std::string movement = bought("d1", eva_);
    const Told told = doubt(movement);
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("state"), "open");
    const Told found = get("/v1/cases/" + told.string("doubt"));
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.string("kind"), "member_doubt");
    EXPECT_EQ(found.string("member"), eva_);
    EXPECT_EQ(found.string("words"), "No fui yo");
    EXPECT_EQ(found.string("details/movement"), movement);
    EXPECT_EQ(found.string("details/purchase"), "d1");
    EXPECT_EQ(found.string("details/entries/0/currency"), "PTS");
    EXPECT_EQ(found.number("details/entries/0/available"), 10);
    // The same again is no second one; its words stay with one case and out of the list.
    EXPECT_EQ(doubt(movement, "Otra vez").status, 200);
    EXPECT_EQ(doubt(movement).string("doubt"), told.string("doubt"));
    const Told list = get("/v1/cases");
    ASSERT_EQ(list.size("items"), 1U) << list.text;
    EXPECT_FALSE(list.text.contains("No fui yo"));
    const Told decided = post("/v1/cases/" + told.string("doubt") + "/decide",
                              R"({"decision": "dismissed", "note": "Fue su hija"})");
    EXPECT_EQ(decided.status, 200) << decided.text;
    EXPECT_EQ(decided.string("words"), "No fui yo");
}

TEST_F(Doubts, are_about_ones_own_and_few_a_day) {
    expect_refusal(doubt(bought("other", member_)), 404, "NOT_FOUND");
    expect_refusal(doubt("txn_nothing"), 422, "VALIDATION_FAILED");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(doubt(bought("m" + std::to_string(i), eva_)).status, 201);
    const std::string sixth = bought("m5", eva_);
    expect_refusal(doubt(sixth), 409, "LIMIT_REACHED");
    EXPECT_EQ(get("/v1/cases").size("items"), 5U);
    wait(ms_per_day);
    EXPECT_EQ(doubt(sixth).status, 201);
}

TEST_F(Doubts, lose_their_words_with_the_member) {
    const std::string id = doubt(bought("e1", eva_)).string("doubt");
    ASSERT_EQ(act("/v1/members/" + eva_ + "/erase", R"({"reason": "lo pidió"})").status, 200);
    const Told found = get("/v1/cases/" + id);
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_TRUE(at(found.body, "words").is_null());
}

}  // namespace
}  // namespace vuelve::api
