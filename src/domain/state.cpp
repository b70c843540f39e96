#include "domain/state.h"

#include <algorithm>

#include "domain/decision.h"

namespace vuelve {

std::int64_t part_of(Minor amount, const RecordedLine& line, std::int64_t quantity) {
    return multiply_divide(amount.n, quantity, line.quantity, Rounding::HalfUp).value_or(amount.n);
}

Wallet wallet_of(const Holder& holder, CurrencyId currency) {
    for (const Wallet& wallet : holder.wallets)
        if (wallet.currency == currency) return wallet;
    return Wallet{.currency = currency};
}

const Holder* resolve(const State& state, HolderId id) {
    auto found = state.holders.find(id);
    while (found != state.holders.end() && found->second.head.state == MemberState::Merged)
        found = state.holders.find(found->second.merged_into);
    return found == state.holders.end() ? nullptr : &found->second;
}

std::vector<HolderId> lot_places(const State& state, HolderId holder) {
    std::vector<HolderId> places{holder};
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto found = state.holders.find(places[i]);
        if (found == state.holders.end()) continue;
        auto add = [&](HolderId place) {
            if (place.value != 0 && std::ranges::find(places, place) == places.end())
                places.push_back(place);
        };
        add(found->second.merged_into);
        for (HolderId household : found->second.head.households) add(household);
    }
    if (const Holder* survivor = resolve(state, holder); survivor && survivor->id != holder)
        std::ranges::rotate(places, std::ranges::find(places, survivor->id));
    return places;
}

HolderId account_holder(const Holder& member, const Currency& currency) {
    bool shared = currency.kind != CurrencyKind::Status && member.household.value != 0;
    return shared ? member.household : member.id;
}

std::optional<Instant> review_at(const Head& head) {
    const bool is_live = head.state == MemberState::Active || head.state == MemberState::Suspended;
    return is_live ? head.tier.valid_until : std::nullopt;
}

void apply(State& state, Decision& decision) {
    if (decision.outcome == Outcome::Rejected || decision.outcome == Outcome::Replayed) return;
    for (Holder& holder : decision.holders)
        state.holders.insert_or_assign(holder.id, std::move(holder));
    decision.holders.clear();
    if (!decision.transaction) return;
    const Transaction& done = *decision.transaction;
    for (const auto& [key, resource] : done.effects.resources) state.resources[key] = resource;
    for (const Parked& parked : done.effects.parked) {
        auto& waiting = state.parked[parked.purchase];
        std::erase_if(waiting, [&](const Parked& known) { return known.id == parked.id; });
        bool done = parked.state == ParkedState::Applied || parked.state == ParkedState::Dismissed;
        if (!done) waiting.push_back(parked);
        if (waiting.empty()) state.parked.erase(parked.purchase);
    }
    for (const auto& [holder, voucher] : done.effects.vouchers)
        state.code_holders[voucher.code] = holder;
    for (const auto& [holder, reservation] : done.effects.reservations)
        state.reservation_holders[reservation.id] = holder;
    for (const auto& [holder, redemption] : done.effects.redemptions)
        state.redemption_holders[redemption.id] = holder;
    if (done.effects.purchase)
        state.purchases.insert_or_assign(done.effects.purchase->id, *done.effects.purchase);
    if (done.effects.closed_month) state.closed_until = done.effects.closed_month->until;
    if (!done.key.empty()) state.earlier[done.key] = Earlier{done.request_hash, done.receipt};
}

}  // namespace vuelve
