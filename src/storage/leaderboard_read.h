#pragma once

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "domain/state.h"
#include "storage/database.h"
#include "storage/ids.h"

/// What a leaderboard compares, read from the tables of one programme. Source: domain.md 8.3.
namespace vuelve::storage {

/// Half open, with the months (yyyymm) it touches.
struct InstantSpan {
    Instant from{}, to{};
    int first_month = 0, last_month = 0;
};

/// Units earned less those taken back, posted in the span, by the member who earned them, perhaps
/// merged since. What went to a household counts for whoever acted.
std::map<HolderId, std::int64_t> points_earned(Reader& reader,
                                               const Placement& placement,
                                               std::int64_t programme_id,
                                               CurrencyId currency,
                                               const InstantSpan& span);

std::vector<HolderId> active_members(Reader& reader,
                                     const Placement& placement,
                                     std::int64_t programme_id);
/// Members whose last word about a purpose was yes.
std::set<HolderId> members_who_agree(Reader& reader,
                                     const Placement& placement,
                                     std::string_view purpose);
/// Levels held now; who is not there has the base level.
std::map<HolderId, LevelId> levels_held(Reader& reader, const Placement& placement);

}  // namespace vuelve::storage
