#include "storage/two_buckets.h"

#include <algorithm>

#include "storage/ids.h"

namespace vuelve::storage {

bool touches_two_buckets(const vuelve::Transaction& txn) {
    const auto elsewhere = [&](const auto& row) {
        return row.holder.value != 0 && bucket_of(row.holder) != bucket_of(txn.holder);
    };
    return txn.holder.value != 0 && (std::ranges::any_of(txn.effects.entries, elsewhere) ||
                                     std::ranges::any_of(txn.effects.heads, elsewhere));
}

}  // namespace vuelve::storage
