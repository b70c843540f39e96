#include "app/look_ahead.h"

#include "app/programmes.h"

namespace vuelve::app {

LookAhead::LookAhead(const OpenProgramme& programme,
                     storage::Reader& reader,
                     std::span<const Coming> commands) {
    std::vector<std::string> keys;
    std::vector<Identity> identities;
    for (const Coming& coming : commands) {
        if (!coming.ask->command.key.empty()) keys.push_back(coming.ask->command.key);
        if (!coming.member) continue;
        if (const auto* holder = std::get_if<HolderId>(coming.member)) members_.push_back(*holder);
        if (const auto* identity = std::get_if<Identity>(coming.member))
            identities.push_back(*identity);
    }
    const auto used = programme.ledger().are_used(reader, keys);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (!used[i]) new_keys_.insert(std::move(keys[i]));
    const auto found = programme.members().find_all(reader, identities);
    for (std::size_t i = 0; i < identities.size(); ++i) {
        if (!found[i]) continue;
        owners_.emplace(std::pair(identities[i].kind, std::move(identities[i].value)), *found[i]);
        members_.push_back(*found[i]);
    }
}

std::optional<HolderId> LookAhead::owner(const Identity& identity) const {
    const auto found = owners_.find({identity.kind, identity.value});
    return found == owners_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace vuelve::app
