#include "cli/scenario/views.h"

#include <algorithm>
#include <map>

#include "cli/scenario/make_json.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve::cli {
namespace {

/// Holders by alias, so that a report reads the same each time.
std::vector<const Holder*> holders_of(const State& state, const Aliases& aliases) {
    std::vector<const Holder*> holders;
    for (const auto& [id, holder] : state.holders) holders.push_back(&holder);
    std::ranges::sort(holders, {}, [&](const Holder* holder) { return aliases.of(holder->id); });
    return holders;
}

Json lot_json(const Lot& lot) {
    ObjectMaker row;
    row.add("original", lot.original).add("remaining", lot.remaining).add("reserved", lot.reserved);
    row.add("state", vuelve::name_of(state_of(lot))).add("expires_at", lot.expires_at);
    return std::move(row).done();
}

void add_line(ObjectMaker& lines, const std::string& account, Units units) {
    if (units.n != 0) lines.add(account, units);
}

void add_holder_lines(ObjectMaker& lines, const std::string& account, const Movement& movement) {
    add_line(lines, account + ":pending", movement.pending);
    add_line(lines, account + ":available", movement.available);
    add_line(lines, account + ":reserved", movement.reserved);
    add_line(lines, account + ":debt", movement.debt);
    add_line(lines, "written_off", movement.written_off);
}

/// What one holder loses the other gains.
bool is_other_side(const Movement& a, const Movement& b) {
    return a.pending == -b.pending && a.available == -b.available && a.reserved == -b.reserved &&
           a.debt == -b.debt;
}

std::string contra_account(const Programme& programme, const Entry& entry) {
    std::string account(vuelve::name_of(entry.contra));
    if (entry.contra != Contra::Issued && entry.contra != Contra::Redeemed) return account;
    return account + ":" + programme.symbols().code(entry.contra_brand.value);
}

}  // namespace

Json balances_view(const Programme& programme, const State& state, const Aliases& aliases) {
    ObjectMaker table;
    for (const Holder* holder : holders_of(state, aliases)) {
        ObjectMaker currencies;
        for (const Wallet& wallet : holder->wallets) {
            ObjectMaker row;
            row.add("pending", wallet.pending).add("available", wallet.available);
            row.add("reserved", wallet.reserved).add("debt", wallet.debt);
            currencies.add(programme.currency(wallet.currency).code, std::move(row).done());
        }
        table.add(aliases.of(holder->id), std::move(currencies).done());
    }
    return std::move(table).done();
}

Json lots_view(const Programme& programme, const State& state, const Aliases& aliases) {
    ObjectMaker table;
    for (const Holder* holder : holders_of(state, aliases)) {
        ObjectMaker currencies;
        for (const Currency& currency : programme.document().currencies) {
            Json::Array lots;
            if (currency.kind != CurrencyKind::Status)
                for (const Lot& lot : holder->lots)
                    if (lot.currency == currency.id) lots.push_back(lot_json(lot));
            currencies.add(currency.code, lots);
        }
        table.add(aliases.of(holder->id), std::move(currencies).done());
    }
    return std::move(table).done();
}

Json tiers_view(const Programme& programme, const State& state, const Aliases& aliases) {
    ObjectMaker table;
    for (const Holder* holder : holders_of(state, aliases)) {
        if (holder->kind != HolderKind::Member || holder->head.state != MemberState::Active)
            continue;
        ObjectMaker row;
        row.add("level", level_code(programme, holder->head.tier.level));
        row.add("valid_until", holder->head.tier.valid_until);
        table.add(aliases.of(holder->id), std::move(row).done());
    }
    return std::move(table).done();
}

Json vouchers_view(const State& state, const Aliases& aliases) {
    ObjectMaker table;
    for (VoucherId id : aliases.vouchers())
        for (const auto& [holder_id, holder] : state.holders)
            for (const Voucher& voucher : holder.vouchers)
                if (voucher.id == id) table.add(aliases.of(id), vuelve::name_of(voucher.state));
    return std::move(table).done();
}

Json redemptions_view(const State& state, const Aliases& aliases) {
    std::map<RedemptionId, RedemptionState> states;
    for (const auto& [holder_id, holder] : state.holders)
        for (const Redemption& taken : holder.redemptions) states[taken.id] = taken.state;
    ObjectMaker table;
    for (const auto& [alias, id] : aliases.redemptions())
        if (states.contains(id)) table.add(alias, vuelve::name_of(states.at(id)));
    return std::move(table).done();
}

Json stock_view(const Programme& programme, const State& state) {
    ObjectMaker table;
    for (const Reward& reward : programme.document().rewards) {
        if (!reward.stock) continue;
        auto found = state.resources.find({ResourceKind::RewardStock, reward.id.value, 0});
        table.add(reward.code, found == state.resources.end() ? *reward.stock : found->second.left);
    }
    return std::move(table).done();
}

Json journal_view(const Programme& programme,
                  std::span<const Entry> entries,
                  const Aliases& aliases) {
    Json::Array rows;
    std::vector<const Entry*> joined;
    for (const Entry& entry : entries) {
        if (std::ranges::find(joined, &entry) != joined.end()) continue;
        ObjectMaker lines;
        add_holder_lines(lines, aliases.account(entry.holder), entry.movement);
        if (entry.type == EntryType::Transfer || entry.type == EntryType::Merge) {
            auto other = std::ranges::find_if(entries, [&](const Entry& candidate) {
                return candidate.type == entry.type && candidate.currency == entry.currency &&
                       is_other_side(candidate.movement, entry.movement) &&
                       candidate.id > entry.id &&
                       std::ranges::find(joined, &candidate) == joined.end();
            });
            if (other != entries.end()) {
                add_holder_lines(lines, aliases.account(other->holder), other->movement);
                joined.push_back(&*other);
            }
        } else if (entry.contra != Contra::None) {
            add_line(lines, contra_account(programme, entry), entry.contra_units);
        }
        ObjectMaker row;
        row.add("type", vuelve::name_of(entry.type));
        row.add("currency", programme.currency(entry.currency).code);
        row.add("lines", std::move(lines).done());
        if (entry.rule.value != 0) row.add("rule", programme.symbols().code(entry.rule.value));
        rows.push_back(std::move(row).done());
    }
    return Json(std::move(rows));
}

}  // namespace vuelve::cli
