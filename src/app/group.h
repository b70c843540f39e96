#pragma once

#include <deque>
#include <map>
#include <set>

#include "app/engine.h"
#include "app/fraud_watch.h"
#include "app/loader.h"
#include "app/look_ahead.h"
#include "app/outbox.h"
#include "app/programmes.h"
#include "domain/event.h"

/// One group of commands inside one transaction: what it loads, decides and will append. Internal
/// to the writer.
namespace vuelve::app {

class Group {
 public:
    Group(Programmes& programmes, storage::Transaction& tx, storage::FreshIds& ids)
        : programmes_(programmes), tx_(tx), ids_(ids) {}

    /// Reads for the commands that will be decided what they all need, in few statements.
    void look_ahead(std::span<const LookAhead::Coming> commands, Instant now);
    /// Due jobs of whom it touches, then the command itself; the programme's state advances.
    Answer decide(Ask& ask, const std::optional<MemberReference>& member, Instant at);
    /// Whether who was read for the scheduler is in memory for later groups, too.
    enum class Stay : std::uint8_t { ForLater, ForThisGroup };

    /// The scheduler alone, for these holders and for parked returns whose time is over.
    void settle(const ProgrammeKey& programme,
                const std::vector<HolderId>& holders,
                Instant at,
                Stay stay);
    /// Messages that the calendar makes due for these holders in (after, until], and what was
    /// planned for them up to then, by what commands before in the group have made of it. They stay
    /// in memory for this group.
    void tell(const ProgrammeKey& programme,
              const std::vector<HolderId>& holders,
              Instant after,
              Instant until);
    /// Appends everything decided. False when there was nothing to write.
    bool append();
    /// True when what was appended has events: the bell is to be rung after the commit.
    bool has_told() const { return told_; }
    /// Gives what was appended to whoever writes facts. After the commit.
    void hand_over();
    /// What gave to think, for whoever writes cases.
    std::vector<std::pair<ProgrammeKey, Suspicion>> take_suspicions() {
        return std::move(suspicions_);
    }
    /// What is closed need not stay in memory: spent lots, used vouchers, ended reservations. What
    /// needs them loads them again.
    void forget_closed();
    /// Who stays for this group alone: a job that walks everybody leaves those in memory who come
    /// to the tills.
    void forget_passing();

 private:
    /// A history that is brought in tells nobody, neither by a message nor in the feed.
    enum class Hearers : std::uint8_t { Members, Nobody };
    struct Pending {
        Decision decision;
        std::string document;
        TxnId parent{};
    };

    static Hearers hearers_of(const Ask& ask);
    Answer decide_one(Ask& ask, const std::optional<MemberReference>& member, Instant at);
    /// Whose household a command is about, from its public id; a new one gets a number. Errors:
    /// NotFound.
    std::optional<Error> place_household(OpenProgramme& programme, Ask& ask);
    void settle(OpenProgramme& programme, Loader& loader, Instant at, Hearers hearers);
    void note(OpenProgramme& programme, const Loader& loader, Stay stay);
    void keep(OpenProgramme& programme,
              Decision decision,
              std::string document,
              Instant at,
              Hearers hearers,
              const EventCause& cause = {});
    /// Puts events at the end of what will be appended to the feed.
    void feed(OpenProgramme& programme, const std::vector<Event>& events);
    Outbox& outbox(OpenProgramme& programme);
    /// What a command changed about how somebody is written to.
    void follow(OpenProgramme& programme, const Ask& ask, HolderId member, Instant at);

    Programmes& programmes_;
    storage::Transaction& tx_;
    storage::FreshIds& ids_;
    std::map<OpenProgramme*, LookAhead> aheads_;
    std::map<OpenProgramme*, std::deque<Pending>> pending_;
    std::map<OpenProgramme*, Outbox> outboxes_;
    std::map<OpenProgramme*, std::vector<storage::EventRow>> events_;
    std::set<std::pair<OpenProgramme*, HolderId>> touched_;
    std::map<OpenProgramme*, FreshFacts::Rows> appended_;
    std::vector<std::pair<OpenProgramme*, HolderId>> passing_;
    /// Numbers of invoices in this group, whose purchases are not written yet.
    std::set<std::pair<OpenProgramme*, Hash16>> invoices_;
    std::vector<std::pair<ProgrammeKey, Suspicion>> suspicions_;
    bool wrote_ = false, told_ = false;
};

}  // namespace vuelve::app
