#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/service.h"
#include "cli/demo_year.h"

/// Brings the demo shop's year into a programme, by the ordinary commands.
namespace vuelve::cli {

struct DemoTotals {
    std::int64_t members = 0, purchases = 0, returns = 0, prizes = 0;
    std::int64_t paid_with_points = 0;
    std::int64_t opinions = 0;  // ratings of purchases, some with a recommendation
    std::int64_t money = 0;     // cents
    std::int64_t refused = 0;   // commands the engine did not take; 0 unless something is wrong
    std::string first_refusal;
};

/// Called after each day with what is done so far.
using DemoProgress = std::function<void(const DemoTotals&, int days_done)>;

/// Catalogue, members, purchases, returns and prizes, each at its own time; day by day, so that
/// what a member can spend is known in the morning.
DemoTotals load_demo(app::Service& service,
                     app::OpenProgramme& programme,
                     DemoYear& year,
                     const DemoProgress& progress);

}  // namespace vuelve::cli
