#pragma once

#include <vector>

#include "analytics/retention.h"
#include "analytics/rfm.h"
#include "analytics/worth.h"
#include "app/service.h"

/// Who comes back, who is worth what: a shop's customers, read from all their purchases. Source:
/// domain.md 11.
namespace vuelve::app {

/// Cohorts by month (yyyymm) of the first purchase, those from `first` to `last`, each with the
/// months up to `last`.
std::vector<analytics::Cohort> read_retention(Service& service,
                                              OpenProgramme& programme,
                                              int first,
                                              int last);
/// Members of one cohort who bought `k` months later; all of it for 0. Ascending.
std::vector<HolderId> read_cohort_members(Service& service,
                                          OpenProgramme& programme,
                                          int cohort,
                                          int k);

struct RfmMember {
    HolderId member{};
    analytics::RfmInput input;
    analytics::RfmScore score;
};
/// Members with a purchase in the 365 days to `as_of`, by id.
std::vector<RfmMember> read_rfm(Service& service, OpenProgramme& programme, Day as_of);

/// Of all purchases up to `as_of`.
analytics::Worth read_worth(Service& service,
                            OpenProgramme& programme,
                            Day as_of,
                            const analytics::Horizon& horizon);

}  // namespace vuelve::app
