#pragma once

#include "app/reading.h"
#include "domain/activities.h"

/// What a member can earn, spend and reach now, read from the tables.
namespace vuelve::app {

struct ActivitiesReading {
    HolderId member{};  // the survivor, when a merged id was asked for
    MemberReading account;
    Activities activities;
    std::shared_ptr<const Programme> programme;  // rules in `activities` are its own
};
/// Of an active member who was read already; `store` as below. Errors: MemberNotActive,
/// ValidationFailed.
Result<Activities> activities_of_reading(Service& service,
                                         const OpenProgramme& programme,
                                         const MemberReading& settled,
                                         const std::string& store);
/// What is due runs first. `store` "" = the programme's first. Errors: UnknownMember,
/// MemberNotActive, ValidationFailed (no such store).
Result<ActivitiesReading> read_activities(Service& service,
                                          OpenProgramme& programme,
                                          HolderId member,
                                          const std::string& store);

}  // namespace vuelve::app
