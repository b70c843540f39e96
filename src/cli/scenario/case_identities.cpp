#include "cli/scenario/case_identities.h"

#include <algorithm>

#include "codec/identity.h"
#include "domain/trait.h"

namespace vuelve::cli {

void CaseIdentities::read_as_of(const std::string& time_zone) {
    region_ = region_of_zone(time_zone);
}

std::string CaseIdentities::normal_form(const std::string& reference) const {
    auto identity = parse_identity(reference, region_);
    return identity ? format_identity(*identity) : reference;
}

bool CaseIdentities::is_taken(const GoldenMember& member) const {
    return std::ranges::any_of(member.identities, [&](const std::string& reference) {
        auto known = owners_.find(normal_form(reference));
        return known != owners_.end() && !known->second.is_free;
    });
}

namespace {

bool has_common(const std::set<std::string>& some, const std::set<std::string>& others) {
    return std::ranges::any_of(some,
                               [&](const std::string& trait) { return others.contains(trait); });
}

std::string trait_of(TraitKind kind, const std::string& normalised) {
    return std::string(name_of(kind)) + ':' + normalised;
}

}  // namespace

std::set<std::string> CaseIdentities::traits_of(const GoldenMember& member) {
    std::set<std::string> traits;
    auto add = [&](TraitKind kind, const std::string& normalised) {
        if (!normalised.empty()) traits.insert(trait_of(kind, normalised));
    };
    add(TraitKind::Device, normalised_token(member.device));
    add(TraitKind::PaymentToken, normalised_token(member.payment_token));
    add(TraitKind::Address, normalised_address(member.address));
    return traits;
}

void CaseIdentities::add_tokens(HolderId holder, const std::vector<std::string>& tokens) {
    for (const std::string& token : tokens)
        traits_[holder].insert(trait_of(TraitKind::PaymentToken, normalised_token(token)));
}

bool CaseIdentities::shares_trait(HolderId referrer,
                                  HolderId referee,
                                  const std::vector<std::string>& tokens) const {
    auto known = traits_.find(referrer), own = traits_.find(referee);
    if (known == traits_.end()) return false;
    return (own != traits_.end() && has_common(own->second, known->second)) ||
           std::ranges::any_of(tokens, [&](const std::string& token) {
               return known->second.contains(
                   trait_of(TraitKind::PaymentToken, normalised_token(token)));
           });
}

void CaseIdentities::note_known(const GoldenMember& member, Enrol& command) const {
    if (!command.referrer) return;
    if (auto known = traits_.find(*command.referrer); known != traits_.end())
        command.has_trait_of_referrer = has_common(traits_of(member), known->second);
    for (const std::string& reference : member.identities) {
        auto known = owners_.find(normal_form(reference));
        if (known == owners_.end()) continue;
        command.has_known_identity = true;
        command.has_identity_of_referrer |= known->second.holder == *command.referrer;
    }
}

void CaseIdentities::add(HolderId holder, const GoldenMember& member) {
    for (const std::string& reference : member.identities)
        owners_[normal_form(reference)] = {holder, false};
    traits_[holder].merge(traits_of(member));
}

void CaseIdentities::follow(const Effects& effects) {
    for (const auto& place : effects.places)
        for (auto& [identity, owner] : owners_) {
            if (owner.holder != place.holder) continue;
            if (place.state == MemberState::Closed) owner.is_free = true;
            if (place.merged_into.value != 0) owner.holder = place.merged_into;
        }
    for (const auto& place : effects.places)
        if (place.merged_into.value != 0) traits_[place.merged_into].merge(traits_[place.holder]);
}

}  // namespace vuelve::cli
