#pragma once

#include <map>
#include <set>
#include <string>

#include "cli/sim/checks.h"
#include "cli/sim/evidence.h"

/// The auditor's own view of what is written to members: each cause once, advertising only where it
/// was allowed and within the caps, nothing about a purchase that is void. Source: domain.md 12, 13
/// (I27).
namespace vuelve::cli {

class OutboxBook {
 public:
    OutboxBook(const ProgrammeDocument& document, Checks& checks)
        : policy_(document.notifications), checks_(checks) {}

    /// Listens to every group of commands, and looks at the tables whenever everybody was read.
    /// Throws Violation.
    void check(const Evidence& evidence);

 private:
    struct Seen {
        MessageState state{};
        Instant at{};
    };

    void note(const Witnessed& one);
    void check_thanks(HolderId member, const Reading& reading);
    void check_rows(HolderId member, const Reading& reading);
    void check_advertising(HolderId member, const Reading& reading);

    const NotificationPolicy& policy_;
    Checks& checks_;
    std::map<HolderId, std::map<std::string, bool>> allowed_;  // by channel; the last word
    std::map<std::string, TxnId> purchases_;                   // by id
    std::set<TxnId> voided_;
    std::map<HolderId, std::map<TxnId, bool>> sold_;  // since the last look; true = thanks are due
    std::map<HolderId, std::map<storage::MessageKey, Seen>> seen_;
};

}  // namespace vuelve::cli
