#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// What people and integrations did beside value: append-only and chained under the audit key, so
/// that a changed, missing or added row is found. Source: security.md 6, contract.md 1 rules
/// 21, 22.
namespace vuelve::storage {

struct AuditRow {
    std::int64_t sequence = 0;  // given by append
    std::int64_t programme_id = 0;
    Instant at{};
    std::string actor;                  // "key:5f0c9a7be21d4836", "cli"
    std::string owner;                  // person or integration behind it
    Hash16 address{};                   // keyed hash of where it came from
    std::string action;                 // "key.created"
    std::string object;                 // "key:..."
    std::string outcome;                // "done", "refused"
    std::vector<std::string> fields{};  // names of what changed
    std::string told{};                 // reason and values, JSON; sealed at rest
};

/// The newest row of a chain.
struct AuditHead {
    std::int64_t sequence = 0;  // 0 = none yet
    Hash16 hash{};
};

struct AuditFault {
    std::int64_t sequence = 0;
    std::string what;
};
struct AuditVerified {
    std::int64_t rows = 0;
    AuditHead head;
    std::optional<AuditFault> first;
};

/// One tenant's chain. Without state of its own: any thread that has its own reader.
class AuditStore {
 public:
    /// `vault` outlives the store.
    AuditStore(const Vault& vault, Placement placement) : vault_(vault), placement_(placement) {}

    /// The row gets the next number.
    void append(Transaction& tx, AuditRow row) const;
    AuditHead head(Reader& reader) const;
    /// The row of this number; one with 0 when there is none.
    AuditHead row_at(Reader& reader, std::int64_t sequence) const;
    /// Newest first, those before `sequence`; at most `limit`. Errors: Corrupt.
    std::vector<AuditRow> before(Reader& reader, std::int64_t sequence, int limit) const;
    /// Walks the whole chain; stops at the first row that does not follow.
    AuditVerified verify(Reader& reader) const;

 private:
    struct Stored;
    Stored read(const Rows& rows) const;
    Hash16 link(const Hash16& previous, const AuditRow& row, BytesView told_s) const;

    const Vault& vault_;
    Placement placement_;
};

}  // namespace vuelve::storage
