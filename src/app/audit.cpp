#include "app/audit.h"

#include "codec/json_writer.h"

namespace vuelve::app {

void record_deed(const OpenProgramme& programme,
                 storage::Transaction& tx,
                 const Caller& by,
                 const Deed& deed,
                 Instant at) {
    JsonWriter told;
    told.begin_object().member("reason", deed.reason).key("values");
    if (deed.values.empty())
        told.null();
    else
        told.raw(deed.values);
    told.end_object();
    programme.audit().append(tx, {.programme_id = programme.key().programme_id,
                                  .at = at,
                                  .actor = by.actor,
                                  .owner = by.owner,
                                  .address = programme.vault().blind_index("address", by.peer),
                                  .action = deed.action,
                                  .object = deed.object,
                                  .outcome = deed.outcome,
                                  .fields = deed.fields,
                                  .told = std::move(told).text()});
}

}  // namespace vuelve::app
