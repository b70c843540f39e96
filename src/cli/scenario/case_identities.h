#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

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
    /// Cards that a purchase was paid with are its member's from now on.
    void add_tokens(HolderId holder, const std::vector<std::string>& tokens);
    /// Does somebody share a trait, or one of these ways to pay, with who recommended them?
    bool shares_trait(HolderId referrer,
                      HolderId referee,
                      const std::vector<std::string>& tokens) const;
    /// After a command: closing frees identities, merging hands them on.
    void follow(const Effects& effects);

 private:
    struct Owner {
        HolderId holder{};
        bool is_free = false;
    };
    static std::set<std::string> traits_of(const GoldenMember& member);
    std::string normal_form(const std::string& reference) const;

    std::string region_;
    std::map<std::string, Owner> owners_;  // by identity
    std::map<HolderId, std::set<std::string>> traits_;
};

}  // namespace vuelve::cli
