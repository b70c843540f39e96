#include "cli/scenario/case_identities.h"

#include <algorithm>

#include "codec/identity.h"

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

void CaseIdentities::note_known(const GoldenMember& member, Enrol& command) const {
    if (!command.referrer) return;
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
}

void CaseIdentities::follow(const Effects& effects) {
    for (const auto& place : effects.places)
        for (auto& [identity, owner] : owners_) {
            if (owner.holder != place.holder) continue;
            if (place.state == MemberState::Closed) owner.is_free = true;
            if (place.merged_into.value != 0) owner.holder = place.merged_into;
        }
}

}  // namespace vuelve::cli
