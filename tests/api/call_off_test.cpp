#include "app/retention.h"
#include "card_fixture.h"

namespace vuelve::api {
namespace {

/// A member who wants to be erased, and may still think otherwise.
class CallOff : public CardTest {
 protected:
    CallOff() { token_ = sign_in(); }

    Told announce() { return as(token_, "/v1/me/erasure", R"({"confirm": true, "later": true})"); }
    Told call_off() { return send("DELETE", "/v1/me/erasure", "", token_); }
    Told home(const Lines& lines = {}) { return send("GET", "/v1/me/home", "", token_, lines); }
    void sweep() {
        app::OpenProgramme* programme = program_->service().programmes().find({2, 1});
        ASSERT_NE(programme, nullptr);
        const auto done =
            app::keep_retention(program_->service(), *programme, app::RetentionMode::Real);
        ASSERT_TRUE(done.has_value());
    }
    std::string state() { return get("/v1/members/" + eva_).string("state"); }

    std::string token_;
};

TEST_F(CallOff, keeps_the_card_and_says_so_until_the_last_day) {
    expect_refusal(announce(), 403, "STEP_UP_REQUIRED");
    step_up(token_);
    const Told announced = announce();
    ASSERT_EQ(announced.status, 202) << announced.text;
    EXPECT_EQ(announced.string("state"), "open");
    const std::string last_day = announced.string("call_off_until");
    ASSERT_EQ(last_day.size(), 10U) << announced.text;
    const Told first = home();
    EXPECT_EQ(first.string("erasure/call_off_until"), last_day) << first.text;
    EXPECT_TRUE(first.string("erasure/text").starts_with("Tu tarjeta y todo")) << first.text;
    EXPECT_TRUE(home({"Accept-Language: en"}).string("erasure/text").starts_with("Your card"));
    EXPECT_TRUE(home({"Accept-Language: pt"}).string("erasure/text").starts_with("Seu cart"));
    EXPECT_EQ(announce().string("request"), announced.string("request")) << "once is enough";

    const Told kept = call_off();
    ASSERT_EQ(kept.status, 200) << kept.text;
    EXPECT_EQ(kept.string("state"), "refused");
    EXPECT_TRUE(at(home().body, "erasure").is_null());
    expect_refusal(call_off(), 409, "INVALID_STATE");
    wait(40 * ms_per_day);
    sweep();
    EXPECT_EQ(state(), "active");
}

TEST_F(CallOff, or_is_erased_when_the_days_are_over) {
    step_up(token_);
    const Told announced = announce();
    ASSERT_EQ(announced.status, 202) << announced.text;
    sweep();
    EXPECT_EQ(state(), "active");
    pass_to(announced.string("erase_at"));
    sweep();
    EXPECT_EQ(state(), "anonymised");
    EXPECT_EQ(home().status, 401) << "the session is over";
    const Told requests = get("/v1/privacy/requests?state=done");
    EXPECT_EQ(requests.string("items/0/request"), announced.string("request")) << requests.text;
    EXPECT_LE(requests.string("items/0/closed_at"), requests.string("items/0/due_at"));
    EXPECT_EQ(get("/v1/privacy/erasures").string("items/0/cause"), "own");
}

TEST_F(CallOff, at_once_is_as_it_was) {
    step_up(token_);
    EXPECT_EQ(as(token_, "/v1/me/erasure", R"({"confirm": true})").status, 200);
    EXPECT_EQ(state(), "anonymised");
}

}  // namespace
}  // namespace vuelve::api
