#pragma once

#include "storage/member_store.h"

/// A profile as its sealed columns. One file knows which field is sealed under which name.
namespace vuelve::storage {

struct SealedProfile {
    std::optional<Bytes> name, birth_date, address, attributes, alias;
};

/// What was not told stays null: its absence is no secret, and a null costs nothing.
SealedProfile seal_profile(const Vault& vault,
                           const DataKey& key,
                           HolderId holder,
                           std::int64_t row_version,
                           const Profile& profile);
/// Opens the five columns from `first_column` on. Errors: StorageError Corrupt.
Profile open_profile(const Vault& vault,
                     const DataKey& key,
                     HolderId holder,
                     std::int64_t row_version,
                     const Rows& rows,
                     int first_column);

/// Errors: StorageError Corrupt.
Day open_birth_date(const Vault& vault,
                    const DataKey& key,
                    HolderId holder,
                    std::int64_t row_version,
                    BytesView sealed);

/// JSON. Errors: StorageError Corrupt.
std::string open_attributes(const Vault& vault,
                            const DataKey& key,
                            HolderId holder,
                            std::int64_t row_version,
                            BytesView sealed);

/// An identity's value is bound to its own index value, so that two rows of one member cannot be
/// swapped.
Bytes seal_identity(const Vault& vault,
                    const DataKey& key,
                    HolderId holder,
                    const Identity& identity,
                    const Hash16& index);
std::string open_identity(const Vault& vault,
                          const DataKey& key,
                          HolderId holder,
                          IdentityKind kind,
                          const Hash16& index,
                          BytesView sealed);

}  // namespace vuelve::storage
