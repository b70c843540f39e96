#include "app/webhook_signature.h"

#include <array>

#include "base/ensure.h"

namespace vuelve::app {
namespace {

namespace crypto = storage::crypto;
constexpr std::string_view secret_prefix = "whsec_";

}  // namespace

std::string new_webhook_secret() {
    std::array<std::uint8_t, 24> bytes{};
    crypto::fill_random(bytes);
    return std::string(secret_prefix) + crypto::to_base64(bytes);
}

std::string sign_webhook(std::string_view secret,
                         std::string_view id,
                         std::int64_t seconds,
                         std::string_view body) {
    ensure(secret.starts_with(secret_prefix), "a webhook's secret is one of ours");
    const auto key = crypto::from_base64(secret.substr(secret_prefix.size()));
    ensure(key.has_value(), "a webhook's secret is base64");
    std::string text(id);
    text += '.';
    text += std::to_string(seconds);
    text += '.';
    text += body;
    return "v1," + crypto::to_base64(crypto::hmac_sha256(*key, crypto::bytes_of(text)));
}

std::string sign_webhook(const storage::WebhookSecrets& secrets,
                         Instant now,
                         std::string_view id,
                         std::int64_t seconds,
                         std::string_view body) {
    std::string signatures = sign_webhook(secrets.current, id, seconds, body);
    if (!secrets.old.empty() && now < secrets.old_until)
        signatures += ' ' + sign_webhook(secrets.old, id, seconds, body);
    return signatures;
}

}  // namespace vuelve::app
