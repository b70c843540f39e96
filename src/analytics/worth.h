#pragma once

#include <map>
#include <optional>
#include <vector>

#include "analytics/fit.h"
#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/money.h"

/// What a shop's customers are worth, by models fitted to their own purchases. Source: domain.md
/// 11.
namespace vuelve::analytics {

/// What one customer bought on each day.
using BuyingDays = std::map<Day, Minor>;

struct CustomerWorth {
    HolderId member{};
    BuyingHistory history;
    double mean = 0;              // of what repeat days brought, minor units
    double alive = 0;             // chance of still buying here
    std::optional<double> clv{};  // minor units
};

struct Worth {
    std::optional<Fit<BgNbd>> purchases;
    std::optional<Fit<GammaGamma>> tickets;
    std::vector<CustomerWorth> customers;  // by member; without models only what is known
    /// Of all customers; none without models.
    std::optional<double> mean_clv() const;
};
/// Purchases up to `as_of`.
Worth worth_of(const std::map<HolderId, BuyingDays>& customers, Day as_of, const Horizon& horizon);

}  // namespace vuelve::analytics
