#include "app/tell_event.h"

#include <array>

#include "base/ensure.h"
#include "domain/event_type.h"
#include "storage/event_store.h"

namespace vuelve::app {

void tell_event(OpenProgramme& programme,
                storage::Transaction& tx,
                std::string_view name,
                HolderId subject,
                std::string data_json,
                Instant at) {
    const EventKind* kind = find_event_kind(name);
    ensure(kind && kind->origin == EventOrigin::Office, "the catalogue knows what an office tells");
    const std::array rows{
        storage::EventRow{.programme_id = static_cast<std::int32_t>(programme.key().programme_id),
                          .type = std::string(name),
                          .subject = subject,
                          .at = at,
                          .body = std::move(data_json)}};
    programme.events().append(tx, rows);
}

}  // namespace vuelve::app
