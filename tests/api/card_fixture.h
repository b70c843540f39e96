#pragma once

#include "shop_fixture.h"

/// The shop, where nothing is spent without proof, and Eva, who has a phone, an e-mail, a card and
/// 1,000 points.
namespace vuelve::api {

class CardTest : public ShopTest {
 protected:
    CardTest() {
        const Told told = act("/v1/members", R"({"name": "Eva Paz", "identities": [
            "phone:+593991112233", "email:eva@example.com", "card:7001000099"]})");
        ensure(told.status == 201, "Eva is enrolled");
        eva_ = told.string("member");
        ensure(act("/v1/adjustments", R"({"member": ")" + eva_ +
                                          R"(", "currency": "PTS", "points": 1000, "reason": "x"})")
                       .status == 201,
               "Eva has points");
        spend_freely_up_to(0);
    }

    void spend_freely_up_to(std::int64_t amount) {
        const Told told =
            send("PUT", "/v1/settings",
                 R"({"spend_without_proof_max": )" + std::to_string(amount) + "}", key_);
        EXPECT_EQ(told.status, 200) << told.text;
    }
    /// A while later.
    void wait(std::int64_t ms) {
        const Instant then = program_->service().now() + ms;
        pass_to(format_instant(then));
    }
    Told open(const std::string& target, const std::string& body) {
        return send("POST", target, body, "");
    }
    Told as(const std::string& token, const std::string& target) {
        return send("GET", target, "", token);
    }
    Told as(const std::string& token, const std::string& target, const std::string& body) {
        return send("POST", target, body, token,
                    {"Idempotency-Key: own" + std::to_string(++own_keys_)});
    }
    Told ask_code(const std::string& contact = R"("phone": "+593991112233")") {
        return open("/v1/me/codes", R"({"programme": "TIENDA", )" + contact + "}");
    }
    /// What waits to be sent and is of this kind; the last one.
    std::string sent(const std::string& kind, const std::string& field = "code") {
        const Told told = get("/v1/card-messages?limit=200");
        EXPECT_EQ(told.status, 200) << told.text;
        std::string found;
        for (std::size_t i = 0; i < told.size("items"); ++i) {
            const std::string item = "items/" + std::to_string(i) + "/";
            if (told.string(item + "kind") == kind) found = told.string(item + field);
        }
        return found;
    }
    std::size_t count_sent(const std::string& kind) {
        const Told told = get("/v1/card-messages?limit=200");
        std::size_t count = 0;
        for (std::size_t i = 0; i < told.size("items"); ++i)
            count += told.string("items/" + std::to_string(i) + "/kind") == kind ? 1 : 0;
        return count;
    }
    static std::string presented(const std::string& request,
                                 const std::string& code,
                                 const std::string& more = "") {
        return R"({"request": ")" + request + R"(", "code": ")" + code + "\"" + more + "}";
    }
    /// The token of a session of Eva's.
    std::string sign_in(const std::string& contact = R"("phone": "+593991112233")") {
        const Told asked = ask_code(contact);
        EXPECT_EQ(asked.status, 202) << asked.text;
        const Told told =
            open("/v1/me/sessions",
                 presented(asked.string("request"), sent("sign_in"), R"(, "device": "phone")"));
        EXPECT_EQ(told.status, 201) << told.text;
        return told.string("token");
    }
    void step_up(const std::string& token) {
        const Told asked = as(token, "/v1/me/step-up", "{}");
        EXPECT_EQ(asked.status, 202) << asked.text;
        EXPECT_EQ(
            as(token, "/v1/me/step-up/confirm", presented(asked.string("request"), sent("step_up")))
                .status,
            204);
    }
    static std::string wrong(const std::string& code) {
        return code == "000000" ? "000001" : "000000";
    }
    std::string about_eva(const std::string& fields) const {
        return R"({"member": ")" + eva_ + "\", " + fields + "}";
    }

    std::string eva_;

 private:
    int own_keys_ = 0;
};

}  // namespace vuelve::api
