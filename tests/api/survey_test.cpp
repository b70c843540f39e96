#include "shop_fixture.h"
#include "storage/verify.h"

namespace vuelve::api {
namespace {

class Surveys : public ShopTest {
 protected:
    std::string answers() const { return "/v1/members/" + member_ + "/answers"; }
};

TEST_F(Surveys, a_purchase_is_rated_once) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    const std::string body = R"({"purchase": "t1", "rating": 4, "comment": "Muy bien.\nGracias."})";
    const Told told = act(answers(), body, "r1");
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("member"), member_);
    expect_replay(told, answers(), body, "r1");
    expect_refusal(act(answers(), R"({"purchase": "t1", "rating": 5})"), 409, "LIMIT_REACHED");
    expect_refusal(act(answers(), R"({"purchase": "t2", "rating": 5})"), 404, "NOT_FOUND");
    expect_refusal(act("/v1/members/" + friend_ + "/answers", R"({"purchase": "t1", "rating": 5})"),
                   404, "NOT_FOUND");
    expect_refusal(act("/v1/members/nobody/answers", R"({"nps": 5})"), 404, "UNKNOWN_MEMBER");
    expect_refusal(post(answers(), R"({"nps": 5})"), 400, "IDEMPOTENCY_KEY_REQUIRED");
    const Told wrong = act(answers(), R"({"rating": 9})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.string("errors/0/pointer"), "/rating");
    expect_unknown_field(answers(), R"({"nps": 5, "stars": 5})");
}

TEST_F(Surveys, are_listed_newest_first_and_their_words_are_for_those_who_read_reports) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    ASSERT_EQ(act(answers(), R"({"purchase": "t1", "rating": 4, "comment": "Muy bien"})").status,
              201);
    ASSERT_EQ(act(answers(), R"({"nps": 9, "store": "NORTE"})").status, 201);
    const Told first = get(answers() + "?limit=1");
    EXPECT_EQ(first.number("items/0/nps"), 9) << first.text;
    EXPECT_EQ(first.string("items/0/store"), "NORTE");
    const Told second = get(answers() + "?limit=1&cursor=" + first.string("next"));
    EXPECT_EQ(second.string("items/0/purchase"), "t1") << second.text;
    EXPECT_EQ(second.string("items/0/store"), "CENTRO");
    EXPECT_EQ(second.string("items/0/comment"), "Muy bien");
    EXPECT_TRUE(at(second.body, "next").is_null()) << second.text;
    const std::string till = key_of("till", {"members.read", "members.write"});
    const Told seen = send("GET", answers(), "", till);
    EXPECT_EQ(seen.text.find("Muy bien"), std::string::npos) << seen.text;
    EXPECT_NE(seen.text.find("\"has_comment\":true"), std::string::npos) << seen.text;
    EXPECT_EQ(send("GET", "/v1/reports/satisfaction", "", till).status, 403);
    EXPECT_EQ(get("/v1/members/nobody/answers").status, 404);
}

TEST_F(Surveys, keep_no_word_in_clear_and_are_derived_anew) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    ASSERT_EQ(act(answers(), R"({"purchase": "t1", "rating": 1, "comment": "Secreto"})").status,
              201);
    auto reader = program_->service().database().fan_out();
    storage::Rows rows = reader->query("select document || result from txn");
    int seen = 0;
    for (; rows.next(); ++seen)
        EXPECT_EQ(rows.text(0).find("Secreto"), std::string_view::npos) << rows.text(0);
    EXPECT_GT(seen, 3);
    const storage::Verified found = storage::verify(*reader);
    EXPECT_EQ(found.findings_count, 0) << (found.findings.empty() ? "" : found.findings[0].detail);
}

TEST_F(Surveys, add_up_in_a_report) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    ASSERT_EQ(act(answers(), R"({"purchase": "t1", "rating": 4, "nps": 10})").status, 201);
    ASSERT_EQ(act("/v1/members/" + friend_ + "/answers", R"({"nps": 2})").status, 201);
    const std::string days = "?from=2026-03-01&to=2026-03-31";
    const Told told = get("/v1/reports/satisfaction" + days);
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("ratings/mean"), "4.00");
    EXPECT_EQ(told.number("ratings/counts/4"), 1);
    EXPECT_EQ(told.string("nps/nps"), "0.0");
    EXPECT_EQ(told.number("nps/n"), 2);
    EXPECT_EQ(get("/v1/reports/satisfaction" + days + "&store=CENTRO").number("nps/n"), 1);
    EXPECT_EQ(get("/v1/reports/satisfaction" + days + "&store=SUR").status, 422);
    EXPECT_EQ(get("/v1/reports/satisfaction?from=2026-03-01").status, 422);
    EXPECT_EQ(get("/v1/reports/satisfaction?from=2026-03-02&to=2026-03-01").status, 422);
}

}  // namespace
}  // namespace vuelve::api
