#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/campaign.h"
#include "app/service.h"

/// Results of campaigns against their control groups, read from the stored facts. Source: domain.md
/// 11, docs/adr/0023.
namespace vuelve::app {

/// What a campaign's rules gave in one currency.
struct CampaignPoints {
    CurrencyId currency{};
    Units points{};  // net of what returns took back
    Minor cost{};    // of these, at the currency's cost per point
};

struct CampaignReading {
    const Campaign* campaign = nullptr;  // of `programme`
    std::shared_ptr<const Programme> programme;
    analytics::CampaignEffect effect;
    std::vector<CampaignPoints> points;

    Minor points_cost() const;
    /// The effect less all costs, minor units; only where the campaign's own cost is given.
    std::optional<Minor> incremental() const;
};

/// `from` and `to` take the place of the days on which its rules were in force.
/// Errors: NotFound; ValidationFailed when nobody says when it began, or it has not.
Result<CampaignReading> read_campaign(Service& service,
                                      OpenProgramme& programme,
                                      const std::string& code,
                                      std::optional<Day> from,
                                      std::optional<Day> to);

}  // namespace vuelve::app
