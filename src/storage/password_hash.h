#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/crypto.h"

/// What people know, as hashes, and the hash of one-time codes (RFC 6238). Source: security.md 4.
namespace vuelve::storage {

/// Of argon2id. Never below the floor.
struct PasswordCost {
    std::int64_t memory_mib = 64;
    int passes = 3;
};
inline constexpr PasswordCost password_cost_floor{.memory_mib = 19, .passes = 2};

/// argon2id with one lane, parameters and salt inside the text. Takes tens of milliseconds and the
/// memory of `cost`.
std::string hash_password(std::string_view password, const PasswordCost& cost);
/// Takes as long as the hashing did. False for what is no hash.
bool is_password(const std::string& hash, std::string_view password);
/// Was it hashed at another cost?
bool needs_rehash(const std::string& hash, const PasswordCost& cost);

/// HMAC-SHA1 of RFC 2104, for authenticator apps: they know no other.
using Sha1 = std::array<std::uint8_t, 20>;
Sha1 hmac_sha1(BytesView key, BytesView message);

}  // namespace vuelve::storage
