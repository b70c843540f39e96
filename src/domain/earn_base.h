#pragma once

#include <vector>

#include "domain/earn_candidates.h"

/// Base points and their multipliers, exact per line and rounded once. Source: domain.md 2.8, 2.9.
/// Internal to the earn engine.
namespace vuelve {

/// An award before caps: units and the weights by which its lines share it.
struct RawAward {
    Candidate* candidate = nullptr;  // none for tier and subscription factors
    const Effect* effect = nullptr;
    RuleId rule{};
    CurrencyId currency{};
    std::int64_t units = 0;
    std::vector<Ratio> weights;  // by basket line
};

/// Base units of one currency: who earned which line, exactly and rounded.
class BaseOf {
 public:
    BaseOf(const Currency& currency, const PurchaseFacts& facts);

    /// Each line is earned by the first rule that matches it; rules whose lines are all taken get
    /// LINE_TAKEN.
    Result<std::vector<RawAward>> earn(std::vector<Candidate>& candidates);
    /// The next multiplier in order on `lines`; units 0 when it adds nothing. Zero base on its
    /// lines: nothing.
    Result<std::optional<RawAward>> multiply(const std::vector<std::uint32_t>& lines,
                                             const Ratio& factor);
    /// What a multiplier alone would add to the rounded base (group mode best, domain.md 3.7 step
    /// 6).
    Result<std::int64_t> stand_alone(const std::vector<std::uint32_t>& lines,
                                     const Ratio& factor) const;

    const Currency& currency() const { return currency_; }

 private:
    Result<RawAward> earn_effect(Candidate& candidate,
                                 const Effect& effect,
                                 const std::vector<std::uint32_t>& lines);
    void raise_factors(const std::vector<std::uint32_t>& lines, const Ratio& factor);
    Result<std::int64_t> round_units(const Ratio& exact) const {
        return round(exact, currency_.rounding);
    }

    const Currency& currency_;
    const PurchaseFacts& facts_;
    std::vector<Ratio> base_;            // b_i
    std::vector<Ratio> factor_;          // F_i
    std::vector<std::int64_t> rounded_;  // rounding_scope line: A_{j,i}
    std::vector<std::int64_t> base_rounded_;
    std::int64_t given_ = 0;  // rounding_scope basket: A_j
    std::int64_t base_given_ = 0;
    std::vector<bool> taken_;
};

}  // namespace vuelve
