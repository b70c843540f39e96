#include "app/event_reading.h"

#include <algorithm>

#include "codec/event_json.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

constexpr int feed_rows_each = 500;
constexpr int feed_rows_max = 10'000;  // looked at for one answer

bool is_event_wanted(const OpenProgramme& programme,
                     const EventsAsked& asked,
                     const storage::EventRow& row) {
    return row.programme_id == programme.key().programme_id &&
           (asked.subject.value == 0 || row.subject == asked.subject) &&
           (asked.types.empty() || std::ranges::find(asked.types, row.type) != asked.types.end());
}

}  // namespace

EventsRead read_events(Service& service, const OpenProgramme& programme, const EventsAsked& asked) {
    EventsRead read{.events = {}, .next = asked.after};
    const auto reader = service.database().snapshot();
    const bool is_narrow = !asked.types.empty() || asked.subject.value != 0;
    const int each = is_narrow ? feed_rows_each : asked.limit;
    for (int looked = 0; looked < feed_rows_max; looked += each) {
        auto rows = programme.events().after(*reader, read.next, each);
        for (storage::EventRow& row : rows) {
            if (static_cast<int>(read.events.size()) == asked.limit) {
                read.more = true;
                return read;
            }
            read.next = row.sequence;
            if (is_event_wanted(programme, asked, row)) read.events.push_back(std::move(row));
        }
        read.more = static_cast<int>(rows.size()) == each;
        if (!read.more) return read;
    }
    return read;
}

std::string cloud_event(const OpenProgramme& programme, const storage::EventRow& row) {
    const auto snapshot = programme.snapshot();
    return cloud_event_json({.tenant = programme.tenant_code(),
                             .programme = snapshot->document().code,
                             .sequence = row.sequence,
                             .bucket = storage::base_bucket(programme.placement()),
                             .name = row.type,
                             .subject = row.subject,
                             .subject_kind = row.subject_kind,
                             .time = row.at,
                             .data = row.body});
}

std::string event_place(const OpenProgramme& programme, std::int64_t sequence) {
    return format_public(PublicKind::Event,
                         {sequence, storage::base_bucket(programme.placement())});
}

std::optional<std::int64_t> parse_event_place(Service& service,
                                              const OpenProgramme& programme,
                                              std::string_view text) {
    const auto place = parse_public(PublicKind::Event, text);
    const bool is_ours = place && place->bucket == storage::base_bucket(programme.placement());
    if (!is_ours || place->id > programme.events().last(*service.database().snapshot()))
        return std::nullopt;
    return place->id;
}

}  // namespace vuelve::app
