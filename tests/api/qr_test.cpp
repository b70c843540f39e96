#include "app/qr_tokens.h"
#include "card_fixture.h"

namespace vuelve::api {
namespace {

class Qr : public CardTest {
 protected:
    Told look_up(const std::string& token) {
        return post("/v1/members/lookup", R"({"by": "qr:)" + token + "\"}");
    }
    /// As a card makes it that was offline since it read its keys.
    std::string made_by(const Told& card, int key, const std::string& nonce) {
        const std::string place = "keys/" + std::to_string(key) + "/";
        return app::sign_qr_token(
            {.tenant = card.number("tenant"),
             .alias = card.string(place + "alias"),
             .nonce = nonce,
             .signature = {},
             .issued = Instant{program_->service().now().value / 1000 * 1000}},
            card.string(place + "key"));
    }
};

TEST_F(Qr, gives_the_member_and_a_proof_for_ten_minutes) {
    const std::string token = as(sign_in(), "/v1/me/qr").string("token");
    const Told found = look_up(token);
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.string("member"), eva_);
    EXPECT_EQ(found.string("name"), "Eva P.");
    EXPECT_EQ(found.string("proof_expires_at"), "2026-03-10T23:10:00Z");
    const std::string proof = R"("proof": ")" + found.string("proof") + "\"";
    EXPECT_EQ(act("/v1/redemptions", about_eva(R"("reward": "CAFE", )" + proof)).status, 201);
}

TEST_F(Qr, case_08_a_second_use_of_a_qr_is_refused) {
    const std::string token = as(sign_in(), "/v1/me/qr").string("token");
    EXPECT_EQ(look_up(token).status, 200);
    expect_refusal(look_up(token), 401, "TOKEN_REPLAYED");
    // Another till sees the same.
    expect_refusal(send("POST", "/v1/members/lookup", R"({"by": "qr:)" + token + "\"}",
                        key_of("till-2", {"pos"})),
                   401, "TOKEN_REPLAYED");
}

TEST_F(Qr, case_08_a_photograph_is_too_old_after_thirty_seconds) {
    const std::string session = sign_in();
    const std::string token = as(session, "/v1/me/qr").string("token");
    wait(30'000);
    EXPECT_EQ(look_up(token).status, 200);
    const std::string photo = as(session, "/v1/me/qr").string("token");
    wait(31'000);
    expect_refusal(look_up(photo), 401, "TOKEN_EXPIRED");
}

TEST_F(Qr, case_08_an_altered_token_names_nobody) {
    const Told card = as(sign_in(), "/v1/me/qr");
    const std::string token = card.string("token");
    std::string key;
    for (std::size_t i = 0; i < token.size(); ++i) {
        // Whoever looks for so many who are not there is slowed down: each key does a few.
        if (i % 20 == 0) key = key_of("till-" + std::to_string(i), {"pos"});
        std::string altered = token;
        altered[i] = altered[i] == 'A' ? 'B' : altered[i] == '1' ? '2' : 'A';
        if (altered == token) continue;
        const Told told =
            send("POST", "/v1/members/lookup", R"({"by": "qr:)" + altered + "\"}", key);
        EXPECT_TRUE(told.status == 401 || told.status == 404 || told.status == 422)
            << i << " " << altered << told.text;
    }
    EXPECT_EQ(look_up(token).status, 200);
    expect_refusal(look_up("1.2.x.y.z.q"), 404, "UNKNOWN_MEMBER");
    // Of another tenant, though it is right there.
    const std::string other = made_by(card, 0, "AAAAAAAAAAAAAAAA");
    expect_refusal(
        send("POST", "/v1/members/lookup", R"({"by": "qr:)" + other + "\"}", key_with({"pos"})),
        404, "UNKNOWN_MEMBER");
}

TEST_F(Qr, a_card_that_is_offline_makes_its_own_tokens) {
    const Told card = as(sign_in(), "/v1/me/qr");
    EXPECT_EQ(card.size("keys"), 2U);
    EXPECT_EQ(look_up(made_by(card, 0, "AAAAAAAAAAAAAAA1")).status, 200);
    // Tomorrow's key counts from tomorrow (UTC), and today's for a minute more.
    expect_refusal(look_up(made_by(card, 1, "AAAAAAAAAAAAAAA2")), 404, "UNKNOWN_MEMBER");
    pass_to("2026-03-10T19:00:30-05:00");
    EXPECT_EQ(look_up(made_by(card, 0, "AAAAAAAAAAAAAAA3")).status, 200);
    EXPECT_EQ(look_up(made_by(card, 1, "AAAAAAAAAAAAAAA4")).status, 200);
    pass_to("2026-03-10T19:01:01-05:00");
    expect_refusal(look_up(made_by(card, 0, "AAAAAAAAAAAAAAA5")), 404, "UNKNOWN_MEMBER");
    EXPECT_EQ(look_up(made_by(card, 1, "AAAAAAAAAAAAAAA6")).status, 200);
}

TEST_F(Qr, a_phone_that_was_signed_out_shows_nothing_of_use) {
    const std::string session = sign_in();
    const Told card = as(session, "/v1/me/qr");
    EXPECT_EQ(send("DELETE", "/v1/me/session", "", session).status, 204);
    expect_refusal(look_up(made_by(card, 0, "AAAAAAAAAAAAAAA1")), 404, "UNKNOWN_MEMBER");
}

}  // namespace
}  // namespace vuelve::api
