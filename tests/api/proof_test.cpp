#include "card_fixture.h"

namespace vuelve::api {
namespace {

class Proof : public CardTest {
 protected:
    std::string proof_by_code(const std::string& token) {
        const Told shown = as(token, "/v1/me/till-code", "{}");
        EXPECT_EQ(shown.status, 201) << shown.text;
        const Told found = post("/v1/members/lookup", R"({"by": "card:7001000099", "code": ")" +
                                                          shown.string("code") + "\"}");
        EXPECT_EQ(found.status, 200) << found.text;
        return found.string("proof");
    }
    std::string paid_with_points(const std::string& id,
                                 std::int64_t points,
                                 const std::string& more = "") const {
        return R"({"id": ")" + id + R"(", "member": ")" + eva_ +
               R"(", "lines": [{"quantity": 1, "unit_price": 1000}], "tenders": [
                 {"type": "points", "currency": "PTS", "points": )" +
               std::to_string(points) + R"(, "amount": )" + std::to_string(points / 5) +
               R"(}, {"type": "cash", "amount": )" + std::to_string(1000 - points / 5) + "}]" +
               more + "}";
    }
};

TEST_F(Proof, case_07_a_bare_card_number_cannot_burn) {
    const Told found = post("/v1/members/lookup", R"({"by": "card:7001000099"})");
    EXPECT_EQ(found.status, 200);
    EXPECT_EQ(found.string("proof"), "");
    const std::string card = R"({"member": "card:7001000099", )";
    for (const auto& [target, body] :
         {std::pair{"/v1/redemptions", card + R"("reward": "CAFE"})"},
          {"/v1/reservations", card + R"("currency": "PTS", "points": 100})"},
          {"/v1/conversions", card + R"("from": "PTS", "to": "CASH", "points": 100})"},
          {"/v1/transfers",
           card + R"("to": ")" + friend_ + R"(", "currency": "PTS", "points": 100})"}}) {
        expect_refusal(act(target, body), 403, "STEP_UP_REQUIRED");
        std::string guessed = body;
        guessed.insert(guessed.size() - 1, R"(, "proof": "prf_guessed")");
        expect_refusal(act(target, guessed), 403, "STEP_UP_REQUIRED");
    }
    expect_refusal(post("/v1/purchases", paid_with_points("p1", 100)), 403, "STEP_UP_REQUIRED");
    // Nothing of it was kept: the same id may still become a sale.
    EXPECT_EQ(points(eva_), 1000);
}

TEST_F(Proof, a_code_the_member_tells_lets_the_same_key_spend_for_ten_minutes) {
    const std::string proof = proof_by_code(sign_in());
    ASSERT_NE(proof, "");
    const std::string with = R"(, "proof": ")" + proof + "\"";
    EXPECT_EQ(post("/v1/purchases", paid_with_points("p1", 100, with)).status, 201);
    EXPECT_EQ(act("/v1/redemptions", about_eva(R"("reward": "CAFE")" + with)).status, 201);
    // For nobody else, and with no other key.
    expect_refusal(
        act("/v1/redemptions", R"({"member": ")" + friend_ + R"(", "reward": "CAFE")" + with + "}"),
        403, "STEP_UP_REQUIRED");
    const std::string other = key_of("till-2", {"pos"});
    expect_refusal(send("POST", "/v1/redemptions", about_eva(R"("reward": "CAFE")" + with), other,
                        {"Idempotency-Key: o1"}),
                   403, "STEP_UP_REQUIRED");
    wait(10 * 60'000);
    expect_refusal(act("/v1/redemptions", about_eva(R"("reward": "CAFE")" + with)), 403,
                   "STEP_UP_REQUIRED");
    // What was done stays done, whoever asks again and whatever the proof is by now.
    EXPECT_EQ(post("/v1/purchases", paid_with_points("p1", 100)).header("Idempotent-Replayed"),
              "true");
}

TEST_F(Proof, the_cashier_asks_for_a_code_and_never_sees_it) {
    const Told asked = act("/v1/members/" + eva_ + "/till-codes", "{}");
    EXPECT_EQ(asked.status, 202) << asked.text;
    EXPECT_EQ(asked.text.find("code\""), std::string::npos);
    const std::string code = sent("till");
    const auto look_up = [&](const std::string& typed) {
        return post("/v1/members/lookup",
                    R"({"by": "phone:+593991112233", "code": ")" + typed + "\"}");
    };
    expect_refusal(look_up(wrong(code)), 401, "UNAUTHENTICATED");
    EXPECT_NE(look_up(code).string("proof"), "");
    expect_refusal(look_up(code), 401, "TOKEN_REPLAYED");
}

TEST_F(Proof, a_little_a_day_needs_none) {
    spend_freely_up_to(40);  // 200 points
    EXPECT_EQ(post("/v1/purchases", paid_with_points("p1", 100)).status, 201);
    EXPECT_EQ(post("/v1/purchases", paid_with_points("p2", 100)).status, 201);
    expect_refusal(post("/v1/purchases", paid_with_points("p3", 100)), 403, "STEP_UP_REQUIRED");
    expect_refusal(act("/v1/reservations", about_eva(R"("currency": "PTS", "points": 100)")), 403,
                   "STEP_UP_REQUIRED");
    wait(ms_per_day);
    EXPECT_EQ(post("/v1/purchases", paid_with_points("p4", 100)).status, 201);
    // A quote holds nothing and needs none.
    std::string quote = paid_with_points("x", 200);
    quote.erase(1, std::string(R"("id": "x", )").size());
    EXPECT_EQ(post("/v1/quotes", quote).status, 200);
}

TEST_F(Proof, reserved_points_were_proved_when_they_were_reserved) {
    const std::string proof = proof_by_code(sign_in());
    const Told held =
        act("/v1/reservations",
            about_eva(R"("currency": "PTS", "points": 100, "proof": ")" + proof + "\""));
    ASSERT_EQ(held.status, 201) << held.text;
    wait(11 * 60'000);
    EXPECT_EQ(act("/v1/reservations/" + held.string("reservation") + "/capture", "{}").status, 200);
}

TEST_F(Proof, case_09_a_batch_of_an_offline_till_counts_once_and_within_the_limit) {
    spend_freely_up_to(20);
    const std::string batch = R"({"items": [)" +
                              paid_with_points("o1", 100, R"(, "offline": true)") + ", " +
                              paid_with_points("o2", 100, R"(, "offline": true)") + "]}";
    const Told first = post("/v1/purchases/batch", batch);
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.string("items/0/status"), "ok");
    EXPECT_EQ(first.string("items/1/code"), "STEP_UP_REQUIRED");
    const std::int64_t left = points(eva_);
    const Told again = post("/v1/purchases/batch", batch);
    EXPECT_EQ(again.string("items/0/txn"), first.string("items/0/txn"));
    EXPECT_EQ(again.string("items/1/code"), "STEP_UP_REQUIRED");
    EXPECT_EQ(points(eva_), left);
    // A proof is of no use offline: nobody could have shown it there.
    const std::string proof = proof_by_code(sign_in());
    expect_refusal(
        post("/v1/purchases",
             paid_with_points("o3", 100, R"(, "offline": true, "proof": ")" + proof + "\"")),
        403, "STEP_UP_REQUIRED");
}

}  // namespace
}  // namespace vuelve::api
