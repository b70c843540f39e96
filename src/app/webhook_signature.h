#pragma once

#include <string>
#include <string_view>

#include "domain/calendar.h"
#include "storage/webhook_store.h"

/// Standard Webhooks: how a receiver knows that a message is ours. Source: security.md 3 case 35.
namespace vuelve::app {

/// "whsec_" and 24 random bytes in base64.
std::string new_webhook_secret();

/// "v1,<base64 of HMAC-SHA256(secret, id.timestamp.body)>". `seconds` since 1970. The secret is one
/// of ours.
std::string sign_webhook(std::string_view secret,
                         std::string_view id,
                         std::int64_t seconds,
                         std::string_view body);

/// With every secret that is valid at `now`, separated by spaces.
std::string sign_webhook(const storage::WebhookSecrets& secrets,
                         Instant now,
                         std::string_view id,
                         std::int64_t seconds,
                         std::string_view body);

}  // namespace vuelve::app
