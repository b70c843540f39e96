#pragma once

#include <map>
#include <vector>

#include "analytics/clearing.h"
#include "cli/sim/order.h"
#include "cli/sim/reading.h"

/// What the auditor is shown after one group of commands: what was asked, what was answered, and
/// what the tables hold afterwards.
namespace vuelve::cli {

struct Witnessed {
    Order order;
    CommandBody body;
    std::shared_ptr<const Receipt> receipt{};  // none when it was refused
    Outcome outcome = Outcome::Rejected;
    std::optional<Error> error{};

    bool is_done() const { return outcome == Outcome::Ok && receipt != nullptr; }
};

/// What the shop's reports say of one currency's month, as it stands.
struct MonthTold {
    CurrencyId currency{};
    int month = 0;  // yyyymm
    std::vector<analytics::ClearingRow> clearing;
    std::vector<analytics::BilateralRow> bilateral;
    RollForward rows;
    RollForwardByBrand by_brand;
};

struct Evidence {
    Instant at{};
    std::vector<Witnessed> commands;
    std::map<HolderId, Reading> readings;
    std::map<ResourceKey, Resource> resources;  // those that have a row
    bool is_settled = false;                    // everything due had run for those read
    bool is_whole = false;                      // every holder of the shop was read
    std::vector<MonthTold> months{};            // whole readings: those since the last one
};

}  // namespace vuelve::cli
