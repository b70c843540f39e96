#include "domain/earn_base.h"

#include <algorithm>

#include "domain/alloc.h"

namespace vuelve {
namespace {

Ratio sum_of(const std::vector<Ratio>& parts) {
    Ratio sum{0};
    for (const Ratio& part : parts) sum = sum + part;
    return sum;
}

}  // namespace

BaseOf::BaseOf(const Currency& currency, const PurchaseFacts& facts)
    : currency_(currency), facts_(facts) {
    std::size_t lines = facts.basket->lines.size();
    base_.assign(lines, Ratio{0});
    factor_.assign(lines, Ratio{1});
    rounded_.assign(lines, 0);
    base_rounded_.assign(lines, 0);
    taken_.assign(lines, false);
}

Result<std::vector<RawAward>> BaseOf::earn(std::vector<Candidate>& candidates) {
    std::vector<RawAward> awards;
    for (Candidate& candidate : candidates) {
        if (!candidate.alive) continue;
        for (const Effect& effect : candidate.rule->effects) {
            if (effect.type != EffectType::EarnBase || effect.currency_id != currency_.id) continue;
            std::vector<std::uint32_t> lines;
            for (std::uint32_t line : candidate.matched)
                if (!taken_[line]) lines.push_back(line);
            if (lines.empty()) {
                candidate.trace.reason = Reason::LineTaken;
                continue;
            }
            for (std::uint32_t line : lines) taken_[line] = true;
            awards.push_back(TRY(earn_effect(candidate, effect, lines)));
        }
    }
    return awards;
}

Result<RawAward> BaseOf::earn_effect(Candidate& candidate,
                                     const Effect& effect,
                                     const std::vector<std::uint32_t>& lines) {
    RawAward award{.candidate = &candidate,
                   .effect = &effect,
                   .rule = candidate.rule->number,
                   .currency = currency_.id,
                   .units = 0,
                   .weights = std::vector<Ratio>(base_.size(), Ratio{0})};
    Ratio rate = effect.points * Ratio(power_of_ten(currency_.scale)) * Ratio(1, effect.per.n);
    auto eligible = [&](std::uint32_t line) { return facts_.basket->lines[line].eligible.n; };
    if (effect.step) {
        std::int64_t sum = 0;
        for (std::uint32_t line : lines) sum += eligible(line);
        Ratio exact =
            Ratio(sum / effect.per.n) * effect.points * Ratio(power_of_ten(currency_.scale));
        for (std::uint32_t line : lines) base_[line] = exact * Ratio(eligible(line), sum);
    } else {
        for (std::uint32_t line : lines) base_[line] = Ratio(eligible(line)) * rate;
    }
    for (std::uint32_t line : lines) award.weights[line] = base_[line];

    if (currency_.rounding_scope == RoundingScope::Line && !effect.step) {
        for (std::uint32_t line : lines) {
            rounded_[line] = TRY(round_units(base_[line]));
            award.units += rounded_[line];
            award.weights[line] = Ratio(rounded_[line]);
        }
    } else {
        award.units = TRY(round_units(sum_of(award.weights)));
        if (currency_.rounding_scope == RoundingScope::Line) {
            auto shares = alloc(award.units, std::span<const Ratio>(award.weights));
            for (std::uint32_t line : lines) rounded_[line] = shares[line];
        }
    }
    for (std::uint32_t line : lines) base_rounded_[line] = rounded_[line];
    given_ += award.units;
    base_given_ = given_;
    return award;
}

void BaseOf::raise_factors(const std::vector<std::uint32_t>& lines, const Ratio& factor) {
    for (std::uint32_t line : lines) {
        Ratio& cumulative = factor_[line];
        switch (facts_.programme->document().multiplier_stacking) {
            case MultiplierStacking::Additive: cumulative = cumulative + factor - Ratio(1); break;
            case MultiplierStacking::Multiplicative: cumulative = cumulative * factor; break;
            case MultiplierStacking::Max:
                if (cumulative < factor) cumulative = factor;
                break;
        }
    }
}

Result<std::optional<RawAward>> BaseOf::multiply(const std::vector<std::uint32_t>& lines,
                                                 const Ratio& factor) {
    bool has_base =
        std::ranges::any_of(lines, [&](std::uint32_t line) { return !base_[line].is_zero(); });
    if (!has_base) return std::nullopt;
    std::vector<Ratio> before = factor_;
    raise_factors(lines, factor);
    RawAward award{.candidate = nullptr,
                   .effect = nullptr,
                   .rule = {},
                   .currency = currency_.id,
                   .units = 0,
                   .weights = std::vector<Ratio>(base_.size(), Ratio{0})};
    if (currency_.rounding_scope == RoundingScope::Line) {
        for (std::size_t line = 0; line < base_.size(); ++line) {
            std::int64_t now = TRY(round_units(base_[line] * factor_[line]));
            std::int64_t more = std::max<std::int64_t>(0, now - rounded_[line]);
            rounded_[line] += more;
            award.units += more;
            award.weights[line] = Ratio(more);
        }
        return award;
    }
    Ratio exact{0};
    for (std::size_t line = 0; line < base_.size(); ++line) {
        exact = exact + base_[line] * factor_[line];
        award.weights[line] = base_[line] * (factor_[line] - before[line]);
    }
    award.units = std::max<std::int64_t>(0, TRY(round_units(exact)) - given_);
    given_ += award.units;
    return award;
}

Result<std::int64_t> BaseOf::stand_alone(const std::vector<std::uint32_t>& lines,
                                         const Ratio& factor) const {
    std::vector<Ratio> exact = base_;
    for (std::uint32_t line : lines) exact[line] = exact[line] * factor;
    if (currency_.rounding_scope == RoundingScope::Basket)
        return TRY(round_units(sum_of(exact))) - base_given_;
    std::int64_t units = 0;
    for (std::size_t line = 0; line < exact.size(); ++line)
        units += TRY(round_units(exact[line])) - base_rounded_[line];
    return units;
}

}  // namespace vuelve
