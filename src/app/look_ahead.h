#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "app/engine.h"
#include "app/programmes.h"

/// What the commands of a group will ask the tables for, asked for all of them at once: which keys
/// are new, and who is named by which identity (docs/adr/0071). Internal to the writer.
namespace vuelve::app {

class LookAhead {
 public:
    /// A command that comes, and whom it names.
    struct Coming {
        const Ask* ask = nullptr;
        const MemberReference* member = nullptr;  // none = null
    };

    LookAhead() = default;
    /// Reads for commands of one programme.
    LookAhead(const OpenProgramme& programme,
              storage::Reader& reader,
              std::span<const Coming> commands);

    /// Nobody had used this key before the group.
    bool is_new(const std::string& key) const { return new_keys_.contains(key); }
    /// Whose active identity it was before the group; nothing when that is to be asked.
    std::optional<HolderId> owner(const Identity& identity) const;
    /// Whom the commands name.
    const std::vector<HolderId>& members() const { return members_; }
    /// Who is named by what may have changed.
    void forget_owners() { owners_.clear(); }

 private:
    std::set<std::string> new_keys_;
    std::map<std::pair<IdentityKind, std::string>, HolderId> owners_;
    std::vector<HolderId> members_;
};

}  // namespace vuelve::app
