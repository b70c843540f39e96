#pragma once

#include "app/reading.h"
#include "codec/subscription_json.h"

namespace vuelve::app {

struct PlansReading {
    HolderId member{};  // the survivor, when a merged id was asked for
    std::vector<PlanView> plans;
    std::shared_ptr<const Programme> programme;
};
/// Every plan on offer, with what the member has and had of it and what it gave, or would have
/// given on the purchases of the last 365 days. Errors: UnknownMember.
Result<PlansReading> read_plans(Service& service, OpenProgramme& programme, HolderId id);

}  // namespace vuelve::app
