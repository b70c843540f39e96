#include "storage/password_hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/ensure.h"
#include "storage/storage_error.h"

namespace vuelve::storage {
namespace {

std::size_t bytes_in(const PasswordCost& cost) {
    constexpr std::size_t mebibyte = std::size_t{1} << 20;
    return static_cast<std::size_t>(cost.memory_mib) * mebibyte;
}

}  // namespace

std::string hash_password(std::string_view password, const PasswordCost& cost) {
    ensure(cost.memory_mib >= password_cost_floor.memory_mib &&
               cost.passes >= password_cost_floor.passes,
           "a password costs at least the floor");
    ensure(sodium_init() >= 0, "libsodium is there");
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    const int code = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                                           static_cast<unsigned long long>(cost.passes),
                                           bytes_in(cost), crypto_pwhash_ALG_ARGON2ID13);
    if (code != 0) throw StorageError(Trouble::Busy, "no memory is left to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool is_password(const std::string& hash, std::string_view password) {
    ensure(sodium_init() >= 0, "libsodium is there");
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(const std::string& hash, const PasswordCost& cost) {
    return crypto_pwhash_str_needs_rehash(
               hash.c_str(), static_cast<unsigned long long>(cost.passes), bytes_in(cost)) != 0;
}

Sha1 hmac_sha1(BytesView key, BytesView message) {
    Sha1 hash{};
    unsigned int size = 0;
    const auto* made = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(),
                            message.size(), hash.data(), &size);
    ensure(made != nullptr && size == hash.size(), "SHA-1 has twenty bytes");
    return hash;
}

}  // namespace vuelve::storage
