#include "analytics/campaign.h"

#include <fmt/format.h>

#include <cmath>
#include <unordered_map>

namespace vuelve::analytics {
namespace {

/// What is kept of a sale after returns, as a part of it.
double kept_share(const Sale& sale) {
    if (sale.amount.n == 0) return 0;
    return static_cast<double>(sale.amount.n - sale.returned.n) /
           static_cast<double>(sale.amount.n);
}

/// Without tax, and without what came back.
double revenue_of(const Sale& sale) {
    return static_cast<double>(sale.amount.n - sale.tax.n) * kept_share(sale);
}

/// The same of goods whose cost is known, less that cost.
double margin_of(const Sale& sale) {
    if (!sale.cost || sale.amount.n == 0) return 0;
    const double known = static_cast<double>(sale.cost_known.n);
    const double tax = static_cast<double>(sale.tax.n) * known / static_cast<double>(sale.amount.n);
    return (known - tax - static_cast<double>(sale.cost->n)) * kept_share(sale);
}

struct Brought {
    double before = 0, during = 0;
};

/// Chance draws whole hundredths: `percent` of members and the rest of the next hundredth.
double share_of(const Ratio& percent) {
    constexpr double hundred = 100;
    return static_cast<double>(round(percent, Rounding::Up).value_or(0)) / hundred;
}

std::optional<SampleRatio> ratio_of(const ProgrammeDocument& document,
                                    const Campaign& campaign,
                                    const CampaignEffect& effect) {
    SampleRatio ratio;
    const double held = share_of(document.holdout_percent);
    const double control = share_of(campaign.control_percent);
    ratio.shares = {(1 - held) * (1 - control), (1 - held) * control, held};
    std::vector<std::int64_t> sizes;
    std::vector<double> shares;
    for (std::size_t i = 0; i < arm_count; ++i) {
        if (!(ratio.shares[i] > 0)) continue;
        sizes.push_back(std::ssize(effect.arms[i].outcome));
        shares.push_back(ratio.shares[i]);
    }
    const auto chi2 = sizes.size() < 2 ? std::nullopt : sample_ratio_chi2(sizes, shares);
    if (!chi2) return std::nullopt;
    ratio.chi2 = *chi2;
    ratio.p = sizes.size() == 2 ? std::erfc(std::sqrt(*chi2 / 2)) : std::exp(-*chi2 / 2);
    return ratio;
}

std::string money(double minor, const ProgrammeDocument& document) {
    const double amount = minor / static_cast<double>(power_of_ten(document.money_exponent));
    return decimal_text(amount, document.money_exponent) + " " + document.money_currency;
}

}  // namespace

std::string_view name_of(Arm arm) {
    static constexpr std::array<std::string_view, arm_count> names{"treated", "control", "holdout"};
    return names[static_cast<std::size_t>(arm)];
}

Arm arm_of(const ProgrammeDocument& document, const Campaign& campaign, HolderId member) {
    if (in_holdout(document, member)) return Arm::Holdout;
    return in_control_group(campaign, member) ? Arm::Control : Arm::Treated;
}

const Uplift* CampaignEffect::best() const {
    if (adjusted && adjusted->uplift.se) return &adjusted->uplift;
    return effect ? &*effect : nullptr;
}

std::optional<Minor> CampaignEffect::incremental(Minor cost) const {
    const Uplift* found = best();
    if (!found) return std::nullopt;
    const auto members = static_cast<double>(arm(Arm::Treated).outcome.size());
    return Minor{std::llround(found->diff * members)} - cost;
}

CampaignEffect measure_campaign(const ProgrammeDocument& document,
                                const Campaign& campaign,
                                const ShopFacts& facts,
                                const DaySpan& span) {
    const DaySpan before = days_to(span.first + -1, span.last - span.first + 1);
    CampaignEffect effect{.span = span};
    std::int64_t paid = 0, known = 0;
    for (const Sale& sale : facts.sales) {
        if (sale.voided || !span.contains(sale.day)) continue;
        paid += sale.amount.n;
        known += sale.cost_known.n;
    }
    if (paid > 0) effect.cost_coverage = static_cast<double>(known) / static_cast<double>(paid);
    effect.is_margin = known > 0;

    std::unordered_map<HolderId, Brought> brought;
    for (const Sale& sale : facts.sales) {
        if (sale.voided) continue;
        const double value = effect.is_margin ? margin_of(sale) : revenue_of(sale);
        if (span.contains(sale.day)) brought[sale.member].during += value;
        if (before.contains(sale.day)) brought[sale.member].before += value;
    }
    for (const MemberFact& member : facts.members) {
        const bool was_there =
            member.enrolled < span.first && !(member.left && *member.left < span.first);
        if (!was_there) continue;
        ArmOutcomes& arm =
            effect.arms[static_cast<std::size_t>(arm_of(document, campaign, member.member))];
        const Brought& both = brought[member.member];
        arm.outcome.push_back(both.during);
        arm.before.push_back(both.before);
    }

    const ArmOutcomes &treated = effect.arm(Arm::Treated), &control = effect.arm(Arm::Control),
                      &holdout = effect.arm(Arm::Holdout);
    effect.ratio = ratio_of(document, campaign, effect);
    effect.effect = uplift_of(sample_of(treated.outcome), sample_of(control.outcome));
    effect.adjusted = cuped({treated.outcome, treated.before}, {control.outcome, control.before});
    effect.against_holdout = uplift_of(sample_of(treated.outcome), sample_of(holdout.outcome));
    return effect;
}

std::string verdict_of(const ProgrammeDocument& document, const CampaignEffect& effect) {
    const Uplift* best = effect.best();
    const auto distinct = best ? is_distinct(*best) : std::nullopt;
    if (!distinct)
        return "Sin un grupo de control de al menos dos socios no se puede saber qué aportó la "
               "campaña.";
    if (effect.ratio && effect.ratio->is_suspicious())
        return "Los grupos no tienen el tamaño que el azar les daría: algo falló en la asignación "
               "y el resultado no es de fiar.";
    return fmt::format(
        "La campaña dejó {} {} {} por socio (intervalo de 95 %: {} a {}): el efecto {} de cero.",
        money(std::abs(best->diff), document), best->diff < 0 ? "menos" : "más",
        effect.is_margin ? "de margen" : "de venta sin impuestos", money(*best->ci_low, document),
        money(*best->ci_high, document), *distinct ? "se distingue" : "no se distingue");
}

std::optional<bool> is_distinct(const Uplift& effect) {
    if (!effect.ci_low || !effect.ci_high) return std::nullopt;
    return *effect.ci_low > 0 || *effect.ci_high < 0;
}

}  // namespace vuelve::analytics
