#include "domain/what_if.h"

#include <algorithm>
#include <vector>

namespace vuelve {

WhatIf::WhatIf(std::shared_ptr<const Programme> programme) : programme_(std::move(programme)) {}

void WhatIf::add(const Holder& holder) {
    Holder fresh{.id = holder.id,
                 .kind = holder.kind,
                 .enrolled_at = holder.enrolled_at,
                 .birth_date = holder.birth_date,
                 .segments = holder.segments,
                 .attributes = holder.attributes,
                 .household = holder.household,
                 .home_store = holder.home_store};
    fresh.birth_date_changed_at = holder.birth_date_changed_at;
    fresh.subscriptions = holder.subscriptions;
    fresh.members = holder.members;
    fresh.kept_segments = holder.kept_segments;
    state_.holders.insert_or_assign(holder.id, std::move(fresh));
}

void WhatIf::sell(RecordPurchase sale, Instant at) {
    const HolderId member = *sale.member;
    settle(member, at);
    // The tenders still make up the price.
    for (Tender& tender : sale.tenders)
        if (tender.type == "points" || tender.type == "wallet")
            tender = {.type = "money", .currency = "", .amount = tender.amount};
    sale.discount_points.clear();
    sale.coupons.clear();
    std::string key = sale.id;
    const Command command{.body = std::move(sale), .key = std::move(key), .actor = "what-if"};
    Decision decision = decide(*programme_, state_, command, fresh_, at);
    if (decision.error) {
        totals_.refused[decision.error->code] += 1;
        return;
    }
    totals_.sales += 1;
    count(*decision.transaction);
    apply(state_, decision);
    // No return and no replay asks for them.
    state_.purchases.clear();
    state_.earlier.clear();
    state_.code_holders.clear();
}

/// What the scheduler owes a member and the household by then.
void WhatIf::settle(HolderId member, Instant until) {
    std::vector<HolderId> due;
    const auto add_if_due = [&](HolderId id) {
        const auto holder = state_.holders.find(id);
        if (holder == state_.holders.end()) return;
        if (const auto next = next_due(*programme_, holder->second); next && *next <= until)
            due.push_back(id);
    };
    add_if_due(member);
    if (const auto known = state_.holders.find(member); known != state_.holders.end())
        add_if_due(known->second.household);
    if (due.empty()) return;
    if (auto done = run_due(*programme_, state_, due, fresh_, until)) {
        count(*done->transaction);
        apply(state_, *done);
    }
}

void WhatIf::count(const Transaction& done) {
    const CalendarDate date = date_of(done.on_day);
    const std::int32_t month = date.year * 100 + static_cast<std::int32_t>(date.month);
    for (const Entry& entry : done.effects.entries) {
        // A programme's account loses what members gain.
        const Units units = Units{} - entry.contra_units;
        if (entry.contra == Contra::Expired) totals_.expired[entry.currency] += entry.contra_units;
        if (entry.contra != Contra::Issued) continue;
        totals_.by_rule[{entry.currency, entry.rule}] += units;
        totals_.by_month[{entry.currency, month}] += units;
        const HolderId buyer = done.holder.value != 0 ? done.holder : entry.holder;
        totals_.by_member[entry.currency][buyer] += units;
    }
}

std::map<LevelId, std::int64_t> WhatIf::levels() const {
    std::map<LevelId, std::int64_t> levels;
    for (const auto& [_, holder] : state_.holders)
        if (holder.kind == HolderKind::Member) levels[holder.head.tier.level] += 1;
    return levels;
}

ProgrammeDocument as_if_then(ProgrammeDocument document, Instant first_sale, Instant last_sale) {
    for (Rule& rule : document.rules)
        if (rule.effective_from && *rule.effective_from > last_sale) {
            rule.effective_from.reset();
            rule.effective_to.reset();
        }
    for (Challenge& challenge : document.challenges)
        if (challenge.from > last_sale) {
            challenge.from = first_sale;
            challenge.to = last_sale + 1;
        }
    return document;
}

}  // namespace vuelve
