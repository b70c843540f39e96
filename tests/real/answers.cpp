#include "answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/books.h"
#include "app/ledger_reading.h"
#include "cli/scenario/make_json.h"
#include "domain/tier.h"
#include "domain/voucher.h"
#include "storage/accounting_read.h"
#include "storage/crypto.h"

namespace vuelve::real {
namespace {

using cli::ObjectMaker;

constexpr int every_month = 999'912;

Json to_json(const std::map<std::string, std::int64_t>& counts) {
    ObjectMaker out;
    for (const auto& [name, count] : counts) out.add(name, count);
    return std::move(out).done();
}

Json to_json(const std::map<std::string, CountedUnits>& sums) {
    ObjectMaker out;
    for (const auto& [name, sum] : sums) {
        ObjectMaker row;
        row.add("count", sum.count).add("units", sum.units);
        out.add(name, std::move(row).done());
    }
    return std::move(out).done();
}

Json to_json(const AnswerTotals::Sent& sent) {
    ObjectMaker out;
    out.add("sent", sent.sent).add("ok", sent.ok).add("rejected", to_json(sent.rejected));
    return std::move(out).done();
}

template <class Table, class ToJson>
Json by_currency(const Programme& programme, const Table& table, ToJson to) {
    ObjectMaker out;
    for (const Currency& currency : programme.document().currencies) {
        auto found = table.find(currency.id);
        out.add(currency.code,
                to(found == table.end() ? typename Table::mapped_type{} : found->second));
    }
    return std::move(out).done();
}

Json balance_json(const Wallet& wallet) {
    ObjectMaker row;
    row.add("pending", wallet.pending).add("available", wallet.available);
    row.add("reserved", wallet.reserved).add("debt", wallet.debt);
    return std::move(row).done();
}

Units sum_of(const Wallet& wallet) {
    return wallet.pending + wallet.available + wallet.reserved + wallet.debt;
}

/// Sum of an entry's positive lines.
std::int64_t positive_units(const Entry& entry) {
    const Movement& by = entry.movement;
    std::int64_t sum = 0;
    for (Units line :
         {by.pending, by.available, by.reserved, by.debt, by.written_off, entry.contra_units})
        sum += std::max<std::int64_t>(line.n, 0);
    return sum;
}

bool has_vouchers(const ProgrammeDocument& document) {
    return !document.stamp_cards.empty() || !document.coupons.empty();
}

std::string month_name(int month) {
    return std::to_string(month / 100) + (month % 100 < 10 ? "-0" : "-") +
           std::to_string(month % 100);
}

/// What is told of all members at one moment, and what is told of some of them, from one reading.
class Reading {
 public:
    explicit Reading(Replay& replay)
        : replay_(replay),
          programme_(replay.programme()),
          ledger_(app::read_ledger(replay.service(), replay.open_programme(), EntryId{})) {}

    Moment moment(const std::string& at, const std::vector<std::string>& samples) const {
        Moment moment{.json = {}, .balances = balance_lines(), .samples = {}};
        std::string text;
        for (const std::string& line : moment.balances) text += line + "\n";
        const auto hash = storage::crypto::sha256(storage::crypto::bytes_of(text));
        ObjectMaker out;
        out.add("at", at).add("members", static_cast<std::int64_t>(ledger_.state.holders.size()));
        add_balances(out);
        out.add("balances_sha256", storage::crypto::to_hex(hash));
        out.add("balances_lines", static_cast<std::int64_t>(moment.balances.size()));
        out.add("entries", entries(ledger_.entries, true)).add("rollforward", roll_forwards());
        out.add("lots", lots(all_holders())).add("tiers", tiers());
        out.add("tier_changes", tier_changes());
        if (has_vouchers(programme_.document())) out.add("vouchers", vouchers());
        out.add("money_journal", money_journals());
        moment.json = std::move(out).done();
        Json::Array rows;
        for (const std::string& member : samples)
            rows.push_back(sample(member, *parse_instant(at)));
        moment.samples = Json(std::move(rows));
        return moment;
    }

 private:
    Json sample(const std::string& member, Instant at) const {
        auto known = replay_.members().find(member);
        if (known == replay_.members().end()) return {};
        const Holder& holder = ledger_.state.holders.at(known->second);
        ObjectMaker out;
        out.add("member", member).add("enrolled_at", holder.enrolled_at);
        out.add("purchases", holder.head.purchases);
        out.add("level", level_code(programme_, holder.head.tier.level));
        out.add("valid_until", holder.head.tier.valid_until);
        if (auto tier = preview(programme_, holder, at)) out.add("metric", tier->metric);
        ObjectMaker balances;
        for (const Currency& currency : programme_.document().currencies)
            balances.add(currency.code, balance_json(wallet_of(holder, currency.id)));
        out.add("balances", std::move(balances).done());
        std::vector<Entry> own;
        std::ranges::copy_if(ledger_.entries, std::back_inserter(own),
                             [&](const Entry& entry) { return entry.holder == holder.id; });
        out.add("entries", entries(own, false));
        out.add("lots", lots({&holder})).add("open_lots", open_lots(holder));
        if (has_vouchers(programme_.document())) {
            std::map<std::string, std::int64_t> states;
            for (const Voucher& voucher : holder.vouchers)
                ++states[std::string(name_of(voucher.state))];
            out.add("vouchers", to_json(states));
        }
        return std::move(out).done();
    }

    std::vector<std::string> balance_lines() const {
        std::vector<std::string> lines;
        for (const auto& [name, id] : replay_.members())
            for (const Currency& currency : programme_.document().currencies) {
                const Wallet wallet = wallet_of(ledger_.state.holders.at(id), currency.id);
                lines.push_back(fmt::format("{},{},{},{},{},{}", name, currency.code,
                                            wallet.pending.n, wallet.available.n, wallet.reserved.n,
                                            wallet.debt.n));
            }
        std::ranges::sort(lines);
        return lines;
    }

    void add_balances(ObjectMaker& out) const {
        std::map<CurrencyId, Wallet> sums;
        std::map<CurrencyId, std::int64_t> in_debt;
        for (const auto& [id, holder] : ledger_.state.holders)
            for (const Wallet& wallet : holder.wallets) {
                Wallet& sum = sums[wallet.currency];
                sum.pending += wallet.pending;
                sum.available += wallet.available;
                sum.reserved += wallet.reserved;
                sum.debt += wallet.debt;
                in_debt[wallet.currency] += wallet.debt.n < 0 ? 1 : 0;
            }
        out.add("balances", by_currency(programme_, sums, balance_json));
        out.add("outstanding",
                by_currency(programme_, sums, [](const Wallet& sum) { return sum_of(sum); }));
        out.add("members_with_debt",
                by_currency(programme_, in_debt, [](std::int64_t count) { return count; }));
    }

    Json entries(std::span<const Entry> of, bool counted) const {
        std::map<CurrencyId, std::map<std::string, CountedUnits>> sums;
        for (const Entry& entry : of) {
            CountedUnits& sum = sums[entry.currency][std::string(name_of(entry.type))];
            ++sum.count;
            sum.units += positive_units(entry);
        }
        return by_currency(programme_, sums, [&](const auto& types) {
            if (counted) return to_json(types);
            ObjectMaker row;
            for (const auto& [type, sum] : types) row.add(type, sum.units);
            return std::move(row).done();
        });
    }

    std::set<int> months() const {
        std::set<int> months;
        for (const Entry& entry : ledger_.entries)
            months.insert(month_number(programme_.zone().local_day(entry.posted_at)));
        return months;
    }

    Json roll_forwards() const {
        ObjectMaker out;
        for (const Currency& currency : programme_.document().currencies) {
            const auto moved = storage::read_monthly_units(
                *replay_.service().database().snapshot(), replay_.open_programme().placement(),
                replay_.open_programme().key().programme_id, currency.id, every_month);
            ObjectMaker table;
            for (int month : months()) {
                ObjectMaker row;
                for (const auto& [name, units] : rows_of(roll_forward(moved, month)))
                    row.add(name, units);
                table.add(month_name(month), std::move(row).done());
            }
            out.add(currency.code, std::move(table).done());
        }
        return std::move(out).done();
    }

    std::vector<const Holder*> all_holders() const {
        std::vector<const Holder*> holders;
        for (const auto& [id, holder] : ledger_.state.holders) holders.push_back(&holder);
        return holders;
    }

    Json lots(const std::vector<const Holder*>& of) const {
        ObjectMaker out;
        for (const Currency& currency : programme_.document().currencies) {
            if (currency.kind == CurrencyKind::Status) continue;
            std::map<std::string, std::int64_t> states;
            for (const Holder* holder : of)
                for (const Lot& lot : holder->lots)
                    if (lot.currency == currency.id) ++states[std::string(name_of(state_of(lot)))];
            out.add(currency.code, to_json(states));
        }
        return std::move(out).done();
    }

    Json open_lots(const Holder& holder) const {
        Json::Array rows;
        for (const Lot& lot : holder.lots) {
            if (lot.remaining.n + lot.reserved.n == 0) continue;
            ObjectMaker row;
            row.add("currency", programme_.currency(lot.currency).code);
            row.add("rule", programme_.symbols().code(lot.rule.value));
            row.add("source", replay_.command_of(lot.txn));
            row.add("original", lot.original).add("remaining", lot.remaining);
            row.add("state", name_of(state_of(lot))).add("earned_at", lot.earned_at);
            row.add("available_at", lot.available_at).add("expires_at", lot.expires_at);
            rows.push_back(std::move(row).done());
        }
        return Json(std::move(rows));
    }

    Json tiers() const {
        std::map<std::string, std::int64_t> members;
        for (const auto& [id, holder] : ledger_.state.holders)
            ++members[level_code(programme_, holder.head.tier.level)];
        return to_json(members);
    }

    Json tier_changes() const {
        std::int64_t up = 0, down = 0;
        for (const auto& [id, holder] : ledger_.state.holders) {
            std::size_t place = 0;
            for (const TierStanding::Held& held : holder.head.tier.history) {
                const std::size_t next = programme_.level_place(held.level);
                up += next > place ? 1 : 0;
                down += next < place ? 1 : 0;
                place = next;
            }
        }
        ObjectMaker out;
        out.add("up", up).add("down", down).add("kept", replay_.levels_kept());
        return std::move(out).done();
    }

    Json vouchers() const {
        std::map<std::string, std::int64_t> states;
        for (const auto& [id, holder] : ledger_.state.holders)
            for (const Voucher& voucher : holder.vouchers) {
                ++states["total"];
                ++states[std::string(name_of(voucher.state))];
            }
        return to_json(states);
    }

    Json money_journals() const {
        ObjectMaker out;
        for (int month : months()) {
            auto journal =
                app::read_money_journal(replay_.service(), replay_.open_programme(), month);
            if (!journal) throw BadFile{"the money journal overflows"};
            ObjectMaker rows;
            for (const MoneyLine& line : *journal)
                rows.add(std::string(name_of(line.reason)) + ":" +
                             programme_.currency(line.currency).code,
                         line.amount);
            out.add(month_name(month), std::move(rows).done());
        }
        return std::move(out).done();
    }

    Replay& replay_;
    const Programme& programme_;
    app::LedgerReading ledger_;
};

}  // namespace

void add_answers(const Replay& replay, const Json& cancellation_lines, Json::Object& out) {
    const AnswerTotals& totals = replay.totals();
    auto add = [&](std::string name, Json value) {
        out.push_back({std::move(name), std::move(value)});
    };
    const bool has_returns = !cancellation_lines.is_null();
    ObjectMaker commands;
    commands.add("enrol", totals.enrolled).add("purchase", to_json(totals.purchases));
    if (has_returns) commands.add("return", to_json(totals.returns));
    add("commands", std::move(commands).done());
    add("net_total", Json(totals.net.n));
    add("eligible_total", Json(totals.eligible.n));
    ObjectMaker paid;
    paid.add("purchases", totals.purchases_paid).add("units", totals.points_paid);
    paid.add("amount", totals.money_paid);
    add("points_tender", std::move(paid).done());
    add("awards", to_json(totals.awards));
    ObjectMaker trace;
    for (const auto& [rule, reasons] : totals.trace) trace.add(rule, to_json(reasons));
    add("trace", std::move(trace).done());
    if (!has_returns) return;
    add("cancellation_lines", cancellation_lines);
    add("reversed", to_json(totals.reversed));
    ObjectMaker refund;
    refund.add("money", totals.refund_money).add("points", totals.refund_points);
    refund.add("points_money", totals.refund_points_money);
    refund.add("already_expired", totals.already_expired);
    add("refund", std::move(refund).done());
}

Moment read_moment(Replay& replay, const std::string& at, const std::vector<std::string>& samples) {
    return Reading(replay).moment(at, samples);
}

}  // namespace vuelve::real
