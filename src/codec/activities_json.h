#pragma once

#include <string>
#include <string_view>

#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/activities.h"

namespace vuelve {

/// `/v1/members/{id}/activities`: `{"member", "earn": [], "spend": [], "reach": []}`. Each rule is
/// read aloud, and why it does not apply now is told in the caller's language. Source: contract.md
/// 6.
std::string activities_json(HolderId member,
                            const Activities& activities,
                            const Programme& programme,
                            std::string_view language);

/// One item of `reach`: `{"kind", "code", "earned", "goal", "missing", "text", "actions" ...}`.
void write_reach(JsonWriter& out, const ReachActivity& activity, const Telling& telling);

}  // namespace vuelve
