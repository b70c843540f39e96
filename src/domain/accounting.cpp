#include "domain/accounting.h"

#include <algorithm>
#include <map>

#include "base/ensure.h"

namespace vuelve {
namespace {

/// The row that entries of a type belong to and whether it is told with its sign turned; nothing
/// for moves inside the members' accounts, which sum to 0.
struct RowPlace {
    Units RollForward::* row;
    bool turned;
};
std::optional<RowPlace> row_of(EntryType type) {
    switch (type) {
        case EntryType::Earn: return RowPlace{&RollForward::issued, false};
        case EntryType::EarnReversal: return RowPlace{&RollForward::reversed, true};
        case EntryType::Redeem:
        case EntryType::Capture:
        case EntryType::Donate: return RowPlace{&RollForward::redeemed, true};
        case EntryType::RedeemRefund: return RowPlace{&RollForward::refunded, false};
        case EntryType::Expire: return RowPlace{&RollForward::expired, true};
        case EntryType::Reinstate: return RowPlace{&RollForward::reinstated, false};
        case EntryType::Adjust: return RowPlace{&RollForward::adjusted, false};
        case EntryType::Convert: return RowPlace{&RollForward::converted, false};
        case EntryType::TransferFee: return RowPlace{&RollForward::fees, true};
        case EntryType::Forfeit: return RowPlace{&RollForward::forfeited, true};
        case EntryType::WriteOff: return RowPlace{&RollForward::written_off, false};
        case EntryType::Release:
        case EntryType::Reserve:
        case EntryType::ReserveRelease:
        case EntryType::DebtRepay:
        case EntryType::Transfer:
        case EntryType::Merge: return std::nullopt;
    }
    return std::nullopt;
}

bool is_marketing(const Programme& programme, const Award& award, Instant at) {
    if (award.funding) return *award.funding == Funding::Marketing;
    auto in_force = [&](const Rule& rule) {
        return (!rule.effective_from || *rule.effective_from <= at) &&
               (!rule.effective_to || at < *rule.effective_to);
    };
    return std::ranges::any_of(programme.rules(), [&](const Rule& rule) {
        return rule.number == award.rule && rule.funding == Funding::Marketing && in_force(rule);
    });
}

/// Money value of one unit: A/P, 1:1 for a wallet that says nothing else.
std::optional<Ratio> unit_value(const Currency& currency) {
    if (currency.kind != CurrencyKind::Points && currency.kind != CurrencyKind::Wallet)
        return std::nullopt;
    if (currency.money_value)
        return Ratio(currency.money_value->amount.n, currency.money_value->points.n);
    return currency.kind == CurrencyKind::Wallet ? std::optional(Ratio(1)) : std::nullopt;
}

Ratio over(const Ratio& a, const Ratio& b) { return a * Ratio(b.den(), b.num()); }

/// Units of one currency that the sale gave and that were taken back so far.
struct SaleUnits {
    Units issued{}, reversed{};
};
SaleUnits sale_units(const Programme& programme, const Purchase& purchase, CurrencyId currency) {
    SaleUnits units;
    for (const Award& award : purchase.awards) {
        if (award.currency != currency || is_marketing(programme, award, purchase.occurred_at))
            continue;
        units.issued += award.units;
        for (std::int64_t share : award.reversed) units.reversed += Units{share};
    }
    return units;
}

/// T of domain.md 10.1.
Result<Minor> transaction_price(const Purchase& purchase) {
    if (purchase.total.n <= 0) return Minor{0};
    Minor paid{};
    for (const PaidTender& tender : purchase.paid) paid += tender.amount;
    return Minor{TRY(multiply_divide((purchase.total - purchase.tax).n, (purchase.total - paid).n,
                                     purchase.total.n, Rounding::HalfUp))};
}

/// Deferral taken back once `reversed` of the issued units are.
Result<Minor> reversed_deferral(const Deferral::Part& part, Units reversed) {
    return Minor{
        TRY(multiply_divide(part.deferred.n, reversed.n, part.issued.n, Rounding::HalfUp))};
}

}  // namespace

std::array<std::pair<std::string_view, Units>, 13> rows_of(const RollForward& month) {
    return {{{"opening", month.opening},
             {"issued", month.issued},
             {"reversed", month.reversed},
             {"redeemed", month.redeemed},
             {"refunded", month.refunded},
             {"expired", month.expired},
             {"reinstated", month.reinstated},
             {"adjusted", month.adjusted},
             {"converted", month.converted},
             {"fees", month.fees},
             {"forfeited", month.forfeited},
             {"written_off", month.written_off},
             {"closing", month.closing}}};
}

RollForward roll_forward(std::span<const MonthlyUnits> moved, int month) {
    RollForward result;
    for (const MonthlyUnits& one : moved) {
        if (one.month > month) continue;
        result.closing += one.units;
        if (one.month < month) {
            result.opening += one.units;
        } else if (auto place = row_of(one.type)) {
            result.*place->row += place->turned ? -one.units : one.units;
        }
    }
    return result;
}

RollForward roll_forward(const Programme& programme,
                         std::span<const Entry> entries,
                         CurrencyId currency,
                         int month) {
    std::vector<MonthlyUnits> moved;
    for (const Entry& entry : entries) {
        if (entry.currency != currency) continue;
        const Movement& by = entry.movement;
        moved.push_back({month_number(programme.zone().local_day(entry.posted_at)), entry.type,
                         by.pending + by.available + by.reserved + by.debt});
    }
    return roll_forward(moved, month);
}

bool has_money_value(const Currency& currency) { return unit_value(currency).has_value(); }

Minor Deferral::goods_revenue() const {
    Minor revenue = transaction_price;
    for (const Part& part : parts) revenue -= part.deferred;
    return revenue;
}

Result<Deferral> deferral_of(const Programme& programme, const Purchase& purchase) {
    Deferral deferral{.transaction_price = TRY(transaction_price(purchase)), .parts = {}};
    if (purchase.deferral) {
        deferral.parts = *purchase.deferral;
        return deferral;
    }
    std::vector<Ratio> values;
    Ratio whole(deferral.transaction_price.n);  // T + sum of V
    for (const Currency& currency : programme.document().currencies) {
        auto worth = unit_value(currency);
        const Units issued = sale_units(programme, purchase, currency.id).issued;
        if (!worth || issued.n == 0) continue;
        values.push_back(Ratio(issued.n) * *worth * (Ratio(1) - currency.breakage_rate));
        whole = whole + values.back();
        deferral.parts.push_back({.currency = currency.id, .issued = issued});
    }
    if (whole.is_zero()) return deferral;
    for (std::size_t i = 0; i < values.size(); ++i)
        deferral.parts[i].deferred = Minor{TRY(
            round(over(Ratio(deferral.transaction_price.n) * values[i], whole), Rounding::HalfUp))};
    return deferral;
}

std::string_view name_of(MoneyReason reason) {
    static constexpr std::array names{"",
                                      "deferral",
                                      "deferral_reversal",
                                      "recognition",
                                      "marketing_expense",
                                      "provision_use",
                                      "provision_release",
                                      "reward_cost",
                                      "partner_settlement"};
    return names[static_cast<std::size_t>(reason)];
}

std::string_view MoneyLine::debit() const {
    return reason == MoneyReason::Deferral ? "revenue_sales" : "contract_liability";
}

std::string_view MoneyLine::credit() const {
    return reason == MoneyReason::Deferral ? "contract_liability" : "revenue_sales";
}

Result<std::vector<MoneyLine>> bookings_of(const Programme& programme,
                                           const Purchase* before,
                                           const Purchase& after) {
    const Deferral deferral = TRY(deferral_of(programme, after));
    std::vector<MoneyLine> bookings;
    auto book = [&](MoneyReason reason, CurrencyId currency, Minor amount) {
        ensure(amount.n >= 0, "a deferral and its reversal only grow");
        if (amount.n > 0) bookings.push_back({reason, currency, amount});
    };
    for (const Deferral::Part& part : deferral.parts) {
        if (!before) book(MoneyReason::Deferral, part.currency, part.deferred);
        Minor earlier{};
        if (before)
            earlier = TRY(
                reversed_deferral(part, sale_units(programme, *before, part.currency).reversed));
        const Units reversed = sale_units(programme, after, part.currency).reversed;
        book(MoneyReason::DeferralReversal, part.currency,
             TRY(reversed_deferral(part, reversed)) - earlier);
    }
    return bookings;
}

std::vector<MoneyLine> money_journal(const Programme& programme,
                                     std::span<const MoneyLine> bookings) {
    std::map<std::pair<MoneyReason, std::string>, MoneyLine> sums;
    for (const MoneyLine& one : bookings) {
        auto& sum = sums[{one.reason, programme.currency(one.currency).code}];
        sum = {one.reason, one.currency, sum.amount + one.amount};
    }
    std::vector<MoneyLine> lines;
    for (const auto& [key, line] : sums)
        if (line.amount.n != 0) lines.push_back(line);
    return lines;
}

}  // namespace vuelve
