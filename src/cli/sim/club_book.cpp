#include "cli/sim/club_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/sim/arithmetic.h"

namespace vuelve::cli {

ClubBook::ClubBook(const ProgrammeDocument& document, Checks& checks) : checks_(checks) {
    for (const Club& club : document.clubs) clubs_[club.code].club = &club;
}

HolderId ClubBook::now(HolderId member) const {
    for (auto gone = merged_.find(member); gone != merged_.end(); gone = merged_.find(member))
        member = gone->second;
    return member;
}

void ClubBook::take(const Witnessed& one, const SalesBook& sales) {
    if (!one.is_done()) return;
    const Receipt& receipt = *one.receipt;
    if (const auto* join = std::get_if<JoinClub>(&one.body)) {
        Standing& standing = clubs_.at(join->club);
        const bool is_new = standing.joined.try_emplace(receipt.member, receipt.at).second;
        checks_.hold("clubs", !is_new || !standing.is_reached,
                     [&] { return one.order.text() + " joined a club whose goal was reached"; });
    }
    if (std::holds_alternative<Merge>(one.body)) unite(receipt);
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    if (!purchase || purchase->quote) return;
    for (auto& [code, standing] : clubs_) sell(standing, *sales.find(purchase->id), receipt);
}

void ClubBook::unite(const Receipt& merge) {
    merged_[merge.other] = merge.member;
    for (auto& [code, standing] : clubs_) {
        standing.parts[merge.member] += standing.parts[merge.other];
        standing.parts.erase(merge.other);
        auto gone = standing.joined.find(merge.other);
        if (gone == standing.joined.end()) continue;
        auto [kept, is_new] = standing.joined.try_emplace(merge.member, gone->second);
        if (!is_new) kept->second = std::min(kept->second, gone->second);
        standing.joined.erase(gone);
    }
}

void ClubBook::sell(Standing& standing, const Sale& sale, const Receipt& receipt) {
    const Club& club = *standing.club;
    auto joined = standing.joined.find(sale.member);
    std::int64_t added = 0;
    const bool counts = joined != standing.joined.end() && !standing.is_reached &&
                        sale.occurred_at >= joined->second && sale.occurred_at >= club.from &&
                        sale.occurred_at < club.to;
    for (const SaleLine& line : sale.lines) {
        if (!counts || line.eligible == 0) continue;
        if (club.metric == Challenge::Metric::PurchaseCount) added = 1;
        if (club.metric == Challenge::Metric::Spend) added += line.eligible;
        if (club.metric == Challenge::Metric::Quantity) added += line.quantity;
    }
    const bool is_told = std::ranges::count(receipt.clubs, club.rule, &ClubLine::club) > 0;
    checks_.hold("clubs", is_told == (added > 0), [&] {
        return fmt::format("{}: it adds {} to {} and its answer says otherwise", sale.id, added,
                           club.code);
    });
    if (added == 0) return;
    Share share{.whole = added, .kept = std::min(added, club.goal - standing.progress)};
    standing.progress += share.kept;
    standing.parts[sale.member] += added;
    share.reached = standing.is_reached = standing.progress == club.goal;
    const bool is_rewarded = std::ranges::count(receipt.effects, club.rule, &AwardLine::rule) > 0;
    checks_.hold("clubs reached", is_rewarded == share.reached, [&] {
        return fmt::format("{}: {} of {} together, and its answer rewards otherwise", sale.id,
                           standing.progress, club.goal);
    });
    standing.shares[sale.id] = share;
}

std::int64_t ClubBook::eligible_back(const SaleLine& line, std::int64_t quantity) const {
    return own::part_half_up(line.eligible, quantity, line.quantity);
}

std::int64_t ClubBook::back_of(const Standing& standing, const SalesBook::TakenBack& back) const {
    std::int64_t units = 0;
    for (std::size_t i = 0; i < back.sale->lines.size(); ++i) {
        const SaleLine& line = back.sale->lines[i];
        if (line.eligible == 0) continue;
        if (standing.club->metric == Challenge::Metric::Quantity)
            units += line.returned - back.before[i];
        if (standing.club->metric == Challenge::Metric::Spend)
            units += eligible_back(line, line.returned) - eligible_back(line, back.before[i]);
    }
    return units;
}

void ClubBook::take_back(const SalesBook::TakenBack& back) {
    for (auto& [code, standing] : clubs_) {
        auto found = standing.shares.find(back.sale->id);
        if (found == standing.shares.end()) continue;
        Share& share = found->second;
        std::int64_t& part = standing.parts[now(back.sale->member)];
        if (back.is_void) {
            part -= share.whole;
            if (!standing.is_reached) standing.progress -= share.kept;
            if (share.reached) --standing.rewards;
            standing.shares.erase(found);
        } else if (!standing.is_reached) {
            const std::int64_t units = back_of(standing, back);
            part -= units;
            standing.progress -= units;
            share.kept -= units;
            share.whole -= units;
        }
    }
}

void ClubBook::check(const Evidence& evidence) {
    for (auto& [code, standing] : clubs_) {
        check_goal(standing, evidence);
        check_members(standing, evidence);
    }
}

void ClubBook::check_goal(const Standing& standing, const Evidence& evidence) {
    const Club& club = *standing.club;
    auto goal = evidence.resources.find({ResourceKind::ClubGoal, club.rule.value, 0});
    const std::int64_t left = goal == evidence.resources.end() ? club.goal : goal->second.left;
    checks_.hold("clubs", left == club.goal - standing.progress, [&] {
        return fmt::format("{} is missing of {}, its members added {} of {}", left, club.code,
                           standing.progress, club.goal);
    });
}

void ClubBook::check_members(Standing& standing, const Evidence& evidence) {
    const Club& club = *standing.club;
    std::int64_t counted = 0;
    for (const auto& [id, reading] : evidence.readings) {
        for (const PostedEntry& posted : reading.entries)
            if (posted.entry.rule == club.rule && posted.entry.type == EntryType::Earn)
                ++standing.rewards;
        const Holder& holder = reading.holder;
        auto part = holder.tallies.find({TallyKind::ClubPart, club.rule.value, 0});
        if (part == holder.tallies.end()) continue;
        const Tally tally = part->second;
        auto own = standing.parts.find(id);
        const std::int64_t expected = own == standing.parts.end() ? 0 : own->second;
        checks_.hold("clubs", tally.value == expected, [&] {
            return fmt::format("holder {} has {} in {}, and added {}", id.value, tally.value,
                               club.code, expected);
        });
        const bool is_owed = standing.is_reached && tally.value > 0 && evidence.is_settled &&
                             holder.head.state == MemberState::Active;
        checks_.hold("clubs rewarded",
                     (!is_owed || tally.count > 0) && (tally.count == 0 || standing.is_reached),
                     [&] {
                         return fmt::format("holder {} was rewarded {} times for {} of {}",
                                            id.value, tally.count, tally.value, club.code);
                     });
        counted += tally.count;
    }
    if (!evidence.is_whole) return;
    checks_.hold("clubs rewarded", counted == standing.rewards, [&] {
        return fmt::format("{}: {} rewards are counted, {} were given", club.code, counted,
                           standing.rewards);
    });
}

}  // namespace vuelve::cli
