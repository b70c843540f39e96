#include "app/webhook_signature.h"

#include <gtest/gtest.h>

namespace vuelve::app {
namespace {

constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The example that every implementation of Standard Webhooks is tested with.
TEST(WebhookSignature, is_that_of_the_specification) {
    EXPECT_EQ(sign_webhook(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330,
                           R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, case_35_another_body_id_time_or_secret_gives_another) {
    const std::string right = sign_webhook(secret, "evt_1", 1'000, "{}");
    EXPECT_EQ(sign_webhook(secret, "evt_1", 1'000, "{}"), right);
    EXPECT_NE(sign_webhook(secret, "evt_2", 1'000, "{}"), right);
    EXPECT_NE(sign_webhook(secret, "evt_1", 1'001, "{}"), right);
    EXPECT_NE(sign_webhook(secret, "evt_1", 1'000, "{ }"), right);
    EXPECT_NE(sign_webhook(new_webhook_secret(), "evt_1", 1'000, "{}"), right);
}

TEST(WebhookSignature, case_35_both_secrets_sign_until_the_old_one_ends) {
    const storage::WebhookSecrets secrets{
        .current = new_webhook_secret(), .old = secret, .old_until = Instant{5'000}};
    const std::string now = sign_webhook(secrets.current, "evt_1", 1, "{}");
    const std::string before = sign_webhook(secret, "evt_1", 1, "{}");
    EXPECT_EQ(sign_webhook(secrets, Instant{4'999}, "evt_1", 1, "{}"), now + " " + before);
    EXPECT_EQ(sign_webhook(secrets, Instant{5'000}, "evt_1", 1, "{}"), now);
    EXPECT_EQ(sign_webhook({.current = secret}, Instant{0}, "evt_1", 1, "{}"), before);
}

TEST(WebhookSignature, secrets_are_random_and_long) {
    const std::string made = new_webhook_secret();
    EXPECT_EQ(made.size(), 6 + 32u);
    EXPECT_NE(new_webhook_secret(), made);
}

}  // namespace
}  // namespace vuelve::app
