#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/facts.h"
#include "analytics/period.h"
#include "analytics/uplift.h"
#include "domain/conditions.h"

/// What a campaign brought in, judged by intention to treat: everybody who was a member when it
/// began counts in the group that chance put them in, whether it reached them or not. Source:
/// domain.md 11, docs/adr/0023.
namespace vuelve::analytics {

enum class Arm : std::uint8_t { Treated, Control, Holdout };
inline constexpr std::size_t arm_count = 3;
std::string_view name_of(Arm arm);

/// In which group a member is, for good.
Arm arm_of(const ProgrammeDocument& document, const Campaign& campaign, HolderId member);

/// What members brought, one value each, in the period and in as many days before it.
struct ArmOutcomes {
    std::vector<double> outcome, before;
    double mean_outcome() const { return sample_of(outcome).mean; }
    double mean_before() const { return sample_of(before).mean; }
};

/// Did chance put members in groups of the sizes it should?
struct SampleRatio {
    std::array<double, arm_count> shares{};  // expected
    double chi2 = 0;
    double p = 1;  // how often chance alone gives at least this
    bool is_suspicious() const { return p < 0.001; }
};

struct CampaignEffect {
    DaySpan span;
    bool is_margin = false;  // else what was paid, without tax
    /// Of what was paid: part on goods whose cost is known; none where nothing was.
    std::optional<double> cost_coverage;
    std::array<ArmOutcomes, arm_count> arms;
    std::optional<SampleRatio> ratio;        // none without a second group
    std::optional<Uplift> effect;            // treated less control
    std::optional<AdjustedUplift> adjusted;  // the same, by what they brought before
    std::optional<Uplift> against_holdout;   // treated less hold-out: all campaigns together

    const ArmOutcomes& arm(Arm which) const { return arms[static_cast<std::size_t>(which)]; }
    /// The effect with the narrower interval: the adjusted one where there is one.
    const Uplift* best() const;
    /// The effect on all treated members less what it cost, minor units.
    std::optional<Minor> incremental(Minor cost) const;
};

/// `facts` has the purchases of the period and of as many days before it.
CampaignEffect measure_campaign(const ProgrammeDocument& document,
                                const Campaign& campaign,
                                const ShopFacts& facts,
                                const DaySpan& span);

/// One Spanish sentence: what is known of the effect, and whether it differs from none at all.
std::string verdict_of(const ProgrammeDocument& document, const CampaignEffect& effect);

/// Is 0 outside the interval? Nothing where there is none.
std::optional<bool> is_distinct(const Uplift& effect);

}  // namespace vuelve::analytics
