#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "storage/crypto.h"

/// The master keys: whoever holds them and the database can read the personal data. Source:
/// security.md 4.
namespace vuelve::storage {

/// What a key is for. One of a purpose is of no use for another.
enum class KeyPurpose : std::uint8_t {
    Pii,
    Index,
    Qr,
    Webhook,
    Code,
    Audit,
    Request,
    Sign,
    Receipt
};

/// Master keys numbered from 1. The newest seals; older ones stay to open what they sealed.
///
/// The file, of one line per key, has mode 0600 and lies beside vuelve.toml, never in the data
/// folder: a stolen copy of the data alone opens nothing (contract.md 1 rule 27). Errors of all
/// functions: Keys, with what would be right.
class KeyRing {
 public:
    /// Makes `file` with a fresh key. Refused when it exists: the old key would be lost, and the
    /// data with it.
    static KeyRing create(const std::filesystem::path& file,
                          const std::filesystem::path& data_folder);
    /// Reads `file`; refused when others than its owner may read it or when it lies in
    /// `data_folder` ("" = in memory).
    static KeyRing load(const std::filesystem::path& file,
                        const std::filesystem::path& data_folder);
    /// For data that dies with the process.
    static KeyRing temporary();

    int newest() const { return static_cast<int>(masters_.size()); }
    /// Key of a tenant for a purpose, of master `number`.
    crypto::Key derive(std::int64_t tenant_id, KeyPurpose purpose, int number) const;

 private:
    std::vector<crypto::Key> masters_;
};

}  // namespace vuelve::storage
