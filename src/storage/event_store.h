#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/state.h"
#include "storage/database.h"
#include "storage/ids.h"

/// The feed: what happened to one tenant, numbered without gaps. Only ever appended to, in the
/// transaction of what happened. Source: contract.md 3 and 7 `event`; docs/adr/0032.
namespace vuelve::storage {

struct EventRow {
    std::int64_t sequence = 0;  // given by append
    std::int32_t programme_id = 0;
    std::string type;    // "points.earned"
    HolderId subject{};  // 0 = none
    HolderKind subject_kind = HolderKind::Member;
    TxnId txn{};       // 0 = none
    Instant at{};      // when it was posted
    std::string body;  // `data`: JSON
};

/// One tenant's feed. Without state of its own: any thread that has its own reader.
class EventStore {
 public:
    explicit EventStore(Placement placement) : placement_(placement) {}

    /// One statement. The rows get the next numbers, in their order.
    void append(Transaction& tx, std::span<const EventRow> rows) const;
    /// The next ones after a number, ascending; at most `limit`.
    std::vector<EventRow> after(Reader& reader, std::int64_t sequence, int limit) const;
    /// The newest number, 0 = none yet.
    std::int64_t last(Reader& reader) const;

 private:
    Placement placement_;
};

}  // namespace vuelve::storage
