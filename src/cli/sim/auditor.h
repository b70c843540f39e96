#pragma once

#include <map>
#include <string>

#include "cli/sim/challenge_book.h"
#include "cli/sim/checks.h"
#include "cli/sim/club_book.h"
#include "cli/sim/ledger_book.h"
#include "cli/sim/level_book.h"
#include "cli/sim/month_book.h"
#include "cli/sim/outbox_book.h"
#include "cli/sim/plan_book.h"
#include "cli/sim/promise_book.h"
#include "cli/sim/sales_book.h"

/// An auditor that trusts nobody: it sees answers and tables, keeps books of its own, and holds one
/// against the other after every group of commands. It calls nothing of the domain that computes.
/// Source: domain.md 13.
namespace vuelve::cli {

/// The names an auditor counts by, for a table that shows what was never checked.
Checks all_checks();

class Auditor {
 public:
    /// `programme` is the shop's; it outlives the auditor.
    Auditor(std::shared_ptr<const Programme> programme, Checks& checks);

    /// The snapshot that names things in answers, after the program was started again.
    void name_by(std::shared_ptr<const Programme> programme) { names_ = std::move(programme); }
    /// True when a command was accepted under this key.
    bool knows(const std::string& key) const { return answers_.contains(key); }
    /// Throws Violation.
    void audit(const Evidence& evidence);
    /// What a holder had when it was read last; nothing when it never was.
    const Holder* last(HolderId holder) const { return ledger_.last(holder); }
    EntryId last_entry(HolderId holder) const { return ledger_.last_entry(holder); }

 private:
    struct Kept {
        std::shared_ptr<const Receipt> receipt;
    };
    struct Quoted {
        std::string body;
        std::shared_ptr<const Receipt> receipt;
        Instant at{};
        std::int64_t group = 0;
    };
    /// Everybody's state before a purchase that was alone in its group.
    struct Undo {
        std::map<HolderId, Holder> before;
        std::map<ResourceKey, Resource> resources;
        Instant at{};
        std::int64_t group = 0;
    };

    void note_settled(const Evidence& evidence);
    void check_answer(const Witnessed& one, const Evidence& evidence);
    void check_replayed(const Witnessed& one);
    void check_member(const Witnessed& one);
    void check_unchanged(const Evidence& evidence);
    void check_quote(const Evidence& evidence);
    bool has_full_card(const Wallet& wallet) const;
    void note_undo(const Evidence& evidence);
    void check_undo(const Evidence& evidence);

    std::shared_ptr<const Programme> programme_, names_;
    Checks& checks_;
    LedgerBook ledger_;
    SalesBook sales_;
    PromiseBook promises_;
    LevelBook levels_;
    PlanBook plans_;
    ChallengeBook challenges_;
    MonthBook months_;
    ClubBook clubs_;
    OutboxBook outbox_;
    std::map<std::string, Kept> answers_;  // by key
    std::map<HolderId, Instant> settled_;  // whose due jobs had run, and when
    std::map<HolderId, HolderId> merged_;
    std::map<std::string, HolderId> owners_;  // who was enrolled last under an identity
    std::optional<Quoted> quoted_;
    std::map<std::string, Undo> undo_;  // by purchase; only the last one
    std::map<ResourceKey, Resource> resources_;
    std::int64_t group_ = 0;
};

}  // namespace vuelve::cli
