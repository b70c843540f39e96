#include "storage/crypto.h"

#include <sodium.h>

#include <algorithm>

#include "base/ensure.h"

namespace vuelve::storage::crypto {

namespace {

/// The library picks its fastest code once; later calls cost nothing.
void ready() {
    static const bool done = sodium_init() >= 0;
    ensure(done, "libsodium starts");
}

std::array<std::uint8_t, 8> length_of(BytesView part) {
    return bytes_of(static_cast<std::int64_t>(part.size()));
}

std::string encode_base64(BytesView bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();
    return text;
}

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Key::~Key() { sodium_memzero(bytes.data(), bytes.size()); }

void fill_random(std::span<std::uint8_t> bytes) {
    ready();
    randombytes_buf(bytes.data(), bytes.size());
}

Key random_key() {
    Key key;
    fill_random(key.bytes);
    return key;
}

Hash sha256(BytesView bytes) {
    ready();
    Hash hash;
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    return hash;
}

Hash hmac_sha256(const Key& key, std::initializer_list<BytesView> parts) {
    ready();
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.bytes.data(), key.bytes.size());
    for (const BytesView part : parts) {
        const auto length = length_of(part);
        crypto_auth_hmacsha256_update(&state, length.data(), length.size());
        crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    }
    Hash hash;
    crypto_auth_hmacsha256_final(&state, hash.data());
    return hash;
}

Hash hmac_sha256(BytesView key, BytesView message) {
    ready();
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    crypto_auth_hmacsha256_update(&state, message.data(), message.size());
    Hash hash;
    crypto_auth_hmacsha256_final(&state, hash.data());
    return hash;
}

Hash blake2b(std::initializer_list<BytesView> parts, const Key* key) {
    ready();
    crypto_generichash_state state;
    crypto_generichash_init(&state, key ? key->bytes.data() : nullptr, key ? key->bytes.size() : 0,
                            std::tuple_size_v<Hash>);
    for (const BytesView part : parts) {
        const auto length = length_of(part);
        crypto_generichash_update(&state, length.data(), length.size());
        crypto_generichash_update(&state, part.data(), part.size());
    }
    Hash hash;
    crypto_generichash_final(&state, hash.data(), hash.size());
    return hash;
}

Key derive(const Key& master, std::uint64_t number, std::string_view context) {
    ready();
    ensure(context.size() == crypto_kdf_CONTEXTBYTES, "a key's context has eight characters");
    Key key;
    crypto_kdf_derive_from_key(key.bytes.data(), key.bytes.size(), number,
                               std::string(context).c_str(), master.bytes.data());
    return key;
}

Bytes seal(const Key& key, BytesView plain, BytesView bound) {
    Bytes sealed(nonce_size + plain.size() + tag_size);
    fill_random(std::span(sealed).first(nonce_size));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, plain.data(),
                                               plain.size(), bound.data(), bound.size(), nullptr,
                                               sealed.data(), key.bytes.data());
    return sealed;
}

std::optional<std::string> open(const Key& key, BytesView sealed, BytesView bound) {
    ready();
    if (sealed.size() < nonce_size + tag_size) return std::nullopt;
    const BytesView text = sealed.subspan(nonce_size);
    std::string plain(text.size() - tag_size, '\0');
    const int code = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<std::uint8_t*>(plain.data()), nullptr, nullptr, text.data(), text.size(),
        bound.data(), bound.size(), sealed.data(), key.bytes.data());
    if (code != 0) return std::nullopt;
    return plain;
}

bool equal(const Hash& a, const Hash& b) {
    return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

namespace {

struct KeyPair {
    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open;
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    explicit KeyPair(const Key& seed) {
        ready();
        crypto_sign_seed_keypair(open.data(), secret.data(), seed.bytes.data());
    }
    ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }
    KeyPair(const KeyPair&) = delete;
    KeyPair& operator=(const KeyPair&) = delete;
};

}  // namespace

Signature sign(const Key& seed, BytesView message) {
    const KeyPair pair(seed);
    Signature signature;
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                         pair.secret.data());
    return signature;
}

Hash public_key(const Key& seed) { return KeyPair(seed).open; }

bool is_signed(const Hash& public_key, BytesView message, const Signature& signature) {
    ready();
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                       public_key.data()) == 0;
}

std::string to_hex(BytesView bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.empty()) return Bytes{};
    Bytes bytes(text.size() / 2);
    std::size_t size = 0;
    const char* end = nullptr;
    const int code =
        sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end);
    if (code != 0 || size * 2 != text.size()) return std::nullopt;
    return bytes;
}

std::string to_base64url(BytesView bytes) {
    return encode_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string to_base64(BytesView bytes) {
    return encode_base64(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<Bytes> from_base64(std::string_view text) {
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    const char* end = nullptr;
    const int code = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(),
                                       nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
    if (code != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::array<std::uint8_t, 8> bytes_of(std::int64_t number) {
    std::array<std::uint8_t, 8> bytes;
    auto left = static_cast<std::uint64_t>(number);
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(left & 0xFF);
        left >>= 8;
    }
    return bytes;
}

}  // namespace vuelve::storage::crypto
