#include "domain/state.h"

#include "domain/decision.h"

namespace vuelve {

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

HolderId account_holder(const Holder& member, const Currency& currency) {
    bool shared = currency.kind != CurrencyKind::Status && member.household.value != 0;
    return shared ? member.household : member.id;
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
        waiting.push_back(parked);
    }
    if (done.effects.purchase)
        state.purchases.insert_or_assign(done.effects.purchase->id, *done.effects.purchase);
    if (!done.key.empty()) state.earlier[done.key] = Earlier{done.request_hash, done.receipt};
}

}  // namespace vuelve
