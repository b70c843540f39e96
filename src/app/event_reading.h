#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/service.h"
#include "storage/event_store.h"

/// The feed, read on from a place. Source: contract.md 3; docs/adr/0032.
namespace vuelve::app {

/// What a reader of the feed wants of it.
struct EventsAsked {
    std::int64_t after = 0;            // sequence
    int limit = 50;                    // events at most
    std::vector<std::string> types{};  // "points.earned"; empty = all
    HolderId subject{};                // 0 = of everybody
};

struct EventsRead {
    std::vector<storage::EventRow> events;
    std::int64_t next = 0;  // the place to go on from
    bool more = false;      // the end was not reached
};

/// Events of the programme, ascending. Looks at a bounded number of rows: with a narrow wish there
/// may be none although there is more.
EventsRead read_events(Service& service, const OpenProgramme& programme, const EventsAsked& asked);

/// The event as outsiders get it: CloudEvents 1.0, JSON.
std::string cloud_event(const OpenProgramme& programme, const storage::EventRow& row);

/// A place in the feed as text: the id of the last event seen.
std::string event_place(const OpenProgramme& programme, std::int64_t sequence);
/// Nothing for what is no place of this tenant's feed.
std::optional<std::int64_t> parse_event_place(Service& service,
                                              const OpenProgramme& programme,
                                              std::string_view text);

}  // namespace vuelve::app
