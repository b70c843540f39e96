#pragma once

#include <memory>
#include <vector>

#include "app/service.h"
#include "codec/badges_json.h"

/// The badges of a member, with what each was given for. Source: domain.md 8.3.
namespace vuelve::app {

struct BadgesReading {
    HolderId member{};              // the survivor, when a merged id was asked for
    std::vector<HeldBadge> badges;  // in the order of being given
    std::shared_ptr<const Programme> programme;
};
/// What is due runs first. Errors: UnknownMember.
Result<BadgesReading> read_badges(Service& service, OpenProgramme& programme, HolderId member);

}  // namespace vuelve::app
