#include "storage/vault.h"

#include <algorithm>

#include "codec/crockford.h"

namespace vuelve::storage {

namespace {

using crypto::bytes_of;

/// Version, and 2 bytes for the key's number.
constexpr std::uint8_t seal_version = 1;
constexpr std::size_t header_size = 3;
/// Members have one data key each; the number is in the blob for the day when it is changed.
constexpr int data_key_no = 1;

Hash16 first_half(const crypto::Hash& hash) {
    Hash16 half;
    std::copy_n(hash.begin(), half.size(), half.begin());
    return half;
}

/// What a sealed value is bound to. The text goes last, so that no two places look the same.
Bytes bound_to(std::int64_t tenant_id,
               std::int64_t owner,
               std::int64_t row_version,
               std::string_view field) {
    Bytes bound;
    for (const std::int64_t number : {tenant_id, owner, row_version}) {
        const auto bytes = bytes_of(number);
        bound.insert(bound.end(), bytes.begin(), bytes.end());
    }
    bound.insert(bound.end(), field.begin(), field.end());
    return bound;
}

Bytes seal_with(const crypto::Key& key, int key_no, BytesView plain, BytesView bound) {
    Bytes sealed{seal_version, static_cast<std::uint8_t>(key_no & 0xFF),
                 static_cast<std::uint8_t>(key_no >> 8)};
    const Bytes rest = crypto::seal(key, plain, bound);
    sealed.insert(sealed.end(), rest.begin(), rest.end());
    return sealed;
}

int key_no_of(BytesView sealed) {
    if (sealed.size() < header_size || sealed[0] != seal_version) {
        throw StorageError(Trouble::Corrupt, "a sealed value has no known form");
    }
    return sealed[1] + (sealed[2] << 8);
}

std::string open_with(const crypto::Key& key, BytesView sealed, BytesView bound) {
    auto plain = crypto::open(key, sealed.subspan(header_size), bound);
    if (!plain) {
        throw StorageError(Trouble::Corrupt,
                           "a sealed value does not open: it was moved or changed, or the key ring "
                           "is another one");
    }
    return *std::move(plain);
}

}  // namespace

Vault::Vault(const KeyRing& ring, std::int64_t tenant_id)
    : tenant_id_(tenant_id),
      index_(ring.derive(tenant_id, KeyPurpose::Index, 1)),
      request_(ring.derive(tenant_id, KeyPurpose::Request, 1)),
      code_(ring.derive(tenant_id, KeyPurpose::Code, 1)),
      audit_(ring.derive(tenant_id, KeyPurpose::Audit, 1)),
      sign_(ring.derive(tenant_id, KeyPurpose::Sign, 1)),
      qr_(ring.derive(tenant_id, KeyPurpose::Qr, 1)) {
    for (int number = 1; number <= ring.newest(); ++number) {
        pii_.push_back(ring.derive(tenant_id, KeyPurpose::Pii, number));
        receipt_.push_back(ring.derive(tenant_id, KeyPurpose::Receipt, number));
    }
}

Bytes Vault::wrap(HolderId holder, const DataKey& key) const {
    return seal_with(pii_.back(), key_no(), key.key.bytes,
                     bound_to(tenant_id_, holder.value, 0, "data-key"));
}

DataKey Vault::unwrap(HolderId holder, BytesView wrapped) const {
    const auto number = static_cast<std::size_t>(key_no_of(wrapped));
    if (number < 1 || number > pii_.size()) {
        throw StorageError(Trouble::Keys, "the key ring has no key " + std::to_string(number) +
                                              ": it is older than the data");
    }
    std::string plain =
        open_with(pii_[number - 1], wrapped, bound_to(tenant_id_, holder.value, 0, "data-key"));
    DataKey key;
    if (plain.size() != key.key.bytes.size())
        throw StorageError(Trouble::Corrupt, "a data key has the wrong length");
    std::ranges::copy(plain, key.key.bytes.begin());
    std::ranges::fill(plain, '\0');
    return key;
}

Bytes Vault::seal(const DataKey& key, const FieldPlace& place, std::string_view plain) const {
    return seal_with(key.key, data_key_no, bytes_of(plain),
                     bound_to(tenant_id_, place.holder.value, place.row_version, place.field));
}

std::string Vault::open(const DataKey& key, const FieldPlace& place, BytesView sealed) const {
    if (key_no_of(sealed) != data_key_no)
        throw StorageError(Trouble::Keys, "a field names an unknown data key");
    return open_with(key.key, sealed,
                     bound_to(tenant_id_, place.holder.value, place.row_version, place.field));
}

Bytes Vault::seal_secret(std::string_view name, std::int64_t owner, std::string_view plain) const {
    return seal_with(pii_.back(), key_no(), bytes_of(plain), bound_to(tenant_id_, owner, -1, name));
}

std::string Vault::open_secret(std::string_view name, std::int64_t owner, BytesView sealed) const {
    const auto number = static_cast<std::size_t>(key_no_of(sealed));
    if (number < 1 || number > pii_.size())
        throw StorageError(Trouble::Keys, "a secret names an unknown key");
    return open_with(pii_[number - 1], sealed, bound_to(tenant_id_, owner, -1, name));
}

Hash16 Vault::blind_index(std::string_view field, std::string_view normalised) const {
    return first_half(crypto::hmac_sha256(index_, {bytes_of(field), bytes_of(normalised)}));
}

Hash16 Vault::key_hash(std::int64_t programme_id, std::string_view key) const {
    const auto programme = bytes_of(programme_id);
    return first_half(crypto::blake2b({bytes_of("key"), programme, bytes_of(key)}, &request_));
}

Hash16 Vault::code_hash(std::string_view code) const {
    return first_half(crypto::hmac_sha256(code_, {bytes_of(code)}));
}

crypto::Hash Vault::card_mac(std::string_view what, BytesView said) const {
    return crypto::hmac_sha256(code_, {bytes_of("card"), bytes_of(what), said});
}

crypto::Key Vault::qr_key(std::int64_t day) const {
    return crypto::derive(qr_, static_cast<std::uint64_t>(day), "qr-daily");
}

std::string Vault::referral_code(HolderId holder) const {
    constexpr std::size_t symbols = 13;
    const Hash16 hash =
        first_half(crypto::hmac_sha256(code_, {bytes_of("referral"), bytes_of(holder.value)}));
    unsigned __int128 number = 0;
    for (const std::uint8_t byte : hash) number = (number << 8U) | byte;
    std::string code = crockford::encode(number, symbols);
    code += crockford::check_symbol(code);
    return code;
}

Hash16 Vault::request_hash(std::string_view canonical) const {
    return first_half(crypto::blake2b({bytes_of("request"), bytes_of(canonical)}, &request_));
}

crypto::Hash Vault::link_signature(int number, BytesView said) const {
    return crypto::hmac_sha256(receipt_.at(static_cast<std::size_t>(number) - 1), {said});
}

Hash16 Vault::audit_link(const Hash16& previous, BytesView canonical_row) const {
    return first_half(crypto::blake2b({previous, canonical_row}, &audit_));
}

Hash16 chain_link(const Hash16& previous, BytesView canonical_row) {
    return first_half(crypto::blake2b({previous, canonical_row}));
}

}  // namespace vuelve::storage
