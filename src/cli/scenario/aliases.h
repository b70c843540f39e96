#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/scenario/requests.h"
#include "domain/decision.h"

namespace vuelve::cli {

/// The names a case uses for what the world numbers: M1 and H1 for holders, V1.. for vouchers in
/// order of issue, a step's id for the reservation or redemption it made.
class Aliases final : public Names {
 public:
    std::string reservation(const std::string& alias) const override;
    std::string redemption(const std::string& alias) const override;
    std::string household(const std::string& alias) const override;
    bool made_household(const std::string& step) const override { return founders_.contains(step); }
    std::string voucher(const std::string& alias) const override;

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
    /// Takes note of what a step made.
    void notice(const GoldenStep& step, const Receipt& receipt);
    /// By the id of the step that took them.
    const std::map<std::string, RedemptionId>& redemptions() const { return redemptions_; }
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
    std::vector<std::string> codes_;   // of them
    std::set<std::string> founders_;   // steps that made a household
    std::map<std::string, ReservationId> reservations_;
    std::map<std::string, RedemptionId> redemptions_;
};

}  // namespace vuelve::cli
