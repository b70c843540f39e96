#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/crypto.h"
#include "storage/database.h"

/// The auditor: what must be true of every ledger at any time, asked of the tables themselves.
/// Needs no keys: sums and chains are not sealed. Source: domain.md 13 (Q), scale-out.md 5,
/// security.md 2.
namespace vuelve::storage {

/// Something that must never be.
struct Finding {
    std::string invariant;  // "I5", "chain", "rows"
    std::string where;
    std::string detail;
};

struct CurrencyTotal {
    std::int64_t tenant_id = 0, programme_id = 0;
    std::string currency;
    std::int64_t issued = 0, outstanding = 0;  // units
};

struct Verified {
    static constexpr std::size_t findings_shown_max = 20;

    std::int64_t transactions = 0, entries = 0, lots = 0, holders = 0;
    std::vector<CurrencyTotal> totals;
    crypto::Hash checksum{};
    std::vector<Finding> findings;  // the first ones
    std::int64_t findings_count = 0;

    bool is_sound() const { return findings_count == 0; }
    void add(std::string_view invariant, std::string where, std::string detail);
};

/// Checks everything on one snapshot: balances, lots, chains of holders, purchases, identities. The
/// reader's whole database, all tenants.
Verified verify(Reader& reader);

/// One number for heads, wallets and lots in the order of their keys: the same ledger always has
/// the same, whatever the grouping of its writes was.
crypto::Hash checksum(Reader& reader);

/// The tables that are derived from `txn`, as text in the order of their keys (columns: place,
/// facts), and the statement that empties them.
struct ProjectionTable {
    std::string_view name, text, wipe;
};
std::span<const ProjectionTable> projection_tables();

}  // namespace vuelve::storage
