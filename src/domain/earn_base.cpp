#include "domain/earn_base.h"

#include <algorithm>

#include "domain/alloc.h"

namespace vuelve {
namespace {

/// base + whole * a * b, in lowest terms at the end instead of at each step, when 64 bits hold the
/// steps.
Ratio sum(const Ratio& base, std::int64_t whole, const Ratio& a, const Ratio& b) {
    const auto is_short = [](const Ratio& ratio) {
        return ratio.den() > 0 && ratio.den() <= INT64_MAX && ratio.num() >= -INT64_MAX &&
               ratio.num() <= INT64_MAX;
    };
    std::int64_t num = 0, den = 0;
    if (!is_short(base) || !is_short(a) || !is_short(b) ||
        __builtin_mul_overflow(whole, static_cast<std::int64_t>(a.num()), &num) ||
        __builtin_mul_overflow(num, static_cast<std::int64_t>(b.num()), &num) ||
        __builtin_mul_overflow(static_cast<std::int64_t>(a.den()),
                               static_cast<std::int64_t>(b.den()), &den))
        return base + Ratio(whole) * a * b;
    return {base.num() * den + base.den() * num, base.den() * den};
}

}  // namespace

BaseOf::BaseOf(const Currency& currency,
               const PurchaseFacts& facts,
               std::pmr::memory_resource& memory)
    : currency_(currency),
      facts_(facts),
      memory_(&memory),
      lines_(values_in(memory, facts.basket->lines.size(), Line{})),
      rates_(&memory) {
    for (std::size_t line = 0; line < lines_.size(); ++line)
        lines_[line].eligible = facts.basket->lines[line].eligible.n;
    rates_.reserve(4);
    rates_.push_back(Ratio{0});
}

Result<bool> BaseOf::earn(std::pmr::vector<Candidate>& candidates,
                          std::pmr::vector<RawAward>& awards) {
    for (Candidate& candidate : candidates) {
        if (!candidate.compiled->earns_base) continue;
        for (const Effect& effect : candidate.rule->effects) {
            if (effect.type != EffectType::EarnBase || effect.currency_id != currency_.id) continue;
            const auto free = values_in(*memory_, candidate.matched.size(), std::uint32_t{0});
            std::size_t count = 0;
            for (std::uint32_t line : candidate.matched)
                if (lines_[line].rate == 0) free[count++] = line;
            const std::span<const std::uint32_t> lines = free.first(count);
            if (lines.empty())
                candidate.trace->reason = Reason::LineTaken;
            else
                TRY(earn_effect(candidate, effect, lines, awards));
        }
    }
    return true;
}

Ratio BaseOf::rate_of(const Effect& effect, std::int64_t eligible) const {
    const std::int64_t scale = power_of_ten(currency_.scale);
    if (!effect.step) return effect.points * Ratio(scale, effect.per.n);
    return Ratio(eligible / effect.per.n) * effect.points * Ratio(scale, eligible);
}

Result<bool> BaseOf::earn_effect(Candidate& candidate,
                                 const Effect& effect,
                                 std::span<const std::uint32_t> lines,
                                 std::pmr::vector<RawAward>& awards) {
    std::int64_t eligible = 0;
    for (std::uint32_t line : lines) eligible += lines_[line].eligible;
    const Ratio rate = rate_of(effect, eligible);
    const Ratio exact = Ratio(eligible) * rate;
    const auto place = static_cast<std::uint32_t>(rates_.size());
    rates_.push_back(rate);
    std::int64_t units = 0;
    // At one rate the exact base of the lines is in the proportion of their eligible money.
    auto weights = no_weights();
    for (std::uint32_t line : lines) {
        lines_[line].rate = place;
        weights[line] = lines_[line].eligible;
    }
    if (currency_.rounding_scope == RoundingScope::Line && !effect.step) {
        for (std::uint32_t line : lines) {
            weights[line] = lines_[line].rounded = TRY(round_units(base(lines_[line])));
            units += weights[line];
        }
    } else {
        units = TRY(round_units(exact));
        if (currency_.rounding_scope == RoundingScope::Line) {
            const auto shares = alloc(units, std::span<const std::int64_t>(weights));
            for (std::uint32_t line : lines) lines_[line].rounded = shares[line];
        }
    }
    if (currency_.rounding_scope == RoundingScope::Line)
        for (std::uint32_t line : lines) lines_[line].base_rounded = lines_[line].rounded;
    base_total_ = base_total_ + exact;
    exact_ = base_total_;
    given_ += units;
    base_given_ = given_;
    awards.push_back({.candidate = &candidate,
                      .effect = &effect,
                      .rule = candidate.rule->number,
                      .currency = currency_.id,
                      .units = units,
                      .whole = weights});
    return true;
}

Ratio BaseOf::raised(const Ratio& factor, const Ratio& by) const {
    switch (facts_.programme->document().multiplier_stacking) {
        case MultiplierStacking::Additive: return factor + by - Ratio(1);
        case MultiplierStacking::Multiplicative: return factor * by;
        case MultiplierStacking::Max: return factor < by ? by : factor;
    }
    return factor;
}

Result<std::optional<RawAward>> BaseOf::multiply(std::span<const std::uint32_t> lines,
                                                 const Ratio& factor) {
    const bool has_base = std::ranges::any_of(lines, [&](std::uint32_t line) {
        return lines_[line].eligible != 0 && !rates_[lines_[line].rate].is_zero();
    });
    if (!has_base) return std::nullopt;
    if (currency_.rounding_scope == RoundingScope::Line) return TRY(multiply_lines(lines, factor));
    return TRY(multiply_basket(lines, factor));
}

Result<RawAward> BaseOf::multiply_lines(std::span<const std::uint32_t> lines, const Ratio& factor) {
    for (std::uint32_t line : lines) lines_[line].factor = raised(lines_[line].factor, factor);
    RawAward award{.currency = currency_.id};
    auto weights = no_weights();
    for (std::size_t place = 0; place < lines_.size(); ++place) {
        Line& line = lines_[place];
        const std::int64_t now = TRY(round_units(base(line) * line.factor));
        const std::int64_t more = std::max<std::int64_t>(0, now - line.rounded);
        line.rounded += more;
        award.units += more;
        weights[place] = more;
    }
    award.whole = weights;
    return award;
}

/// What `factor` adds to the exact base of lines of one rate and one factor so far is in the
/// proportion of their eligible money; of others it is told line by line.
Result<RawAward> BaseOf::multiply_basket(std::span<const std::uint32_t> lines,
                                         const Ratio& factor) {
    RawAward award{.currency = currency_.id};
    auto weights = no_weights();
    const Line* like = nullptr;
    bool alike = true;
    std::int64_t eligible = 0;
    for (std::uint32_t place : lines) {
        const Line& line = lines_[place];
        if (line.rate == 0) continue;  // nothing to multiply, now or later
        if (!like) like = &line;
        alike = alike && line.rate == like->rate && line.factor == like->factor;
        eligible += line.eligible;
    }
    if (alike) {
        const Ratio after = raised(like->factor, factor), more = after - like->factor;
        exact_ = exact_ + Ratio(eligible) * rates_[like->rate] * more;
        for (std::uint32_t place : lines) {
            if (lines_[place].rate == 0) continue;
            lines_[place].factor = after;
            if (!more.is_zero()) weights[place] = lines_[place].eligible;
        }
        award.whole = weights;
    } else {
        auto exact = values_in(*memory_, lines_.size(), Ratio{0});
        for (std::uint32_t place : lines) {
            Line& line = lines_[place];
            const Ratio after = raised(line.factor, factor);
            exact[place] = base(line) * (after - line.factor);
            line.factor = after;
            exact_ = exact_ + exact[place];
        }
        award.shared = RawAward::Shared::Exactly;
        award.exact = exact;
    }
    award.units = std::max<std::int64_t>(0, TRY(round_units(exact_)) - given_);
    given_ += award.units;
    return award;
}

Result<std::int64_t> BaseOf::stand_alone(std::span<const std::uint32_t> lines,
                                         const Ratio& factor) const {
    if (currency_.rounding_scope == RoundingScope::Basket) {
        Ratio matched{0};
        std::int64_t eligible = 0;  // of lines at one rate, side by side
        std::uint32_t rate = 0;
        for (std::uint32_t place : lines) {
            if (lines_[place].rate != rate) {
                if (eligible != 0) matched = matched + Ratio(eligible) * rates_[rate];
                rate = lines_[place].rate;
                eligible = 0;
            }
            eligible += lines_[place].eligible;
        }
        const Ratio more = factor - Ratio(1);
        const Ratio before = matched.is_zero() ? base_total_ : base_total_ + matched * more;
        return TRY(round_units(sum(before, eligible, rates_[rate], more))) - base_given_;
    }
    std::int64_t units = 0;
    auto next = lines.begin();
    for (std::uint32_t place = 0; place < lines_.size(); ++place) {
        const bool multiplied = next != lines.end() && *next == place;
        if (multiplied) ++next;
        const Ratio exact = multiplied ? base(lines_[place]) * factor : base(lines_[place]);
        units += TRY(round_units(exact)) - lines_[place].base_rounded;
    }
    return units;
}

}  // namespace vuelve
