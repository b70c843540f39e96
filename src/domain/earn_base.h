#pragma once

#include <memory_resource>
#include <optional>
#include <span>
#include <vector>

#include "domain/earn_candidates.h"

/// Base points and their multipliers, exact per line and rounded once. Source: domain.md 2.8, 2.9.
/// Internal to the earn engine.
namespace vuelve {

/// An award before caps: units, and how its lines share them.
struct RawAward {
    /// By the exact weights; by the whole ones; by what the lines matched by a rule bring to its
    /// bonus, which is only worked out once the bonus is given.
    enum class Shared : std::uint8_t { Exactly, Whole, ByLines, ByQuantity };

    Candidate* candidate = nullptr;  // none for tier and subscription factors
    const Effect* effect = nullptr;
    RuleId rule{};
    CurrencyId currency{};
    std::int64_t units = 0;
    Shared shared = Shared::Whole;
    std::span<const Ratio> exact;         // by basket line
    std::span<const std::int64_t> whole;  // by basket line
};

/// Base units of one currency: who earned which line, exactly and rounded.
class BaseOf {
 public:
    BaseOf(const Currency& currency, const PurchaseFacts& facts, std::pmr::memory_resource& memory);

    /// Each line is earned by the first rule that matches it; rules whose lines are all taken get
    /// LINE_TAKEN.
    Result<bool> earn(std::pmr::vector<Candidate>& candidates, std::pmr::vector<RawAward>& awards);
    /// The next multiplier in order on `lines`; units 0 when it adds nothing. Zero base on its
    /// lines: nothing.
    Result<std::optional<RawAward>> multiply(std::span<const std::uint32_t> lines,
                                             const Ratio& factor);
    /// What a multiplier alone would add to the rounded base (group mode best, domain.md 3.7 step
    /// 6).
    Result<std::int64_t> stand_alone(std::span<const std::uint32_t> lines,
                                     const Ratio& factor) const;

    const Currency& currency() const { return currency_; }

 private:
    /// Base units of a line are its eligible money times the rate of the rule that earned it, so
    /// those of many lines are one product.
    struct Line {
        std::int64_t eligible = 0;
        std::uint32_t rate = 0;    // place in rates_; 0 = nobody earned it
        Ratio factor{1};           // F_i
        std::int64_t rounded = 0;  // rounding_scope line: A_{j,i}
        std::int64_t base_rounded = 0;
    };

    Result<bool> earn_effect(Candidate& candidate,
                             const Effect& effect,
                             std::span<const std::uint32_t> lines,
                             std::pmr::vector<RawAward>& awards);
    /// `eligible` = money of all lines it earns.
    Ratio rate_of(const Effect& effect, std::int64_t eligible) const;
    Ratio raised(const Ratio& factor, const Ratio& by) const;
    Ratio base(const Line& line) const { return Ratio(line.eligible) * rates_[line.rate]; }
    Result<RawAward> multiply_lines(std::span<const std::uint32_t> lines, const Ratio& factor);
    Result<RawAward> multiply_basket(std::span<const std::uint32_t> lines, const Ratio& factor);
    std::span<std::int64_t> no_weights() const {
        return values_in(*memory_, lines_.size(), std::int64_t{0});
    }
    Result<std::int64_t> round_units(const Ratio& exact) const {
        return round(exact, currency_.rounding);
    }

    const Currency& currency_;
    const PurchaseFacts& facts_;
    std::pmr::memory_resource* memory_;
    std::span<Line> lines_;
    std::pmr::vector<Ratio> rates_;
    Ratio base_total_{0};     // exact, of all lines
    Ratio exact_{0};          // with the factors so far
    std::int64_t given_ = 0;  // rounding_scope basket: A_j
    std::int64_t base_given_ = 0;
};

}  // namespace vuelve
