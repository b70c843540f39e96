#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/service.h"

/// What was done at the counters since a moment, by who did it. Source: ux/README.md 9, issue 9.
namespace vuelve::app {

struct CounterSums {
    std::int64_t sales = 0, returns = 0, voids = 0, members = 0;
    Minor amount{};                                // of the sales
    std::map<CurrencyId, Units> given{}, taken{};  // by sales; what members paid with
};
struct ShiftLine {
    std::string actor;  // "staff:7", "key:..."
    std::string name;   // of staff, as on receipts; "" = nobody's
    CounterSums sums;
};
struct ShiftReading {
    std::vector<ShiftLine> lines;  // the busiest first
    CounterSums total;
};
/// Of these stores (empty = all), and of this one alone ("" = everybody).
ShiftReading read_shift(Service& service,
                        const OpenProgramme& programme,
                        Instant since,
                        const std::vector<std::string>& stores,
                        const std::string& actor);

}  // namespace vuelve::app
