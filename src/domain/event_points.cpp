#include <algorithm>
#include <map>
#include <tuple>

#include "base/ensure.h"
#include "domain/event_parts.h"
#include "domain/expiry.h"

namespace vuelve {
namespace {

/// Which side of a movement between accounts, and what else needs an event of its own.
enum class Side : std::uint8_t { Own, Out, In, WrittenOff };
using PointsKey = std::tuple<EventType, HolderId, CurrencyId, Side>;

/// Entries of one name, account and currency, added up.
struct PointsSum {
    Movement by{};
    Units fee{};
    Instant at{};
    HolderId other{};                         // on the other side
    std::vector<RuleId> rules{};              // each once
    std::vector<std::string_view> reasons{};  // likewise
    std::vector<LotId> lots{};
};

Units total_of(const Movement& by) { return by.pending + by.available + by.reserved + by.debt; }

std::optional<EventType> points_event(EntryType type) {
    switch (type) {
        case EntryType::Earn: return EventType::PointsEarned;
        case EntryType::Release: return EventType::PointsReleased;
        case EntryType::EarnReversal: return EventType::PointsReversed;
        case EntryType::Redeem:
        case EntryType::Capture:
        case EntryType::Donate: return EventType::PointsSpent;
        case EntryType::RedeemRefund: return EventType::PointsRefunded;
        case EntryType::Expire: return EventType::PointsExpired;
        case EntryType::Reinstate: return EventType::PointsReinstated;
        case EntryType::Adjust:
        case EntryType::WriteOff: return EventType::PointsAdjusted;
        case EntryType::Forfeit: return EventType::PointsForfeited;
        case EntryType::Transfer:
        case EntryType::TransferFee:
        case EntryType::Merge: return EventType::PointsTransferred;
        case EntryType::Convert: return EventType::PointsConverted;
        // Units stay the holder's: told as the reservation, and as a debt.
        case EntryType::Reserve:
        case EntryType::ReserveRelease:
        case EntryType::DebtRepay: break;
    }
    return std::nullopt;
}

template <class T>
void add_once(std::vector<T>& list, const T& one) {
    if (std::ranges::find(list, one) == list.end()) list.push_back(one);
}

class PointsTeller {
 public:
    explicit PointsTeller(EventBook& book) : book_(book) {}

    void run() {
        const auto& entries = book_.txn.effects.entries;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            note_debt(entries[i]);
            const auto type = points_event(entries[i].type);
            if (!type) continue;
            const bool between =
                entries[i].type == EntryType::Transfer || entries[i].type == EntryType::Merge;
            if (between) {
                ensure(i + 1 < entries.size(), "a move between accounts has two sides");
                // Both sides of a move are posted one after the other, the giving one first.
                note(entries[i], *type, Side::Out, entries[i + 1].holder);
                note(entries[i + 1], *type, Side::In, entries[i].holder);
                note_debt(entries[++i]);
                continue;
            }
            if (entries[i].type == EntryType::TransferFee)
                note(entries[i], *type, Side::Out, {});
            else
                note(entries[i], *type,
                     entries[i].type == EntryType::WriteOff ? Side::WrittenOff : Side::Own, {});
        }
        for (const auto& [key, sum] : sums_) tell(key, sum);
        for (const auto& [key, units] : debts_) tell_debt(key, units);
    }

 private:
    void note(const Entry& entry, EventType type, Side side, HolderId other) {
        PointsSum& sum = sums_[{type, entry.holder, entry.currency, side}];
        const Movement& by = entry.movement;
        if (entry.type == EntryType::TransferFee) {
            sum.fee -= by.available;
        } else {
            sum.by.pending += by.pending;
            sum.by.available += by.available;
            sum.by.reserved += by.reserved;
            sum.by.debt += by.debt;
        }
        sum.at = std::max(sum.at, entry.posted_at);
        if (other.value != 0) sum.other = other;
        if (entry.lot.value != 0) sum.lots.push_back(entry.lot);
        add_once(sum.rules, entry.rule);
        add_once(sum.reasons, reason_of(entry));
    }

    /// What the name of the event leaves open; "" = nothing.
    std::string_view reason_of(const Entry& entry) const {
        const std::string_view command = book_.receipt.command;
        switch (entry.type) {
            case EntryType::Donate: return "donation";
            case EntryType::Capture: return "reservation";
            case EntryType::Redeem:
                if (command == "redeem") return "reward";
                return book_.programme.currency(entry.currency).kind == CurrencyKind::Stamps
                           ? "stamp_card"
                           : "tender";
            case EntryType::EarnReversal:
                return command == "void" || command == "return" ? command : std::string_view{};
            case EntryType::WriteOff: return "write_off";
            // Free text of people is sealed and stays inside; imports say one word.
            case EntryType::Adjust: {
                const auto* adjust = book_.command<Adjust>();
                return adjust && adjust->reason == "opening" ? "opening" : "";
            }
            case EntryType::Merge: return "merge";
            case EntryType::Transfer: return command == "transfer" ? "" : "household";
            default: return {};
        }
    }

    /// Gross: what a command makes and repays of one debt is told as both. Debts that move with
    /// their account are neither.
    void note_debt(const Entry& entry) {
        const bool moves = entry.type == EntryType::Transfer || entry.type == EntryType::Merge ||
                           entry.type == EntryType::WriteOff;
        if (moves || entry.movement.debt.n == 0) return;
        const bool repays = entry.movement.debt.n > 0;
        debts_[{repays ? EventType::DebtRepaid : EventType::DebtCreated, entry.holder,
                entry.currency, Side::Own}] += repays ? entry.movement.debt : -entry.movement.debt;
    }

    EventValue balance(HolderId holder, CurrencyId currency) const {
        const Holder* known = book_.later(holder);
        const Wallet wallet = known ? wallet_of(*known, currency) : Wallet{};
        return EventFields{{"pending", wallet.pending},
                           {"available", wallet.available},
                           {"reserved", wallet.reserved},
                           {"debt", wallet.debt}};
    }

    /// The day all lots of an event share; nothing when they have none or several.
    std::optional<Day> last_day_of(const PointsSum& sum) const {
        std::optional<Instant> end;
        for (const LotId lot : sum.lots) {
            const auto row = std::ranges::find(book_.txn.effects.lots, lot,
                                               [](const auto& one) { return one.lot.id; });
            if (row == book_.txn.effects.lots.end() || !row->lot.expires_at) return std::nullopt;
            if (end && *end != *row->lot.expires_at) return std::nullopt;
            end = row->lot.expires_at;
        }
        if (!end) return std::nullopt;
        return last_day_before(book_.programme.zone(), *end);
    }

    /// As the name says it: what was earned, spent, released. Only an adjustment has a sign of its
    /// own, and what moves between accounts when it takes a debt along.
    static Units told_units(EventType type, Side side, const Movement& by) {
        switch (type) {
            case EventType::PointsReleased: return by.available;
            case EventType::PointsReversed:
            case EventType::PointsSpent:
            case EventType::PointsExpired:
            case EventType::PointsForfeited: return -total_of(by);
            case EventType::PointsTransferred:
                return side == Side::Out ? -total_of(by) : total_of(by);
            default: return total_of(by);
        }
    }

    void tell(const PointsKey& key, const PointsSum& sum) {
        const auto& [type, holder, currency, side] = key;
        if (sum.by.is_zero() && sum.fee.n == 0) return;  // all of it was let go
        if (type == EventType::PointsConverted) return tell_converted(key, sum);
        Event& event = book_.add(type, holder);
        event.at = sum.at;
        auto& data = event.data;
        data.push_back({"currency", book_.code(currency.value)});
        data.push_back({"points", told_units(type, side, sum.by)});
        if (side == Side::Out || side == Side::In) {
            const bool named = book_.receipt.command == "transfer";
            const HolderId other =
                !named ? sum.other : (side == Side::Out ? book_.receipt.other : book_.txn.holder);
            data.push_back({side == Side::Out ? "to" : "from", book_.holder(other)});
        }
        if (side == Side::Out) data.push_back({"fee", sum.fee});
        data.push_back({"balance", balance(holder, currency)});
        if (sum.rules.size() == 1 && sum.rules.front().value != 0)
            data.push_back({"rule", book_.code(sum.rules.front().value)});
        if (sum.reasons.size() == 1 && !sum.reasons.front().empty())
            data.push_back({"reason", sum.reasons.front()});
        const bool gives = type == EventType::PointsEarned || type == EventType::PointsReinstated ||
                           type == EventType::PointsAdjusted;
        if (gives)
            if (const auto day = last_day_of(sum)) data.push_back({"last_day", *day});
    }

    /// One event for both currencies, with the one that was given.
    void tell_converted(const PointsKey& key, const PointsSum& sum) {
        const auto& [type, holder, currency, side] = key;
        if (currency != book_.receipt.currency) return;
        const CurrencyId to = book_.receipt.to_currency;
        Event& event = book_.add(type, holder);
        event.at = sum.at;
        event.data.push_back({"currency", book_.code(currency.value)});
        event.data.push_back({"points", -total_of(sum.by)});
        event.data.push_back({"to_currency", book_.code(to.value)});
        event.data.push_back({"to_points", book_.receipt.converted});
        event.data.push_back({"fee", std::int64_t{0}});
        event.data.push_back({"balance", balance(holder, currency)});
        event.data.push_back({"to_balance", balance(holder, to)});
    }

    void tell_debt(const PointsKey& key, Units units) {
        const auto& [type, holder, currency, side] = key;
        Event& event = book_.add(type, holder);
        event.data.push_back({"currency", book_.code(currency.value)});
        event.data.push_back({"points", units});
        event.data.push_back({"balance", balance(holder, currency)});
    }

    EventBook& book_;
    std::map<PointsKey, PointsSum> sums_;
    std::map<PointsKey, Units> debts_;
};

}  // namespace

void tell_points(EventBook& book) { PointsTeller(book).run(); }

}  // namespace vuelve
