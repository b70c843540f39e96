#pragma once

#include <optional>
#include <span>

#include "app/engine.h"
#include "app/programmes.h"
#include "app/suspicion.h"
#include "domain/state.h"

/// What commands and sales tell about fraud. Nothing here is on the way of a purchase: the writer
/// hands over what it notices, and sales are counted behind it by the follower that keeps facts.
/// Source: security.md 3, docs/adr/0042.
namespace vuelve::app {

class Service;

/// Is this member one of those who ask, under whatever id by now?
bool is_own_card(const State& state, std::span<const HolderId> own_members, HolderId member);
/// Staff may say of themselves what anybody may say; what moves value or standing is for others.
bool is_self_service(const CommandBody& body);

/// What a decided ask gives to think; nothing for nearly all of them. `state` is what it was
/// decided on, `member` who it is about.
std::optional<Suspicion> suspicion_of(const State& state, const Ask& ask, const Answer& answer);

/// Counts sales of staff by the hour and of cards by the day, and opens cases above the tenant's
/// limits. True when the bell is to be rung.
bool watch_sales(Service& service,
                 OpenProgramme& programme,
                 storage::Transaction& tx,
                 std::span<const storage::FactStore::Followed> rows);

}  // namespace vuelve::app
