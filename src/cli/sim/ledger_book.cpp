#include "cli/sim/ledger_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace vuelve::cli {
namespace {

std::string text_of(HolderId holder, const Entry& entry) {
    const Movement& m = entry.movement;
    return fmt::format("holder {} entry {} {} currency {}: p{:+} a{:+} r{:+} d{:+} w{:+} {}{:+}",
                       holder.value, entry.id.value, name_of(entry.type), entry.currency.value,
                       m.pending.n, m.available.n, m.reserved.n, m.debt.n, m.written_off.n,
                       name_of(entry.contra), entry.contra_units.n);
}

/// domain.md 5.4, of the auditor's own lots; the key is the lot's id.
template <class Row>
bool goes_first(const Row& a, const Row& b) {
    auto end = [](const Row& row) {
        return row.second.expires_at ? row.second.expires_at->value
                                     : std::numeric_limits<std::int64_t>::max();
    };
    return std::tuple(end(a), a.second.earned_at, a.first) <
           std::tuple(end(b), b.second.earned_at, b.first);
}

}  // namespace

LedgerBook::LedgerBook(const ProgrammeDocument& document, Checks& checks)
    : document_(document), checks_(checks) {}

const Currency& LedgerBook::currency(CurrencyId id) const {
    for (const Currency& currency : document_.currencies)
        if (currency.id == id) return currency;
    throw Violation("rows", fmt::format("an entry of currency {}, which is none", id.value));
}

const Holder* LedgerBook::last(HolderId holder) const {
    auto found = accounts_.find(holder);
    return found == accounts_.end() ? nullptr : &found->second.read;
}

EntryId LedgerBook::last_entry(HolderId holder) const {
    auto found = accounts_.find(holder);
    return found == accounts_.end() ? EntryId{} : found->second.last;
}

void LedgerBook::take(const Evidence& evidence) {
    const bool is_ordered = std::ranges::none_of(evidence.commands, [](const Witnessed& one) {
        return std::holds_alternative<Extend>(one.body);
    });
    for (const auto& [id, reading] : evidence.readings) {
        Account& account = accounts_[id];
        for (const PostedEntry& posted : reading.entries) {
            checks_.hold("entries", posted.entry.id > account.last,
                         [&] { return text_of(id, posted.entry) + " is not after the last"; });
            account.last = posted.entry.id;
            check_entry(id, posted.entry);
            book_entry(account, posted.entry);
            note_pending(posted.entry);
        }
    }
    // Only now: a lot may have been released with one holder before it moved to the other.
    for (const auto& [id, reading] : evidence.readings) {
        Account& account = accounts_[id];
        check_wallets(account, reading.holder);
        check_lots(reading.holder);
        expect_lots(account, reading, is_ordered);
        account.read = reading.holder;
    }
    if (evidence.is_whole) close();
}

void LedgerBook::note_pending(const Entry& entry) {
    if (entry.type == EntryType::Earn && entry.movement.pending.n > 0) pending_.insert(entry.lot);
    if (entry.type == EntryType::Release) pending_.erase(entry.lot);
}

void LedgerBook::check_entry(HolderId holder, const Entry& entry) {
    const Movement& m = entry.movement;
    auto seen = [&] { return text_of(holder, entry); };
    const std::int64_t sum =
        m.pending.n + m.available.n + m.reserved.n + m.debt.n + m.written_off.n;
    checks_.hold("I1", sum + entry.contra_units.n == 0, seen);
    int lines = entry.contra_units.n != 0;
    for (Units units : {m.pending, m.available, m.reserved, m.debt, m.written_off})
        lines += units.n != 0;
    checks_.hold("I1", lines >= 2, seen);
    if (currency(entry.currency).kind != CurrencyKind::Status) return;
    using enum EntryType;
    constexpr std::array forbidden{Redeem,   Reserve, Capture, ReserveRelease,
                                   Transfer, Convert, Expire,  TransferFee};
    checks_.hold("I23", std::ranges::find(forbidden, entry.type) == forbidden.end(), seen);
}

void LedgerBook::book_entry(Account& account, const Entry& entry) {
    const Movement& m = entry.movement;
    Balance& balance = account.balances[entry.currency];
    balance.pending += m.pending.n;
    balance.available += m.available.n;
    balance.reserved += m.reserved.n;
    balance.debt += m.debt.n;
    balance.moved += entry.contra_units.n + m.written_off.n;
    written_off_[entry.currency] += m.written_off.n;
    const bool has_brands = entry.contra == Contra::Issued || entry.contra == Contra::Redeemed;
    outside_[{entry.currency, entry.contra, has_brands ? entry.contra_brand : BrandId{}}] +=
        entry.contra_units.n;
}

void LedgerBook::check_wallets(const Account& account, const Holder& read) {
    std::map<CurrencyId, Balance> own = account.balances;
    for (const Wallet& wallet : read.wallets) own[wallet.currency];
    for (const auto& [id, balance] : own) {
        Wallet wallet{};
        for (const Wallet& each : read.wallets)
            if (each.currency == id) wallet = each;
        auto numbers = [&] {
            return fmt::format(
                "holder {} currency {}: the table says p{} a{} r{} d{}, the entries sum to p{} a{} "
                "r{} d{} (others {:+})",
                read.id.value, id.value, wallet.pending.n, wallet.available.n, wallet.reserved.n,
                wallet.debt.n, balance.pending, balance.available, balance.reserved, balance.debt,
                balance.moved);
        };
        checks_.hold("I10",
                     wallet.pending.n == balance.pending &&
                         wallet.available.n == balance.available &&
                         wallet.reserved.n == balance.reserved && wallet.debt.n == balance.debt &&
                         balance.pending + balance.available + balance.reserved + balance.debt +
                                 balance.moved ==
                             0,
                     numbers);
        checks_.hold("I3",
                     wallet.pending.n >= 0 && wallet.available.n >= 0 && wallet.reserved.n >= 0 &&
                         wallet.debt.n <= 0,
                     numbers);
        checks_.hold("I4", wallet.available.n == 0 || wallet.debt.n == 0, numbers);
    }
}

void LedgerBook::check_lots(const Holder& read) {
    std::map<CurrencyId, Balance> sums;
    for (const Lot& lot : read.lots) {
        checks_.hold("I6",
                     lot.remaining.n >= 0 && lot.reserved.n >= 0 &&
                         lot.remaining.n + lot.reserved.n <= lot.original.n,
                     [&] {
                         return fmt::format("lot {}: {} remaining and {} reserved of {}",
                                            lot.id.value, lot.remaining.n, lot.reserved.n,
                                            lot.original.n);
                     });
        Balance& sum = sums[lot.currency];
        (pending_.contains(lot.id) ? sum.pending : sum.available) += lot.remaining.n;
        sum.reserved += lot.reserved.n;
    }
    for (const Wallet& wallet : read.wallets) {
        if (currency(wallet.currency).kind == CurrencyKind::Status) continue;
        const Balance& sum = sums[wallet.currency];
        checks_.hold("I5",
                     sum.pending == wallet.pending.n && sum.available == wallet.available.n &&
                         sum.reserved == wallet.reserved.n,
                     [&] {
                         return fmt::format(
                             "holder {} currency {}: lots sum to p{} a{} r{}, the wallet says p{} "
                             "a{} r{}",
                             read.id.value, wallet.currency.value, sum.pending, sum.available,
                             sum.reserved, wallet.pending.n, wallet.available.n, wallet.reserved.n);
                     });
    }
}

void LedgerBook::expect_lots(const Account& account, const Reading& reading, bool is_ordered) {
    if (reading.entries.empty() || !is_ordered) return;
    std::map<CurrencyId, Expected> all;
    for (const Lot& lot : account.read.lots)
        all[lot.currency].lots[lot.id] = {lot.remaining.n, lot.reserved.n, lot.earned_at,
                                          lot.expires_at, pending_.contains(lot.id)};
    // What was released by these entries was pending before them.
    for (const PostedEntry& posted : reading.entries)
        if (posted.entry.type == EntryType::Release) {
            auto& lots = all[posted.entry.currency].lots;
            if (auto lot = lots.find(posted.entry.lot); lot != lots.end())
                lot->second.pending = true;
        }
    std::set<TxnId> txns;
    for (const PostedEntry& posted : reading.entries) {
        txns.insert(posted.txn);
        if (currency(posted.entry.currency).kind == CurrencyKind::Status) continue;
        follow(all[posted.entry.currency], posted.entry, reading.holder);
    }
    compare_lots(all, reading, txns.size() == 1);
}

void LedgerBook::compare_lots(const std::map<CurrencyId, Expected>& all,
                              const Reading& reading,
                              bool is_one_command) {
    std::map<LotId, const Lot*> rows;
    for (const Lot& lot : reading.holder.lots) rows[lot.id] = &lot;
    for (const auto& [id, expected] : all) {
        // Activity moves all ends at once: with several commands, and inside a purchase that earns
        // before a card is paid, the order changed on the way.
        const bool earned = std::ranges::any_of(reading.entries, [&](const PostedEntry& posted) {
            return posted.entry.type == EntryType::Earn && posted.entry.currency == id;
        });
        const bool moved_ends = currency(id).expiry.type == ExpiryPolicy::Type::Inactivity &&
                                (!is_one_command || earned);
        if (!expected.known || moved_ends) continue;
        for (const auto& [lot, own] : expected.lots) {
            auto row = rows.find(lot);
            // A spent lot need not have been read.
            const std::int64_t remaining = row == rows.end() ? 0 : row->second->remaining.n;
            const std::int64_t reserved = row == rows.end() ? 0 : row->second->reserved.n;
            checks_.hold("I15", own.remaining == remaining && own.reserved == reserved, [&] {
                return fmt::format(
                    "holder {} lot {}: {} remaining, {} reserved; in spending order it would be {} "
                    "and {}; last {}",
                    reading.holder.id.value, lot.value, remaining, reserved, own.remaining,
                    own.reserved, text_of(reading.holder.id, reading.entries.back().entry));
            });
        }
    }
}

void LedgerBook::follow(Expected& expected, const Entry& entry, const Holder& read) {
    const Movement& m = entry.movement;
    using enum EntryType;
    switch (entry.type) {
        case Earn:
        case Reinstate:
        case Adjust:
        case Convert: {
            const std::int64_t given = m.pending.n + m.available.n;
            if (given < 0) return spend(expected, entry, -given);
            if (m.available.n == 0 && m.pending.n == 0) return;  // only debt
            auto lot = std::ranges::find(read.lots, entry.lot, &Lot::id);
            if (lot == read.lots.end()) {  // spent already
                expected.known = false;
                return;
            }
            expected.lots[lot->id] = {given, 0, lot->earned_at, lot->expires_at, m.pending.n > 0};
            return;
        }
        case Release:
            if (auto lot = expected.lots.find(entry.lot); lot != expected.lots.end())
                lot->second.pending = false;
            else
                expected.known = false;
            return;
        case Expire: {
            auto lot = expected.lots.find(entry.lot);
            if (lot == expected.lots.end()) {
                expected.known = false;
                return;
            }
            lot->second.remaining += m.available.n + m.pending.n;
            return;
        }
        case Redeem:
        case Donate:
        case TransferFee:
        case DebtRepay: return spend(expected, entry, -m.available.n);
        case Reserve: return spend(expected, entry, -m.available.n);
        case EarnReversal: return follow_reversal(expected, entry);
        case Transfer:
            // What moves in, or moves whole, is told by its rows.
            if (m.available.n < 0 && m.pending.n == 0 && m.reserved.n == 0 && m.debt.n == 0)
                return spend(expected, entry, -m.available.n);
            expected.known = false;
            return;
        default: expected.known = false;
    }
}

/// First what the award's own lot still has, then other lots in spending order (4.3 a, c).
void LedgerBook::follow_reversal(Expected& expected, const Entry& entry) {
    std::int64_t units = -(entry.movement.pending.n + entry.movement.available.n);
    if (auto lot = expected.lots.find(entry.lot); lot != expected.lots.end()) {
        const std::int64_t own = std::min(units, lot->second.remaining);
        lot->second.remaining -= own;
        units -= own;
    }
    if (units > 0) spend(expected, entry, units);
}

void LedgerBook::spend(Expected& expected, const Entry& entry, std::int64_t units) {
    if (!expected.known || units == 0) return;
    std::vector<std::pair<LotId, OwnLot>> order;
    for (const auto& row : expected.lots)
        if (!row.second.pending && row.second.remaining > 0) order.emplace_back(row);
    std::ranges::sort(order, [](const auto& a, const auto& b) { return goes_first(a, b); });
    for (const auto& [id, before] : order) {
        if (units == 0) break;
        OwnLot& lot = expected.lots[id];
        const std::int64_t taken = std::min(units, lot.remaining);
        lot.remaining -= taken;
        if (entry.type == EntryType::Reserve) lot.reserved += taken;
        units -= taken;
        if (entry.type == EntryType::DebtRepay) continue;
        checks_.hold("I14", !lot.expires_at || entry.posted_at < *lot.expires_at, [&] {
            return fmt::format("lot {} ended at {}, {} at {} took {} of it", id.value,
                               format_instant(*lot.expires_at), name_of(entry.type),
                               format_instant(entry.posted_at), taken);
        });
    }
    checks_.hold("I15", units == 0, [&] {
        return fmt::format("entry {} {} spends {} more than the lots have", entry.id.value,
                           name_of(entry.type), units);
    });
}

void LedgerBook::close() {
    std::map<CurrencyId, std::int64_t> sums = written_off_;
    std::map<CurrencyId, std::int64_t> transit;
    for (const auto& [id, account] : accounts_)
        for (const auto& [currency, b] : account.balances)
            sums[currency] += b.pending + b.available + b.reserved + b.debt;
    for (const auto& [key, units] : outside_) {
        const auto& [currency, contra, brand] = key;
        sums[currency] += units;
        auto numbers = [&] {
            return fmt::format("currency {} account {} brand {}: {}", currency.value,
                               name_of(contra), brand.value, units);
        };
        if (contra == Contra::Transit) transit[currency] += units;
        if (contra == Contra::Issued) checks_.hold("accounts", units <= 0, numbers);
        if (contra == Contra::Redeemed || contra == Contra::Donated || contra == Contra::Expired ||
            contra == Contra::Fees)
            checks_.hold("accounts", units >= 0, numbers);
    }
    for (const auto& [currency, sum] : sums)
        checks_.hold("I2", sum == 0, [&] {
            return fmt::format("currency {}: all accounts sum to {}", currency.value, sum);
        });
    for (const auto& [currency, sum] : transit)
        checks_.hold("I2", sum == 0, [&] {
            return fmt::format("currency {}: {} left between two holders", currency.value, sum);
        });
}

}  // namespace vuelve::cli
