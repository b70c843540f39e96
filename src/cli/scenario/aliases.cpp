#include "cli/scenario/aliases.h"

#include <algorithm>

namespace vuelve::cli {

void Aliases::name(HolderId holder, HolderKind kind, const std::string& alias) {
    holders_[alias] = holder;
    names_[holder] = {kind, alias};
}

MemberRef Aliases::holder(const std::string& alias) const {
    auto found = holders_.find(alias);
    return found == holders_.end() ? MemberRef{} : found->second;
}

const std::string& Aliases::of(HolderId holder) const { return names_.at(holder).alias; }

std::string Aliases::account(HolderId holder) const {
    const Name& name = names_.at(holder);
    return (name.kind == HolderKind::Household ? "household:" : "member:") + name.alias;
}

void Aliases::notice(const State& state) {
    vouchers_.clear();
    for (const auto& [id, holder] : state.holders)
        for (const Voucher& voucher : holder.vouchers) vouchers_.push_back(voucher.id);
    std::ranges::sort(vouchers_);
}

std::string Aliases::of(VoucherId voucher) const {
    auto found = std::ranges::lower_bound(vouchers_, voucher);
    if (found == vouchers_.end() || *found != voucher) return "";
    return "V" + std::to_string(found - vouchers_.begin() + 1);
}

}  // namespace vuelve::cli
