#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/command.h"
#include "storage/key_ring.h"
#include "storage/storage_error.h"

/// Sealing of personal data and the keyed hashes that find it again. Source: security.md 2, 5;
/// contract.md 7.
namespace vuelve::storage {

/// Where a sealed value belongs. It opens nowhere else, so rows and fields cannot be swapped, nor
/// old values put back.
struct FieldPlace {
    HolderId holder{};
    std::string_view field;
    std::int64_t row_version = 0;
};

/// A member's own key: random, kept wrapped in `member_key`. Destroying that row destroys every
/// field sealed with it.
struct DataKey {
    crypto::Key key;
};

/// The keys of one tenant. Immutable: any thread.
class Vault {
 public:
    Vault(const KeyRing& ring, std::int64_t tenant_id);

    static DataKey new_data_key() { return {crypto::random_key()}; }
    /// Number of the master key that wrap() uses; stored beside the wrapped key.
    int key_no() const { return static_cast<int>(pii_.size()); }
    Bytes wrap(HolderId holder, const DataKey& key) const;
    /// Errors: Corrupt when it was wrapped for another holder, tenant or key ring; Keys when the
    /// ring is too old.
    DataKey unwrap(HolderId holder, BytesView wrapped) const;

    /// version, key number, nonce, ciphertext.
    Bytes seal(const DataKey& key, const FieldPlace& place, std::string_view plain) const;
    /// Errors: Corrupt when it was not sealed by this key for this place.
    std::string open(const DataKey& key, const FieldPlace& place, BytesView sealed) const;

    /// For what belongs to the tenant and to no member: TOTP seeds, webhook and mail secrets.
    /// `owner` is the row's id.
    Bytes seal_secret(std::string_view name, std::int64_t owner, std::string_view plain) const;
    std::string open_secret(std::string_view name, std::int64_t owner, BytesView sealed) const;

    /// Finds a personal value without keeping it. `field` is "phone", "email" ...; `normalised` by
    /// the rules of domain 1.4.
    Hash16 blind_index(std::string_view field, std::string_view normalised) const;
    /// Hash of a command's key within a programme, or of a voucher's or referral's code.
    Hash16 key_hash(std::int64_t programme_id, std::string_view key) const;
    Hash16 code_hash(std::string_view code) const;
    /// What a one-time code or a link of a member's is made of: keyed, so that only who holds the
    /// key ring can. `what` tells apart what it is for.
    crypto::Hash card_mac(std::string_view what, BytesView said) const;
    /// Signs the QR tokens of one day, which is counted from 1970-01-01 UTC.
    crypto::Key qr_key(std::int64_t day) const;
    /// The code with which a member recommends others: always the same, so that only its hash is
    /// kept. Looks like a voucher's.
    std::string referral_code(HolderId holder) const;
    /// Hash of a command as sent. Keyed, so that a stolen file cannot be searched for a guessed
    /// purchase.
    Hash16 request_hash(std::string_view canonical) const;
    /// What the tenant vouches for, and with which key it is checked.
    crypto::Signature sign(BytesView message) const { return crypto::sign(sign_, message); }
    crypto::Hash signing_key() const { return crypto::public_key(sign_); }
    /// Signs what a public link to a purchase says, with the master key of this number, from 1 to
    /// key_no().
    crypto::Hash link_signature(int number, BytesView said) const;
    Hash16 audit_link(const Hash16& previous, BytesView canonical_row) const;

 private:
    std::int64_t tenant_id_;
    std::vector<crypto::Key> pii_, receipt_;  // by master number, from 1
    // Index and hashes stay with the first master: a new one would make every row unfindable.
    crypto::Key index_, request_, code_, audit_, sign_, qr_;
};

/// The next link of a holder's chain: first 16 bytes of BLAKE2b over the link before and the
/// canonical row. Without a key, so that whoever holds a backup can check it.
Hash16 chain_link(const Hash16& previous, BytesView canonical_row);

}  // namespace vuelve::storage
