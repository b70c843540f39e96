#include "cli/sim/level_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/sim/arithmetic.h"

namespace vuelve::cli {

LevelBook::LevelBook(const ProgrammeDocument& document, Checks& checks)
    : document_(document), checks_(checks), offset_(own::fixed_offset(document.time_zone)) {}

std::size_t LevelBook::place_of(LevelId level) const {
    const auto& levels = document_.tiers->levels;
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (levels[i].id == level) return i;
    return 0;
}

void LevelBook::take(const Witnessed& one, const SalesBook& sales) {
    if (!document_.tiers || !one.is_done()) return;
    const Tiers& tiers = *document_.tiers;
    const Receipt& receipt = *one.receipt;
    if (std::holds_alternative<SetLevel>(one.body)) members_[receipt.member].is_manual = true;
    if (std::holds_alternative<Merge>(one.body)) {
        Standing& survivor = members_[receipt.member];
        Standing& duplicate = members_[receipt.other];
        for (const auto& [day, units] : duplicate.metric) survivor.metric[day] += units;
        for (const auto& [day, visits] : duplicate.visits) survivor.visits[day] += visits;
        survivor.is_manual = survivor.is_manual || duplicate.is_manual;
        merged_[receipt.other] = receipt.member;
    }
    if (!offset_) return;
    if (const auto* adjust = std::get_if<Adjust>(&one.body);
        adjust && adjust->currency == tiers.currency && tiers.metric == Tiers::Metric::Status)
        members_[receipt.member].metric[own::day_at(receipt.at, *offset_)] += adjust->points.n;
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    const Sale* sale = purchase ? sales.find(purchase->id) : nullptr;
    if (!sale || purchase->quote) return;
    Standing& standing = members_[receipt.member];
    const std::int64_t day = own::day_at(sale->occurred_at, *offset_);
    ++standing.visits[day];
    if (tiers.metric == Tiers::Metric::Status)
        for (const AwardLine& award : receipt.effects)
            if (award.currency == tiers.currency_id) standing.metric[day] += award.points.n;
    if (tiers.metric == Tiers::Metric::Spend)
        for (const SaleLine& line : sale->lines) standing.metric[day] += line.eligible;
}

void LevelBook::take_back(const SalesBook::TakenBack& back) {
    if (!document_.tiers || !offset_) return;
    HolderId member = back.sale->member;
    while (merged_.contains(member)) member = merged_[member];
    Standing& standing = members_[member];
    const std::int64_t day = own::day_at(back.sale->occurred_at, *offset_);
    if (back.is_void) --standing.visits[day];
    if (document_.tiers->metric == Tiers::Metric::Status)
        for (const ReversedLine& line : back.reversed)
            if (line.currency == document_.tiers->currency_id)
                standing.metric[day] -= line.points.n;
    if (document_.tiers->metric != Tiers::Metric::Spend) return;
    for (std::size_t i = 0; i < back.before.size(); ++i) {
        const SaleLine& line = back.sale->lines[i];
        const std::int64_t returned = back.is_void ? line.quantity : line.returned;
        standing.metric[day] -= own::part_half_up(line.eligible, returned, line.quantity) -
                                own::part_half_up(line.eligible, back.before[i], line.quantity);
    }
}

/// The metric of the window that contains today; nothing for windows the auditor does not count.
std::optional<std::int64_t> LevelBook::metric_now(const Standing& standing, Instant at) const {
    const Tiers& tiers = *document_.tiers;
    if (!offset_) return std::nullopt;
    const std::int64_t today = own::day_at(at, *offset_);
    auto inside = [&](std::int64_t day) {
        switch (tiers.window) {
            case Tiers::Window::CalendarYear: return own::year_of(day) == own::year_of(today);
            case Tiers::Window::Rolling:
                return day <= today && day > own::months_before(today, tiers.window_months);
            default: return true;
        }
    };
    if (tiers.window == Tiers::Window::Anniversary) return std::nullopt;
    std::int64_t sum = 0;
    if (tiers.metric == Tiers::Metric::Visits) {
        for (const auto& [day, visits] : standing.visits) sum += visits > 0 && inside(day);
    } else {
        for (const auto& [day, units] : standing.metric)
            if (inside(day)) sum += units;
    }
    return sum;
}

void LevelBook::check(const Evidence& evidence,
                      const std::function<const Holder*(HolderId)>& before) {
    if (!document_.tiers) return;
    for (const auto& [id, reading] : evidence.readings) {
        const Holder& now = reading.holder;
        if (const Holder* was = before(id)) check_kept(evidence, *was, now);
        auto standing = members_.find(id);
        if (standing == members_.end() || standing->second.is_manual ||
            now.head.state != MemberState::Active)
            continue;
        const auto metric = metric_now(standing->second, evidence.at);
        if (!metric) continue;
        std::size_t supported = 0;
        for (std::size_t i = 0; i < document_.tiers->levels.size(); ++i)
            if (document_.tiers->levels[i].threshold <= *metric) supported = i;
        checks_.hold("I21", place_of(now.head.tier.level) >= supported, [&] {
            return fmt::format("holder {}: level {} with a metric of {}, which supports level {}",
                               id.value, place_of(now.head.tier.level), *metric, supported);
        });
    }
}

void LevelBook::check_kept(const Evidence& evidence, const Holder& before, const Holder& now) {
    const bool is_by_hand = std::ranges::any_of(evidence.commands, [](const Witnessed& one) {
        return one.is_done() && (std::holds_alternative<SetLevel>(one.body) ||
                                 std::holds_alternative<Merge>(one.body));
    });
    if (document_.tiers->recalc_on_return || is_by_hand || now.head.state != MemberState::Active)
        return;
    const auto& ends = before.head.tier.valid_until;
    if (ends && *ends <= evidence.at) return;  // a review was due
    checks_.hold("I22", place_of(now.head.tier.level) >= place_of(before.head.tier.level), [&] {
        return fmt::format("holder {}: level {} became {} before its end", now.id.value,
                           place_of(before.head.tier.level), place_of(now.head.tier.level));
    });
}

}  // namespace vuelve::cli
