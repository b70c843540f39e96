#include <algorithm>

#include "app/loader.h"
#include "storage/history_store.h"

/// The part of Loader that knows who came by whose recommendation.
namespace vuelve::app {

void Loader::load_referrer(const Ask& ask, Enrol& command, Instant at) {
    if (ask.referral_code.empty()) return;
    const auto referrer = programme_.members().find_referrer(tx_, ask.referral_code);
    if (!referrer || !load_holder(*referrer)) return;
    const Holder* survivor = resolve(state_, *referrer);
    command.referrer = survivor ? survivor->id : *referrer;
    for (const Identity& identity : ask.profile->identities) {
        auto owner = programme_.members().owner(tx_, identity);
        command.has_identity_of_referrer |= owner && owner->holder == *command.referrer;
        command.has_known_identity |= programme_.members().was_ever_enrolled(tx_, identity, at);
    }
    const Profile& told = *ask.profile;
    auto shared = [&](TraitKind kind, const std::string& normalised) {
        return programme_.members().has_trait(tx_, *command.referrer, kind, normalised);
    };
    command.has_trait_of_referrer =
        shared(TraitKind::Device, normalised_token(told.device)) ||
        shared(TraitKind::PaymentToken, normalised_token(told.payment_token)) ||
        shared(TraitKind::Address, normalised_address(told.address));
}

bool Loader::shares_with_referrer(const MemberRef& member, const std::vector<std::string>& tokens) {
    const Holder* referee = member ? resolve(state_, *member) : nullptr;
    if (!referee || !referee->referral || referee->referral->state != ReferralState::Open)
        return false;
    const Holder* referrer = resolve(state_, referee->referral->referrer);
    if (!referrer) return false;
    const auto& people = programme_.members();
    return people.share_trait(tx_, referrer->id, referee->id) ||
           std::ranges::any_of(tokens, [&](const std::string& token) {
               return people.has_trait(tx_, referrer->id, TraitKind::PaymentToken,
                                       normalised_token(token));
           });
}

void Loader::load_waiting_purchase(const MemberRef& member) {
    const Holder* referee = member ? resolve(state_, *member) : nullptr;
    if (!referee || !referee->referral || referee->referral->txn.value == 0) return;
    const TxnId txn = referee->referral->txn;
    // One that was recorded in this group has no row yet.
    for (const auto& [id, purchase] : state_.purchases)
        if (purchase.txn == txn) return load_purchase(std::string(id));
    load_purchase(
        storage::load_summary(tx_, programme_.vault(), programme_.placement(), referee->id, txn)
            .purchase);
}

void Loader::load_referrer_of(const MemberRef& member) {
    const Holder* referee = member ? resolve(state_, *member) : nullptr;
    if (!referee || !referee->referral) return;
    const Referral referral = *referee->referral;
    if (referral.state == ReferralState::Open) load_holder(referral.referrer);
}

}  // namespace vuelve::app
