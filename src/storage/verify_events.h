#pragma once

#include <map>
#include <vector>

#include "storage/txn_rows.h"
#include "storage/verify.h"

/// The part of the audit that looks into the feed. Source: contract.md 3; docs/adr/0032.
namespace vuelve::storage {

class EventAudit {
 public:
    /// Reads which transactions were told, and finds gaps in the numbers.
    EventAudit(Reader& reader, Verified& found);

    /// A transaction that moved units and is younger than its tenant's first told command is in the
    /// feed; a history that was brought in is not, though the jobs on its way are.
    void check(const TxnRow& row, const Effects& effects);

 private:
    /// A transaction in the feed.
    struct Told {
        std::int64_t txn = 0;
        Instant at{};  // the latest posting told by now
    };

    static bool is_brought_in(const TxnRow& row, const std::vector<Told>& told);

    Verified& found_;
    struct Feed {
        std::vector<Told> all, commands;  // by number
    };
    std::map<std::int64_t, Feed> told_;  // by tenant
};

}  // namespace vuelve::storage
