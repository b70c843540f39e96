#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/event.h"

/// Events as the outside sees them: CloudEvents 1.0 in JSON. Source: contract.md 3.
namespace vuelve {

/// One of the feed, with what its tenant adds. `data` is the JSON that was stored with it.
struct CloudEvent {
    std::string_view tenant, programme;  // codes
    std::int64_t sequence = 0;
    int bucket = 0;         // the tenant's own
    std::string_view name;  // "points.earned"
    HolderId subject{};     // 0 = none
    HolderKind subject_kind = HolderKind::Member;
    Instant time{};
    std::string_view data;
};

/// `{"specversion": "1.0", "id": "evt_...", "source": "/<tenant>/<programme>", "type":
/// "vuelve.points.earned.v1", "subject": "mbr_...", "time", "datacontenttype", "sequence",
/// "data"}`. The same event gives the same text for ever.
std::string cloud_event_json(const CloudEvent& event);

/// What an event carries, as it is stored: an object.
std::string event_data_json(const Event& event);

/// "vuelve.points.earned.v1"
std::string cloud_event_type(std::string_view name);

}  // namespace vuelve
