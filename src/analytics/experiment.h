#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/uplift.h"

/// A test with arms as a table of rows tells it: which arm somebody was in, what came of it, and
/// perhaps what was known before. Source: domain.md 11.
namespace vuelve::analytics {

/// One arm against the control.
struct ArmEffect {
    std::string arm;
    Sample sample;
    std::optional<Uplift> uplift;            // none for the control itself
    std::optional<AdjustedUplift> adjusted;  // where a covariate was told
};

class Experiment {
 public:
    /// Numbers as texts such as "12.5"; `before` empty = no covariate. False when one of them is no
    /// number: then nothing was added.
    bool add(std::string_view arm,
             std::string_view outcome,
             std::optional<std::string_view> before);

    bool has(std::string_view arm) const { return arms_.contains(arm); }
    /// The control first, then the others by name. `control` is one of them.
    std::vector<ArmEffect> effects(std::string_view control) const;

 private:
    struct Values {
        std::vector<double> outcome, before;
    };
    std::map<std::string, Values, std::less<>> arms_;
};

}  // namespace vuelve::analytics
