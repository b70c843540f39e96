#pragma once

#include <map>
#include <string>

#include "cli/scenario/commands.h"
#include "domain/decision.h"

namespace vuelve::cli {

/// Who is found by what in a world without tables: the domain itself sees no identity.
class CaseIdentities {
 public:
    /// National phone numbers are read as of the programme's zone.
    void read_as_of(const std::string& time_zone);

    /// Somebody else has one of the member's identities.
    bool is_taken(const GoldenMember& member) const;
    /// What a recommended member's identities say of them: who had one before.
    void note_known(const GoldenMember& member, Enrol& command) const;
    void add(HolderId holder, const GoldenMember& member);
    /// After a command: closing frees identities, merging hands them on.
    void follow(const Effects& effects);

 private:
    struct Owner {
        HolderId holder{};
        bool is_free = false;
    };
    std::string normal_form(const std::string& reference) const;

    std::string region_;
    std::map<std::string, Owner> owners_;  // by identity
};

}  // namespace vuelve::cli
