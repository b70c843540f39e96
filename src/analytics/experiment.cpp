#include "analytics/experiment.h"

#include <charconv>
#include <cmath>

namespace vuelve::analytics {
namespace {

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

}  // namespace

bool Experiment::add(std::string_view arm,
                     std::string_view outcome,
                     std::optional<std::string_view> before) {
    const auto value = number_in(outcome);
    const auto covariate = before ? number_in(*before) : std::nullopt;
    if (arm.empty() || !value || (before && !covariate)) return false;
    Values& values = arms_[std::string(arm)];
    values.outcome.push_back(*value);
    if (covariate) values.before.push_back(*covariate);
    return true;
}

std::vector<ArmEffect> Experiment::effects(std::string_view control) const {
    const Values& base = arms_.find(control)->second;
    const Sample base_sample = sample_of(base.outcome);
    std::vector<ArmEffect> effects{{.arm = std::string(control), .sample = base_sample}};
    for (const auto& [arm, values] : arms_) {
        if (arm == control) continue;
        ArmEffect effect{.arm = arm, .sample = sample_of(values.outcome)};
        effect.uplift = uplift_of(effect.sample, base_sample);
        if (!values.before.empty())
            effect.adjusted = cuped({values.outcome, values.before}, {base.outcome, base.before});
        effects.push_back(std::move(effect));
    }
    return effects;
}

}  // namespace vuelve::analytics
