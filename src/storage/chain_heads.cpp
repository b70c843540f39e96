#include "storage/chain_heads.h"

#include <vector>

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

using crypto::bytes_of;

/// Leaves and nodes are hashed apart, so that none can stand for the other.
constexpr std::string_view leaf_mark = "vuelve-head", node_mark = "vuelve-node";

crypto::Hash merkle_root(std::vector<crypto::Hash> level) {
    if (level.empty()) return {};
    while (level.size() > 1) {
        std::vector<crypto::Hash> above;
        for (std::size_t i = 0; i + 1 < level.size(); i += 2)
            above.push_back(crypto::blake2b({bytes_of(node_mark), level[i], level[i + 1]}));
        if (level.size() % 2 == 1) above.push_back(level.back());
        level = std::move(above);
    }
    return level.front();
}

}  // namespace

ChainHeads chain_heads(Reader& reader, const Placement& placement, TxnId until) {
    std::vector<crypto::Hash> leaves;
    auto rows = reader.query(sql::chain_heads_at, {placement.tenant_id, until});
    while (rows.next())
        leaves.push_back(crypto::blake2b({bytes_of(leaf_mark), bytes_of(rows.integer(0)),
                                          bytes_of(rows.integer(1)), rows.hash<16>(2)}));
    const auto heads = static_cast<std::int64_t>(leaves.size());
    return {until, heads, merkle_root(std::move(leaves))};
}

TxnId newest_txn(Reader& reader, const Placement& placement) {
    auto rows = reader.query(sql::newest_txn, {placement.tenant_id});
    rows.next();
    return rows.get<TxnId>(0);
}

}  // namespace vuelve::storage
