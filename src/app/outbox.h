#pragma once

#include <map>
#include <span>
#include <vector>

#include "app/engine.h"
#include "app/programmes.h"
#include "domain/event.h"

/// The messages of one group of commands: decided with what is known of each member, written with
/// the group's transactions. Internal to the writer.
namespace vuelve::app {

class Outbox {
 public:
    Outbox(OpenProgramme& programme, storage::Transaction& tx) : programme_(programme), tx_(tx) {}

    /// Reads how members can be written to, of all of them at once.
    void bring(std::span<const HolderId> members, Instant now);
    /// How the member can be written to. Read once, then kept with the members in memory.
    analytics::Contact& contact(HolderId member, Instant now);
    /// What an enrolment said needs no reading.
    void know(HolderId member, const Profile& profile);
    /// Identities changed: read anew when needed.
    void forget(HolderId member) { programme_.cache().contacts.erase(member); }

    /// Decides what a command made due. Members that are not in memory are left out.
    void tell(std::vector<Notice> notices, Instant now);
    /// What waits because of a purchase that is void.
    void drop(const VoidedCause& voided);
    /// What a member allows has changed; everything decided before is written by now.
    void allow(HolderId member, const SetConsent& consent, Instant now);
    /// Nobody writes advertising to who is no member any more.
    void leave(HolderId member);

    /// What was planned for these members up to `until`, and what the calendar makes due for them
    /// in (after, until], in one order. They are in memory. Gives what the feed says of it.
    std::vector<Event> tell_due(std::span<const HolderId> members, Instant after, Instant until);

    /// Writes what was decided; one statement, and one for each purchase that was voided.
    bool append();

 private:
    const Holder* find(HolderId member) const;
    void collect_due(const Holder& member, Instant after, Instant until, std::vector<Notice>& due);

    OpenProgramme& programme_;
    storage::Transaction& tx_;
    std::vector<storage::MessageRow> rows_;
    std::vector<VoidedCause> voided_;
};

}  // namespace vuelve::app
