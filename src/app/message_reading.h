#pragma once

#include <vector>

#include "app/service.h"

/// What a member allowed, and what was or will be written to them.
namespace vuelve::app {

struct ConsentsReading {
    HolderId member{};                       // the survivor, when a merged id was asked for
    std::vector<storage::Consent> consents;  // as given; the last of a purpose and channel counts
};
/// Errors: UnknownMember.
Result<ConsentsReading> read_consents(Service& service,
                                      const OpenProgramme& programme,
                                      HolderId id);

}  // namespace vuelve::app
