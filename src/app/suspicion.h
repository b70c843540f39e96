#pragma once

#include <cstdint>
#include <string>

#include "domain/ids.h"
#include "storage/case_store.h"

namespace vuelve::app {

using storage::CaseKind;
using storage::CaseState;
using storage::FraudCase;

/// Something that looks like fraud.
struct Suspicion {
    CaseKind kind{};
    std::string subject;            // "staff:7", "mbr_...", "tenant"
    HolderId member{};              // 0 = none
    std::string details = "{}";     // JSON object, nothing personal
    std::int64_t unsuspicious = 0;  // so many a day of a subject are nobody's fault
};

}  // namespace vuelve::app
