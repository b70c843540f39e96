#pragma once

#include <vector>

#include "app/service.h"
#include "domain/decision.h"

/// The goals that members share: read for everybody to see, and settled when they are reached.
namespace vuelve::app {

struct ClubReading {
    ClubLine line;  // nobody's own part
    std::int64_t members = 0;
};
/// Where a club of the programme stands.
ClubReading read_club(Service& service, const OpenProgramme& programme, const Club& club);

/// Some of those whom clubs owe the reward of a goal that was reached, at most `limit` for each
/// club. Internal to the writer.
std::vector<HolderId> owed_by_clubs(const OpenProgramme& programme,
                                    storage::Reader& reader,
                                    int limit);

}  // namespace vuelve::app
