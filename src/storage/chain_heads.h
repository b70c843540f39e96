#pragma once

#include "storage/crypto.h"
#include "storage/database.h"
#include "storage/ids.h"

/// The heads of all chains of transactions of a tenant, summed up in one hash. Source: security.md
/// 2.
namespace vuelve::storage {

struct ChainHeads {
    TxnId until{};           // the newest transaction that counts
    std::int64_t heads = 0;  // chains with one at least
    crypto::Hash
        root{};  // Merkle root (BLAKE2b) in the order of buckets and holders; zeros when empty
};

/// Errors: Corrupt for a link of the wrong length.
ChainHeads chain_heads(Reader& reader, const Placement& placement, TxnId until);
TxnId newest_txn(Reader& reader, const Placement& placement);

}  // namespace vuelve::storage
