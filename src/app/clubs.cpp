#include "app/clubs.h"

#include <algorithm>

#include "domain/club.h"

namespace vuelve::app {

ClubReading read_club(Service& service, const OpenProgramme& programme, const Club& club) {
    auto reader = service.database().fan_out();
    const Resource goal = programme.ledger()
                              .find_resource(*reader, goal_of(club))
                              .value_or(Resource{club.goal, club.goal});
    return {.line = {.club = club.rule,
                     .progress = goal.total - goal.left,
                     .goal = goal.total,
                     .is_quantity = club.metric == Challenge::Metric::Quantity,
                     .reached = goal.left == 0},
            .members = programme.ledger().club_members(*reader, club.rule)};
}

std::vector<HolderId> owed_by_clubs(const OpenProgramme& programme,
                                    storage::Reader& reader,
                                    int limit) {
    std::vector<HolderId> owed;
    for (const Club& club : programme.snapshot()->document().clubs) {
        const auto goal = programme.ledger().find_resource(reader, goal_of(club));
        if (!goal || goal->left > 0) continue;
        std::ranges::copy(programme.ledger().owed_by_club(reader, club.rule, limit),
                          std::back_inserter(owed));
    }
    return owed;
}

}  // namespace vuelve::app
