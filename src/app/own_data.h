#pragma once

#include "app/audit.h"
#include "app/restrictions.h"
#include "codec/own_data_json.h"

/// Everything that is kept of one person, for that person: what db/data-map.toml names, so that no
/// table is forgotten. Source: security.md 7; docs/adr/0044.
namespace vuelve::app {

using storage::own_map;

/// The numbers that became this person's by a merge are included. Reading it is recorded, with the
/// reason. Errors: UnknownMember (also of somebody erased).
Result<OwnData> read_own_data(Service& service,
                              const Caller& by,
                              HolderId member,
                              const std::string& reason);

}  // namespace vuelve::app
