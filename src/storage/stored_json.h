#pragma once

#include "codec/transaction_json.h"
#include "storage/storage_error.h"
#include "storage/vault.h"

namespace vuelve::storage {

/// What a JSON column held, or Corrupt: we wrote it, so it can be read.
template <class T>
T or_corrupt(Result<T> decoded) {
    if (!decoded) throw StorageError(Trouble::Corrupt, decoded.error().message);
    return std::move(*decoded);
}

/// Voucher codes inside results, closed with the tenant's keys.
inline CodeSeal code_seal(const Vault& vault) {
    return {.close =
                [&vault](HolderId holder, std::string_view code) {
                    return crypto::to_hex(vault.seal_secret("voucher", holder.value, code));
                },
            .open =
                [&vault](HolderId holder, std::string_view closed) {
                    auto bytes = crypto::from_hex(closed);
                    if (!bytes)
                        throw StorageError(Trouble::Corrupt,
                                           "a closed voucher code is not hexadecimal");
                    return vault.open_secret("voucher", holder.value, *bytes);
                }};
}

}  // namespace vuelve::storage
