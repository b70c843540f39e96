#include "cli/scenario/case_facts.h"

#include <algorithm>

#include "analytics/measures.h"
#include "domain/tier.h"

namespace vuelve::cli {
namespace {

HolderId now(const State& state, HolderId member) {
    const Holder* holder = resolve(state, member);
    return holder ? holder->id : member;
}

bool is_household(const State& state, HolderId id) {
    const auto found = state.holders.find(id);
    return found != state.holders.end() && found->second.kind == HolderKind::Household;
}

analytics::MemberFact member_fact(const Programme& programme, const Holder& holder, Instant end) {
    analytics::MemberFact member{.member = holder.id,
                                 .enrolled = programme.zone().local_day(holder.enrolled_at),
                                 .home_store = holder.home_store,
                                 .segments = holder.segments};
    if (const auto& tiers = programme.document().tiers) {
        const LevelId held = level_at(holder.head.tier, end + -1);
        member.level = held.value == 0 ? tiers->levels.front().id : held;
    }
    return member;
}

void add_lots(const State& state, const Zone& zone, analytics::ShopFacts& facts) {
    for (const auto& [id, holder] : state.holders)
        for (const Lot& lot : holder.lots)
            if (lot.rule.value != 0)
                facts.lots.push_back({.lot = lot.id,
                                      .member = now(state, id),
                                      .earned = zone.local_day(lot.earned_at),
                                      .currency = lot.currency,
                                      .original = lot.original,
                                      .reversed = lot.reversed,
                                      .expired = lot.expired,
                                      .open = lot.remaining + lot.reserved,
                                      .brand = lot.brand});
}

}  // namespace

void CaseFacts::follow(const Transaction& txn) {
    const Effects& effects = txn.effects;
    if (auto sale = sale_of(txn, [](const std::string&) { return std::nullopt; })) {
        sales_[sale->txn] = *sale;
    } else if (effects.purchase) {
        Sale& changed = sales_[effects.purchase->txn];
        changed.returned = effects.purchase->returned_money;
        changed.voided = effects.purchase->voided;
    }
    for (const Entry& entry : effects.entries)
        movements_.push_back({entry, txn.holder, txn.store, txn.channel});
    for (const Effects::PlaceRow& place : effects.places)
        if (place.state == MemberState::Closed || place.state == MemberState::Merged)
            left_.try_emplace(place.holder, txn.at);
    for (const Effects::AnswerRow& answer : effects.answers)
        scores_.push_back({answer.holder, answer.answer});
}

void CaseFacts::tell(const analytics::StoreDayFact& day) {
    totals_[analytics::store_day_id(day.store, day.day)] = day;
}

analytics::ShopFacts CaseFacts::read(const Programme& programme,
                                     const State& state,
                                     Day end) const {
    const Zone& zone = programme.zone();
    analytics::ShopFacts facts;
    for (const auto& [txn, sale] : sales_) {
        facts.sales.push_back(sale);
        facts.sales.back().member = now(state, sale.member);
    }
    for (const Movement& moved : movements_) {
        const Entry& entry = moved.entry;
        const bool shared = is_household(state, entry.holder) && moved.actor.value != 0;
        const auto& gained = entry.movement;
        facts.points.push_back(
            {.entry = entry.id,
             .member = now(state, shared ? moved.actor : entry.holder),
             .day = zone.local_day(entry.posted_at),
             .type = entry.type,
             .currency = entry.currency,
             .units = gained.pending + gained.available + gained.reserved + gained.debt,
             .store = moved.store,
             .brand = entry.contra_brand,
             .channel = moved.channel,
             .rule = entry.rule});
    }
    for (const auto& [id, holder] : state.holders) {
        if (holder.kind != HolderKind::Member) continue;
        facts.members.push_back(member_fact(programme, holder, zone.day_start(end + 1)));
        if (const auto left = left_.find(id); left != left_.end())
            facts.members.back().left = zone.local_day(left->second);
    }
    add_lots(state, zone, facts);
    for (const auto& [id, day] : totals_) facts.store_days.push_back(day);
    for (const Score& score : scores_)
        if (score.answer.nps)
            facts.scores.push_back({score.answer.id, now(state, score.holder), score.answer.day,
                                    *score.answer.nps, score.answer.store});
    return facts;
}

}  // namespace vuelve::cli
