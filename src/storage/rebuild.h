#pragma once

#include <functional>
#include <optional>
#include <string>

#include "storage/crypto.h"
#include "storage/database.h"
#include "storage/key_ring.h"

/// Every projection derived anew from the transactions, to prove that nothing hides in one
/// (design.md D15, security.md R16-19).
namespace vuelve::storage {

struct Rebuilt {
    std::int64_t transactions = 0;
    crypto::Hash before{}, after{};
    /// The first row that came out differently: table, place, and both texts.
    std::optional<std::string> difference;
    bool is_equal() const { return !difference && before == after; }
};

/// Empties the projections of `copy`, fills them from its `txn` rows through the code that wrote
/// them first, and compares. `copy` is a copy: what was in it before is gone. The keys are needed
/// because codes of vouchers are sealed. `progress` hears of every group of transactions.
/// Errors: Corrupt when a result is not readable; Keys.
Rebuilt rebuild(Database& copy,
                const KeyRing& ring,
                const std::function<void(std::int64_t done)>& progress);

}  // namespace vuelve::storage
