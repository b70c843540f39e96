#include "card_fixture.h"

namespace vuelve::api {
namespace {

class OwnPages : public CardTest {
 protected:
    OwnPages() { token_ = sign_in(); }

    Told read(const std::string& page) { return as(token_, "/v1/me/" + page); }
    std::string eva_buys(const std::string& id, std::int64_t amount) {
        return R"({"id": ")" + id + R"(", "member": ")" + eva_ +
               R"(", "lines": [{"quantity": 1, "unit_price": )" + std::to_string(amount) + "}]}";
    }
    static bool truth(const Told& told, const std::string& path) {
        const auto* found = at(told.body, path).get_if<bool>();
        EXPECT_NE(found, nullptr) << path << told.text;
        return found && *found;
    }
    /// A session of somebody who joined with this phone.
    std::string somebody(const std::string& phone) {
        const Told asked = ask_code(R"("phone": ")" + phone + "\"");
        return open("/v1/me/join", presented(asked.string("request"), sent("join"),
                                             R"(, "of_age": true, "name": "Lía Paz")"))
            .string("token");
    }

    std::string token_;
};

TEST_F(OwnPages, every_movement_has_its_sentence) {
    ASSERT_EQ(post("/v1/purchases", eva_buys("m1", 1000)).status, 201);
    const Told told = read("history?explain=text");
    ASSERT_EQ(told.size("items"), 2U) << told.text;
    EXPECT_EQ(told.string("items/0/text"), "Compra de 10.00 USD en CENTRO. Ganaste 10 PTS.");
    EXPECT_EQ(told.string("items/1/text"),
              "Ajuste de la tienda. La tienda te dio 1,000 PTS. Motivo: x.");
    EXPECT_FALSE(read("history").text.contains("\"text\""));
    const Told english =
        send("GET", "/v1/me/history?explain=text", "", token_, {"Accept-Language: en"});
    EXPECT_EQ(english.string("items/0/text"),
              "Purchase of 10.00 USD at CENTRO. You earned 10 PTS.");
}

TEST_F(OwnPages, history_is_read_by_kind_and_by_month) {
    ASSERT_EQ(post("/v1/purchases", eva_buys("k1", 1000)).status, 201);
    wait(25 * ms_per_day);
    ASSERT_EQ(post("/v1/purchases", eva_buys("k2", 2000)).status, 201);
    const Told purchases = read("history?kind=purchase");
    ASSERT_EQ(purchases.size("items"), 2U) << purchases.text;
    const Told first = read("history?kind=purchase&limit=1");
    EXPECT_EQ(first.string("items/0/purchase"), "k2");
    const Told second = read("history?kind=purchase&limit=1&cursor=" + first.string("next"));
    EXPECT_EQ(second.string("items/0/purchase"), "k1") << second.text;
    EXPECT_TRUE(at(second.body, "next").is_null()) << second.text;
    EXPECT_EQ(read("history?month=2026-03").size("items"), 2U);
    EXPECT_EQ(read("history?month=2026-04").string("items/0/purchase"), "k2");
    EXPECT_EQ(read("history?from=2026-03&to=2026-04&kind=purchase,adjustment").size("items"), 3U);
    EXPECT_EQ(read("history?to=2026-02").size("items"), 0U);
    expect_refusal(read("history?kind=gift"), 422, "VALIDATION_FAILED");
    expect_refusal(read("history?month=march"), 422, "VALIDATION_FAILED");
    expect_refusal(read("history?from=2026-04&to=2026-03"), 422, "VALIDATION_FAILED");
}

TEST_F(OwnPages, one_movement_says_what_counted_and_what_did_not) {
    ASSERT_EQ(post("/v1/purchases", eva_buys("w1", 1000)).status, 201);
    const std::string txn = read("history").string("items/0/txn");
    const Told told = read("history/" + txn);
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("text"), "Compra de 10.00 USD en CENTRO. Ganaste 10 PTS.");
    EXPECT_EQ(told.string("explanation/0/rule"), "base");
    EXPECT_TRUE(truth(told, "explanation/0/counted"));
    EXPECT_EQ(told.string("explanation/1/rule"), "cupon");
    EXPECT_FALSE(truth(told, "explanation/1/counted"));
    EXPECT_EQ(told.number("explanation/1/missing"), 4000);
    EXPECT_EQ(send("GET", told.string("link"), "", "").status, 200);
    // Nobody opens what moved for somebody else.
    ASSERT_EQ(post("/v1/purchases", ticket("w2", 1000)).status, 201);
    const std::string other = get("/v1/members/" + member_ + "/history").string("items/0/txn");
    expect_refusal(read("history/" + other), 404, "NOT_FOUND");
    expect_refusal(read("history/txn_0"), 404, "NOT_FOUND");
}

TEST_F(OwnPages, a_household_is_made_shared_by_a_code_and_left) {
    EXPECT_TRUE(at(read("household").body, "household").is_null());
    expect_refusal(as(token_, "/v1/me/household/invitations", "{}"), 409, "INVALID_STATE");
    const Told made = as(token_, "/v1/me/household", "{}");
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_TRUE(truth(made, "owner"));
    EXPECT_EQ(made.string("members/0/name"), "Eva P.");
    EXPECT_EQ(made.number("balances/PTS/available"), 1000);
    const Told invite = as(token_, "/v1/me/household/invitations", "{}");
    ASSERT_EQ(invite.status, 201) << invite.text;
    const std::string code = R"({"code": ")" + invite.string("code") + "\"}";

    const std::string lia = somebody("+593987000111");
    expect_refusal(as(lia, "/v1/me/household/join", code), 403, "STEP_UP_REQUIRED");
    const auto confirm = [&] {
        const Told asked = as(lia, "/v1/me/step-up", "{}");
        EXPECT_EQ(
            as(lia, "/v1/me/step-up/confirm", presented(asked.string("request"), sent("step_up")))
                .status,
            204);
    };
    wait(31'000);
    confirm();
    expect_refusal(as(lia, "/v1/me/household/join", R"({"code": "hhd_1.2.3"})"), 404, "NOT_FOUND");
    std::string forged = invite.string("code");
    forged.back() = forged.back() == 'A' ? 'B' : 'A';
    expect_refusal(as(lia, "/v1/me/household/join", R"({"code": ")" + forged + "\"}"), 404,
                   "NOT_FOUND");
    const Told joined = as(lia, "/v1/me/household/join", code);
    ASSERT_EQ(joined.status, 200) << joined.text;
    EXPECT_EQ(joined.size("members"), 2U);
    EXPECT_FALSE(truth(joined, "owner"));
    EXPECT_EQ(joined.number("balances/PTS/available"), 1000);
    expect_refusal(as(lia, "/v1/me/household/invitations", "{}"), 403, "FORBIDDEN");

    const Told left = send("POST", "/v1/me/household/leave", "{}", lia, {"Idempotency-Key: l"});
    ASSERT_EQ(left.status, 200) << left.text;
    EXPECT_TRUE(at(left.body, "household").is_null());
    const Told again = send("POST", "/v1/me/household/leave", "{}", lia, {"Idempotency-Key: l"});
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true") << again.text;
    EXPECT_EQ(read("household").size("members"), 1U);
}

TEST_F(OwnPages, a_code_for_a_household_ends_after_a_day) {
    ASSERT_EQ(as(token_, "/v1/me/household", "{}").status, 201);
    const std::string code = as(token_, "/v1/me/household/invitations", "{}").string("code");
    wait(ms_per_day);
    const std::string lia = somebody("+593987000111");
    wait(31'000);
    const Told asked = as(lia, "/v1/me/step-up", "{}");
    ASSERT_EQ(as(lia, "/v1/me/step-up/confirm", presented(asked.string("request"), sent("step_up")))
                  .status,
              204);
    expect_refusal(as(lia, "/v1/me/household/join", R"({"code": ")" + code + "\"}"), 401,
                   "TOKEN_EXPIRED");
}

TEST_F(OwnPages, leaderboards_and_plans_that_are_not_there_are_not_found) {
    EXPECT_EQ(read("leaderboards").size("items"), 0U);
    expect_refusal(read("leaderboards/NADA"), 404, "NOT_FOUND");
    EXPECT_EQ(as(token_, "/v1/me/subscriptions/NADA/cancel", "{}").status, 404);
}

}  // namespace
}  // namespace vuelve::api
