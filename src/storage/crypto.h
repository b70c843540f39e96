#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/value.h"

/// The few things we need of libsodium, as values. The layer's only door to it.
namespace vuelve::storage::crypto {

using Hash = std::array<std::uint8_t, 32>;

/// 32 bytes that are wiped when they go.
struct Key {
    std::array<std::uint8_t, 32> bytes{};
    Key() = default;
    Key(const Key&) = default;
    Key& operator=(const Key&) = default;
    ~Key();
};

/// Unpredictable bytes of the system.
void fill_random(std::span<std::uint8_t> bytes);
Key random_key();

Hash sha256(BytesView bytes);
/// Keyed; each part enters with its length, so that parts never run into each other.
Hash hmac_sha256(const Key& key, std::initializer_list<BytesView> parts);
/// As everybody else writes it (RFC 2104): for what others verify.
Hash hmac_sha256(BytesView key, BytesView message);
/// BLAKE2b of 32 bytes, with or without a key; several times quicker than HMAC.
Hash blake2b(std::initializer_list<BytesView> parts, const Key* key = nullptr);
/// Key for `number` and `context` (8 characters) from a master key.
Key derive(const Key& master, std::uint64_t number, std::string_view context);

/// XChaCha20-Poly1305: 24 bytes of nonce, then the ciphertext with its tag. `bound` must be the
/// same at opening.
Bytes seal(const Key& key, BytesView plain, BytesView bound);
/// Nothing when the key, the bytes or `bound` are not those of seal().
std::optional<std::string> open(const Key& key, BytesView sealed, BytesView bound);

using Signature = std::array<std::uint8_t, 64>;
/// Ed25519; `seed` makes the key pair.
Signature sign(const Key& seed, BytesView message);
Hash public_key(const Key& seed);
bool is_signed(const Hash& public_key, BytesView message, const Signature& signature);

/// True when equal; takes the same time wherever they differ.
bool equal(const Hash& a, const Hash& b);

std::string to_hex(BytesView bytes);
std::optional<Bytes> from_hex(std::string_view text);
/// Without padding, of `A-Z a-z 0-9 - _`.
std::string to_base64url(BytesView bytes);

/// RFC 4648 with padding.
std::string to_base64(BytesView bytes);
std::optional<Bytes> from_base64(std::string_view text);

inline BytesView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
/// A number as eight bytes, the lowest first.
std::array<std::uint8_t, 8> bytes_of(std::int64_t number);

}  // namespace vuelve::storage::crypto
