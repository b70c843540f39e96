#pragma once

#include <functional>

#include "app/programmes.h"
#include "app/service.h"
#include "domain/what_if.h"

/// A draft held against the sales that were, before it is published: what it would have given, to
/// whom, beside what the document in force would have. Writes nothing but facts that are behind.
/// Source: features.md e2 ("What-if over real history"), docs/adr/0079.
namespace vuelve::app {

struct WhatIfAsked {
    std::string document;  // the draft
    Day from{}, to{};      // days of the programme, both included
    /// Told now and then how many sales were run.
    std::function<void(std::int64_t)> progress{};
};

/// One document's part.
struct WhatIfSide {
    OpenProgramme::Prepared document;
    WhatIf::Totals totals;
    std::map<LevelId, std::int64_t> levels;  // members by level, 0 = the base level
};

struct WhatIfReport {
    std::int64_t sales = 0, lines = 0, members = 0;
    WhatIfSide in_force, draft;
};

/// Errors: ValidationFailed with every fault of the draft, or with a pointer (from after to);
/// NotFound without a sale in these days.
Result<WhatIfReport> what_if(Service& service, OpenProgramme& programme, const WhatIfAsked& asked);

}  // namespace vuelve::app
