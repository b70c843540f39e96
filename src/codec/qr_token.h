#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/calendar.h"

/// The member's rotating QR: `1.<tenant>.<alias>.<issued>.<nonce>.<signature>`. Source: security.md
/// 4, docs/guide/card.md.
namespace vuelve {

struct QrParts {
    std::int64_t tenant = 0;
    std::string alias, nonce, signature;
    Instant issued{};  // to the second
};

/// What is signed: everything before the last point.
std::string qr_signed_text(const QrParts& parts);
/// Nothing for what has not exactly this form. The signature is not looked at.
std::optional<QrParts> parse_qr_token(std::string_view text);

}  // namespace vuelve
