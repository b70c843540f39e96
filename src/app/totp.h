#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/calendar.h"
#include "storage/value.h"

/// Codes of authenticator apps: RFC 6238, six digits of HMAC-SHA1 every 30 seconds. Source:
/// security.md 4.
namespace vuelve::app {

inline constexpr std::size_t totp_seed_bytes = 20;

/// A fresh seed, as raw bytes.
std::string make_totp_seed();
/// Which 30 seconds it is.
std::int64_t totp_step(Instant at);
std::string totp_code(std::string_view seed, std::int64_t step);
/// The step whose code this is: the present one or a neighbour, later than `used`. Nothing when it
/// is none, or was used before.
std::optional<std::int64_t> find_totp_step(std::string_view seed,
                                           std::string_view code,
                                           Instant now,
                                           std::int64_t used);
/// RFC 4648, without padding: how people type a seed.
std::string to_base32(std::string_view bytes);
/// What the picture that apps read says: "otpauth://totp/...".
std::string totp_address(std::string_view seed, std::string_view shop, std::string_view login);

}  // namespace vuelve::app
