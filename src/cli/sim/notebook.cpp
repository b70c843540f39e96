#include "cli/sim/notebook.h"

#include <fmt/format.h>

#include <algorithm>

namespace vuelve::cli {
namespace {

constexpr std::size_t kept_max = 300;

void add_place(SimMember& member, HolderId place) {
    if (place.value != 0 && std::ranges::find(member.places, place) == member.places.end())
        member.places.push_back(place);
}

}  // namespace

int Notebook::now(int member) const {
    while (members[static_cast<std::size_t>(member)].survivor >= 0)
        member = members[static_cast<std::size_t>(member)].survivor;
    return member;
}

int Notebook::latest(int member) const {
    const std::string& reference = members[static_cast<std::size_t>(member)].reference;
    for (std::size_t i = members.size(); i > 0; --i)
        if (members[i - 1].reference == reference) return static_cast<int>(i - 1);
    return member;
}

std::int64_t Notebook::available(int number, const Currency& currency) const {
    const SimMember& member = members[static_cast<std::size_t>(now(number))];
    const bool is_shared = !member.household.empty() && currency.kind != CurrencyKind::Status;
    auto account = wallets.find(is_shared ? households.at(member.household) : member.id);
    if (account == wallets.end()) return 0;
    for (const Wallet& wallet : account->second)
        if (wallet.currency == currency.id) return wallet.available.n;
    return 0;
}

std::set<HolderId> Notebook::touched(const std::vector<int>& numbers) const {
    std::set<HolderId> all;
    for (int number : numbers) {
        for (int each = number; each >= 0;
             each = members[static_cast<std::size_t>(each)].survivor) {
            const SimMember& member = members[static_cast<std::size_t>(each)];
            all.insert(member.places.begin(), member.places.end());
        }
    }
    all.erase(HolderId{});
    return all;
}

void Notebook::learn(const Planned& planned, const CommandBody& body, const Witnessed& witnessed) {
    if (witnessed.outcome == Outcome::Parked)
        if (const auto* back = std::get_if<RecordReturn>(&body))
            parked.push_back({back->purchase, back->id});
    if (witnessed.outcome == Outcome::Parked || witnessed.is_done()) {
        if (!planned.order.key.empty()) accepted.push_back(planned);
        if (accepted.size() > kept_max) accepted.pop_front();
    }
    if (!witnessed.is_done()) return;
    const Receipt& receipt = *witnessed.receipt;
    learn_sale(planned, body, receipt);
    learn_place(planned, body, receipt);
    const int member = planned.members.empty() ? 0 : planned.members[0];
    if (const auto* reserve = std::get_if<Reserve>(&body))
        reservations.push_back(
            {receipt.reservation.value, member, reserve->currency, reserve->points.n});
    if (std::holds_alternative<Redeem>(body))
        redemptions.push_back({receipt.redemption.value, member, {}, receipt.points.n});
}

void Notebook::learn_sale(const Planned& planned, const CommandBody& body, const Receipt& receipt) {
    const int member = planned.members.empty() ? 0 : planned.members[0];
    if (const auto* purchase = std::get_if<RecordPurchase>(&body)) {
        if (purchase->quote) {
            max_points = receipt.max_points;
            return;
        }
        SimSale sale{.id = purchase->id, .member = member};
        for (const PurchaseLine& line : purchase->lines)
            sale.lines.emplace_back(line.line, line.quantity);
        sale.returned.resize(sale.lines.size());
        sales.push_back(std::move(sale));
    }
    auto sale_of = [&](const std::string& id) {
        return std::ranges::find(sales, id, &SimSale::id);
    };
    if (const auto* back = std::get_if<RecordReturn>(&body)) {
        auto sale = sale_of(back->purchase);
        if (sale == sales.end()) return;
        for (const ReturnLine& line : back->lines)
            for (std::size_t i = 0; i < sale->lines.size(); ++i)
                if (sale->lines[i].first == line.line) sale->returned[i] += line.quantity;
    }
    if (const auto* undone = std::get_if<VoidPurchase>(&body))
        if (auto sale = sale_of(undone->purchase); sale != sales.end()) sale->is_voided = true;
}

void Notebook::learn_place(const Planned& planned,
                           const CommandBody& body,
                           const Receipt& receipt) {
    if (std::holds_alternative<Enrol>(body)) {
        members.push_back({.reference = planned.order.path,
                           .id = receipt.member,
                           .household = {},
                           .places = {receipt.member}});
        return;
    }
    if (planned.members.empty()) return;
    const int number = now(planned.members[0]);
    SimMember& member = members[static_cast<std::size_t>(number)];
    if (std::holds_alternative<Suspend>(body)) member.is_suspended = true;
    if (std::holds_alternative<Reactivate>(body)) member.is_suspended = false;
    if (std::holds_alternative<Close>(body)) member.is_gone = true;
    if (std::holds_alternative<JoinHousehold>(body)) {
        std::string alias = planned.order.path;
        if (alias.empty()) {
            alias = fmt::format("@h{}", households.size());
            households[alias] = receipt.other;
        }
        member.household = alias;
        add_place(member, households.at(alias));
    }
    if (std::holds_alternative<LeaveHousehold>(body)) member.household.clear();
    if (std::holds_alternative<Merge>(body)) {
        const int other = now(planned.members[1]);
        SimMember& duplicate = members[static_cast<std::size_t>(other)];
        duplicate.is_gone = true;
        duplicate.survivor = number;
        // The survivor takes the duplicate's part in its household; a household nobody is left in
        // goes to the survivor's own, with the units of all who ever were in it.
        if (member.household.empty()) member.household = duplicate.household;
        if (!duplicate.household.empty())
            for (SimMember& each : members)
                if (std::ranges::find(each.places, households.at(duplicate.household)) !=
                    each.places.end())
                    add_place(each, households.at(member.household));
        for (HolderId place : duplicate.places) add_place(member, place);
        for (HolderId place : member.places) add_place(duplicate, place);
        for (SimVoucher& voucher : vouchers)
            if (voucher.member == other) voucher.member = number;
    }
}

void Notebook::learn(HolderId holder, const Holder& now_read) {
    wallets[holder] = now_read.wallets;
    for (const Voucher& voucher : now_read.vouchers) {
        if (voucher_places.contains(voucher.id)) continue;
        voucher_places[voucher.id] = vouchers.size();
        int owner = 0;
        for (std::size_t i = 0; i < members.size(); ++i)
            if (members[i].id == holder) owner = static_cast<int>(i);
        vouchers.push_back({voucher.code, voucher.id, owner, voucher.redemption});
    }
}

}  // namespace vuelve::cli
