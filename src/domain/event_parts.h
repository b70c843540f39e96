#pragma once

#include <string>

#include "domain/event.h"

/// What the files of the events share. Internal to events_of.
namespace vuelve {

/// One decision, looked through for what it tells.
class EventBook {
 public:
    EventBook(const Programme& programme,
              const State& before,
              const Decision& decision,
              const EventCause& cause)
        : programme(programme),
          before(before),
          decision(decision),
          txn(*decision.transaction),
          receipt(*decision.receipt),
          cause(cause) {}

    const Programme& programme;
    const State& before;
    const Decision& decision;
    const Transaction& txn;
    const Receipt& receipt;
    const EventCause& cause;
    std::vector<Event> events{};

    /// With what every event of a command carries; `data` is the caller's to go on with.
    Event& add(EventType type, HolderId subject);

    const Holder* earlier(HolderId id) const;
    const Holder* later(HolderId id) const;
    const std::string& code(std::int32_t symbol) const { return programme.symbols().code(symbol); }
    bool is_merge() const { return receipt.command == "merge"; }
    EventRef ref(EventRef::Kind kind, std::int64_t id, HolderId holder) const {
        return {kind, id, holder};
    }
    /// "mbr_..." or "hhd_...", by what the holder is.
    EventRef holder(HolderId id) const;
    /// Command of this type, nothing when it was another.
    template <class Body>
    const Body* command() const {
        return cause.command ? std::get_if<Body>(cause.command) : nullptr;
    }
};

/// The parts of the catalogue, each in its own file.
void tell_sales(EventBook& book);     // purchases, returns, what is parked
void tell_points(EventBook& book);    // units and debts that moved
void tell_promises(EventBook& book);  // reservations, prizes, vouchers
void tell_progress(EventBook& book);  // levels, stamps, challenges, badges, referrals
void tell_people(EventBook& book);    // members and what they said
void tell_shared(EventBook& book);    // budgets and stocks

}  // namespace vuelve
