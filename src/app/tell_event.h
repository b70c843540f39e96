#pragma once

#include <string>
#include <string_view>

#include "app/programmes.h"

/// Events that no command causes: a published programme, an approval asked for, a job that failed.
/// Source: contract.md 3.
namespace vuelve::app {

/// Adds one to the feed, in the caller's transaction: told when that commits, else not. `name` is
/// of the catalogue (domain/event_type.h); `subject` is a member, 0 = nobody; `data_json` is an
/// object without anything personal. After the commit the caller rings Programmes::bell().
void tell_event(OpenProgramme& programme,
                storage::Transaction& tx,
                std::string_view name,
                HolderId subject,
                std::string data_json,
                Instant at);

}  // namespace vuelve::app
