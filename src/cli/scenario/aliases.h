#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/state.h"

namespace vuelve::cli {

/// The names a case uses for what the world numbers: M1 and H1 for holders, V1.. for vouchers in
/// order of issue.
class Aliases {
 public:
    void name(HolderId holder, HolderKind kind, const std::string& alias);
    bool knows(const std::string& alias) const { return holders_.contains(alias); }
    /// None when the case never named it: an unknown member.
    MemberRef holder(const std::string& alias) const;
    /// "M1".
    const std::string& of(HolderId holder) const;
    /// "member:M1", "household:H1".
    std::string account(HolderId holder) const;

    /// Takes note of vouchers issued since; ids ascend with the order of issue.
    void notice(const State& state);
    /// "V2"; "" for one never noticed.
    std::string of(VoucherId voucher) const;
    /// Vouchers from V1 on.
    const std::vector<VoucherId>& vouchers() const { return vouchers_; }

 private:
    struct Name {
        HolderKind kind{};
        std::string alias;
    };
    std::map<std::string, HolderId> holders_;
    std::map<HolderId, Name> names_;
    std::vector<VoucherId> vouchers_;  // ascending
};

}  // namespace vuelve::cli
