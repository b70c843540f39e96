#include <algorithm>

#include "app/loader.h"
#include "storage/history_store.h"

/// The part of Loader that knows who came by whose recommendation.
namespace vuelve::app {

namespace {

/// As far as a circle is looked for.
constexpr std::size_t ring_max = 16;

}  // namespace

void Loader::load_referrer(const Ask& ask, Enrol& command, Instant at) {
    for (const Identity& identity : ask.profile->identities)
        command.has_known_identity |= programme_.members().was_ever_enrolled(tx_, identity, at);
    if (ask.referral_code.empty()) return;
    const auto referrer = programme_.members().find_referrer(tx_, ask.referral_code);
    if (!referrer || !load_holder(*referrer)) return;
    const Holder* survivor = resolve(state_, *referrer);
    command.referrer = survivor ? survivor->id : *referrer;
    const auto has_identity_of = [&](HolderId other) {
        return std::ranges::any_of(ask.profile->identities, [&](const Identity& identity) {
            auto owner = programme_.members().owner(tx_, identity);
            return owner && owner->holder == other;
        });
    };
    const Profile& told = *ask.profile;
    const auto has_trait_of = [&](HolderId other) {
        const auto shared = [&](TraitKind kind, const std::string& normalised) {
            return programme_.members().has_trait(tx_, other, kind, normalised);
        };
        return shared(TraitKind::Device, normalised_token(told.device)) ||
               shared(TraitKind::PaymentToken, normalised_token(told.payment_token)) ||
               shared(TraitKind::Address, normalised_address(told.address));
    };
    command.has_identity_of_referrer = has_identity_of(*command.referrer);
    command.has_trait_of_referrer = has_trait_of(*command.referrer);
    if (command.has_identity_of_referrer || command.has_trait_of_referrer) return;
    command.ring = ring_from(*command.referrer, [&](HolderId above) {
        return has_identity_of(above) || has_trait_of(above);
    });
}

void Loader::load_known(const Ask& ask, ChangeIdentity& command, Instant at) {
    using enum ChangeIdentity::Change;
    if (command.change == Remove || command.change == Block || !ask.profile) return;
    const Identity& added = ask.profile->identities.back();
    const auto owner = programme_.members().owner(tx_, added);
    const bool was_own = owner && command.member && owner->holder == *command.member;
    command.is_known = !was_own && programme_.members().was_ever_enrolled(tx_, added, at);
}

std::vector<HolderId> Loader::ring_from(HolderId referrer,
                                        const std::function<bool(HolderId)>& is_same) {
    std::vector<HolderId> way;
    for (HolderId at = referrer; way.size() < ring_max;) {
        const Holder* referee = resolve(state_, at);
        if (!referee || !referee->referral) return {};
        way.push_back(referee->id);
        const HolderId above = referee->referral->referrer;
        if (!load_holder(above)) return {};
        const Holder* survivor = resolve(state_, above);
        if (!survivor) return {};
        at = survivor->id;
        if (is_same(at)) return way;
    }
    return {};
}

std::vector<HolderId> Loader::ring_of_sale(const MemberRef& member,
                                           const std::vector<std::string>& tokens) {
    const Holder* referee = member ? resolve(state_, *member) : nullptr;
    if (!referee || !referee->referral || referee->referral->state != ReferralState::Open)
        return {};
    const HolderId id = referee->id;
    const Holder* referrer = resolve(state_, referee->referral->referrer);
    if (!referrer) return {};
    const auto& people = programme_.members();
    return ring_from(referrer->id, [&](HolderId above) {
        return above == id || people.share_trait(tx_, above, id) ||
               std::ranges::any_of(tokens, [&](const std::string& token) {
                   return people.has_trait(tx_, above, TraitKind::PaymentToken,
                                           normalised_token(token));
               });
    });
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
