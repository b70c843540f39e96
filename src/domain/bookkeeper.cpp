#include "domain/bookkeeper.h"

#include <algorithm>
#include <set>

namespace vuelve {
namespace {

Units held_by(const Lot& lot) { return lot.remaining + lot.reserved; }

/// What a payment took from its lots and did not give back.
std::vector<LotUse> net_uses(const Purchase* purchase) {
    std::vector<LotUse> uses;
    if (purchase)
        for (const PaidTender& paid : purchase->paid)
            uses.insert(uses.end(), paid.uses.begin(), paid.uses.end());
    return uses;
}

bool is_owed_to_others(const Programme& programme, RewardId id) {
    const Reward* reward = programme.find_reward(programme.symbols().code(id.value));
    return reward &&
           (reward->type == Reward::Type::Donation || reward->type == Reward::Type::GiftCard);
}

}  // namespace

std::string_view name_of(PoolKind kind) { return kind == PoolKind::Sale ? "sale" : "marketing"; }

int BookKeeper::month_of(Instant at) const { return month_number(programme_.zone().local_day(at)); }

/// Lots of status credits are not there; what is theirs goes to a pool that nobody reads.
PoolChange& BookKeeper::change(int month, LotId lot) {
    auto known = lots_.find(lot);
    return months_[month].pools[known == lots_.end() ? PoolKey{} : known->second.pool];
}

void BookKeeper::follow_lots(int month, const Effects& effects) {
    std::set<std::pair<HolderId, CurrencyId>> emptied;
    for (const Entry& entry : effects.entries)
        if (entry.type == EntryType::Forfeit) emptied.insert({entry.holder, entry.currency});
    for (const auto& [holder, lot] : effects.lots) {
        const PoolKey pool{
            .kind = lot.funding == Funding::Marketing ? PoolKind::Marketing : PoolKind::Sale,
            .currency = lot.currency,
            .year = date_of(programme_.zone().local_day(lot.earned_at)).year};
        KnownLot& known = lots_.try_emplace(lot.id, KnownLot{pool, {}}).first->second;
        const Units by = held_by(lot) - known.held;
        known.held = held_by(lot);
        PoolChange& changed = months_[month].pools[pool];
        changed.outstanding += by;
        if (by.n < 0 && emptied.contains({holder, lot.currency})) changed.expired -= by;
    }
}

void BookKeeper::add_entry(int month, const Entry& entry) {
    if (entry.lot.value == 0) return;
    const int posted = month_of(entry.posted_at);
    const Units given = entry.movement.pending + entry.movement.available;
    auto granted = [&](Units units) {
        auto known = lots_.find(entry.lot);
        if (known != lots_.end() && known->second.pool.kind == PoolKind::Marketing)
            months_[posted].granted[{known->second.pool, entry.contra_brand}] += units;
    };
    switch (entry.type) {
        case EntryType::Earn:
        case EntryType::Adjust:
        case EntryType::Reinstate:
            change(posted, entry.lot).issued += given;
            granted(given);
            break;
        case EntryType::EarnReversal:
            change(posted, entry.lot).issued -= entry.contra_units;
            granted(-entry.contra_units);
            break;
        case EntryType::Expire: change(posted, entry.lot).expired -= given; break;
        // A refund beyond the debt that had paid comes as a lot of its own.
        case EntryType::RedeemRefund: change(posted, entry.lot).redeemed -= given; break;
        default: break;
    }
    // Run late, what a job moves belongs to the month it was due in.
    if (posted == month || entry.type == EntryType::EarnReversal) return;
    change(posted, entry.lot).outstanding += given;
    change(month, entry.lot).outstanding -= given;
}

void BookKeeper::add_uses(int month, const std::vector<LotUse>& uses, bool back) {
    for (const LotUse& use : uses) {
        const Units units = use.units - use.refunded;
        change(month, use.lot).redeemed += back ? -units : units;
    }
}

void BookKeeper::add_prizes(int month, TxnKind kind, const Effects& effects) {
    auto prize = [&](const Redemption& taken) -> Units& {
        return months_[month]
            .prizes[{taken.currency, taken.brand, is_owed_to_others(programme_, taken.reward)}];
    };
    for (const auto& [holder, taken] : effects.redemptions) {
        if (kind == TxnKind::Redemption) {
            add_uses(month, taken.uses, false);
            prize(taken) += taken.points;
        } else if (kind == TxnKind::Reversal && taken.state == RedemptionState::Refunded) {
            for (const LotUse& use : taken.uses) change(month, use.lot).redeemed -= use.refunded;
            prize(taken) -= taken.points;
        }
    }
    // One that pays for a purchase is told by the purchase.
    if (kind == TxnKind::Redemption)
        for (const auto& [holder, held] : effects.reservations)
            if (held.state == ReservationState::Captured) add_uses(month, held.uses, false);
}

Result<void> BookKeeper::add_purchase(int month, const Purchase* before, const Purchase& after) {
    add_uses(month, net_uses(before), true);
    add_uses(month, net_uses(&after), false);
    const int year = date_of(after.day).year;
    for (const MoneyLine& line : TRY(bookings_of(programme_, before, after))) {
        MonthOfBooks& books = months_[month];
        books.deferrals[{line.reason, line.currency, after.brand}] += line.amount;
        books.pools[{PoolKind::Sale, line.currency, year}].deferred +=
            line.reason == MoneyReason::Deferral ? line.amount : -line.amount;
    }
    return {};
}

void BookKeeper::forget_spent(const Effects& effects) {
    for (const auto& [holder, lot] : effects.lots)
        if (held_by(lot).n == 0) lots_.erase(lot.id);
}

Result<void> BookKeeper::add(TxnKind kind,
                             Instant at,
                             const Effects& effects,
                             const Purchase* before) {
    const int month = month_of(at);
    follow_lots(month, effects);
    for (const Entry& entry : effects.entries) add_entry(month, entry);
    add_prizes(month, kind, effects);
    if (effects.purchase) TRY(add_purchase(month, before, *effects.purchase));
    forget_spent(effects);
    return {};
}

}  // namespace vuelve
