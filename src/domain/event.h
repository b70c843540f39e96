#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/decision.h"
#include "domain/event_type.h"
#include "domain/notice.h"
#include "domain/programme.h"

/// What a decision has to tell the outside: read off the decision and the state before it. Pure.
/// Source: contract.md 3; docs/adr/0032.
namespace vuelve {

/// A thing by its number; its public id is made where the event is written.
struct EventRef {
    enum class Kind : std::uint8_t { Member, Household, Txn, Reservation, Redemption, Voucher };
    Kind kind{};
    std::int64_t id = 0;
    HolderId holder{};  // in whose bucket it lies
    friend bool operator==(const EventRef&, const EventRef&) = default;
};

struct EventField;
using EventFields = std::vector<EventField>;

/// One value of an event's data: never a name, an address, a comment or a voucher's code.
struct EventValue {
    using List = std::vector<EventValue>;
    std::variant<std::int64_t, bool, std::string, Instant, Day, EventRef, EventFields, List> value;

    // Implicit, so that a list of fields reads like the JSON it becomes.
    EventValue(std::int64_t number);
    EventValue(bool truth);
    EventValue(std::string text);
    EventValue(std::string_view text);
    EventValue(const char* text);
    EventValue(Instant at);
    EventValue(Day day);
    EventValue(EventRef ref);
    EventValue(EventFields fields);
    EventValue(List list);
    template <class Tag>
    EventValue(Count<Tag> count) : EventValue(count.n) {}
};
struct EventField {
    std::string_view name;  // a literal
    EventValue value;
};

struct Event {
    EventType type{};
    HolderId subject{};  // whose it is: the account where units moved, else the member; 0 = nobody
    HolderKind subject_kind = HolderKind::Member;
    TxnId txn{};   // that caused it; 0 = none
    Instant at{};  // of the posting
    EventFields data{};
};

/// What a command said that its decision does not keep.
struct EventCause {
    const CommandBody* command = nullptr;    // none: a due job
    std::vector<std::string_view> fields{};  // of a member update, those the door keeps
    std::vector<SetConsent> consents{};      // of an enrolment
};

/// Every event of one decision, in the order of the catalogue, then of the holders. None for what
/// changed nothing: quotes, replays, rejections. `before` is the state it was decided in.
///
/// Per account and currency one event of each name; `balance` is the one after the whole command.
std::vector<Event> events_of(const Programme& programme,
                             const State& before,
                             const Decision& decision,
                             const EventCause& cause = {});

/// What the calendar told of points that end: one for each account, currency and last day.
std::vector<Event> events_of(const Programme& programme,
                             const State& state,
                             std::span<const Notice> notices);

}  // namespace vuelve
