#include "cli/scenario/aliases.h"

#include <algorithm>

#include "codec/public_id.h"

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
    std::vector<const Voucher*> all;
    for (const auto& [id, holder] : state.holders)
        for (const Voucher& voucher : holder.vouchers) all.push_back(&voucher);
    std::ranges::sort(all, {}, &Voucher::id);
    vouchers_.clear();
    codes_.clear();
    for (const Voucher* voucher : all) {
        vouchers_.push_back(voucher->id);
        codes_.push_back(voucher->code);
    }
}

void Aliases::notice(const GoldenStep& step, const Receipt& receipt) {
    if (step.op == "reserve") reservations_.emplace(step.id, receipt.reservation);
    if (step.op == "redeem") redemptions_.emplace(step.id, receipt.redemption);
    std::string household = text_in(step.arguments, "household");
    if (step.op == "join_household" && !knows(household)) {
        name(receipt.other, HolderKind::Household, household);
        founders_.insert(step.id);
    }
}

namespace {

/// The worlds of the core know no buckets; a door reads the number alone.
template <class Id>
std::string public_id(PublicKind kind,
                      const std::map<std::string, Id>& known,
                      const std::string& alias) {
    auto found = known.find(alias);
    return found == known.end() ? "" : format_public(kind, PlacedId{found->second.value, 0});
}

}  // namespace

std::string Aliases::reservation(const std::string& alias) const {
    return public_id(PublicKind::Reservation, reservations_, alias);
}

std::string Aliases::redemption(const std::string& alias) const {
    return public_id(PublicKind::Redemption, redemptions_, alias);
}

std::string Aliases::household(const std::string& alias) const {
    MemberRef known = holder(alias);
    return known ? format_public(PublicKind::Household, *known) : "";
}

std::string Aliases::voucher(const std::string& alias) const {
    for (std::size_t i = 0; i < codes_.size(); ++i)
        if (alias == "V" + std::to_string(i + 1)) return codes_[i];
    return alias;
}

std::string Aliases::of(VoucherId voucher) const {
    auto found = std::ranges::lower_bound(vouchers_, voucher);
    if (found == vouchers_.end() || *found != voucher) return "";
    return "V" + std::to_string(found - vouchers_.begin() + 1);
}

}  // namespace vuelve::cli
