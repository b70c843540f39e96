#include "cli/sim/sales_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cli/sim/arithmetic.h"

namespace vuelve::cli {
namespace {

std::int64_t sum_of(const std::vector<std::int64_t>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
}

bool lies_under(const std::string& path, const std::string& ancestor) {
    return path == ancestor || path.starts_with(ancestor + '/');
}

}  // namespace

bool Sale::is_fully_returned() const {
    return std::ranges::all_of(lines,
                               [](const SaleLine& line) { return line.returned == line.quantity; });
}

const Sale* SalesBook::find(const std::string& id) const {
    auto found = sales_.find(id);
    return found == sales_.end() ? nullptr : &found->second;
}

OnReturn SalesBook::on_return_of(RuleId number, CurrencyId currency) const {
    for (const Rule& rule : document_.rules)
        if (rule.number == number)
            for (const Effect& effect : rule.effects)
                if (effect.currency_id == currency) return effect.on_return;
    // Others keep their reward of a goal too.
    if (std::ranges::count(document_.clubs, number, &Club::rule) > 0) return OnReturn::Keep;
    return OnReturn::Proportional;
}

void SalesBook::take(const Witnessed& one) {
    if (one.outcome == Outcome::Parked) {
        if (const auto* back = std::get_if<RecordReturn>(&one.body)) {
            checks_.hold("parked", !sales_.contains(back->purchase),
                         [&] { return one.order.text() + " was parked, its purchase is known"; });
            parked_[{back->purchase, back->id}] = back->lines;
        }
        return;
    }
    if (one.error) return check_refusal(one);
    if (!one.is_done()) return;
    if (const auto* purchase = std::get_if<RecordPurchase>(&one.body)) {
        if (purchase->quote) return;
        sell(*purchase, *one.receipt);
        for (const Receipt& applied : one.receipt->applied)
            if (applied.outcome == Outcome::Ok)
                apply(applied, parked_[{applied.purchase, applied.id}]);
    } else if (const auto* back = std::get_if<RecordReturn>(&one.body)) {
        apply(*one.receipt, back->lines);
    } else if (std::holds_alternative<VoidPurchase>(one.body)) {
        apply(*one.receipt, {});
    } else if (const auto* decided = std::get_if<DecideParked>(&one.body);
               decided && decided->apply) {
        apply(*one.receipt, parked_[{decided->purchase, decided->id}]);
    }
}

/// A return is refused as too much only where it is, and the other way round in apply().
void SalesBook::check_refusal(const Witnessed& one) {
    const auto* back = std::get_if<RecordReturn>(&one.body);
    if (!back || one.error->code != ErrorCode::ReturnExceedsPurchase) return;
    const Sale* sale = find(back->purchase);
    if (!sale) return;
    bool is_too_much = sale->is_voided;
    for (const ReturnLine& wanted : back->lines)
        for (const SaleLine& line : sale->lines)
            if (line.line == wanted.line && wanted.quantity > line.quantity - line.returned)
                is_too_much = true;
    checks_.hold("I12", is_too_much,
                 [&] { return one.order.text() + " was refused as too much and is not"; });
}

void SalesBook::price(const RecordPurchase& purchase, Sale& sale) const {
    std::vector<std::int64_t> before;
    for (const PurchaseLine& line : purchase.lines) {
        const std::int64_t gross =
            line.gross ? line.gross->n : own::part_half_up(line.unit_price->n, line.quantity, 1000);
        before.push_back(gross - line.discount.n);
    }
    const auto discounts = own::shares(purchase.basket_discount.n, before);
    std::vector<std::int64_t> nets;
    for (std::size_t i = 0; i < before.size(); ++i) nets.push_back(before[i] - discounts[i]);
    sale.total = sum_of(nets);
    std::int64_t not_earning = 0;
    for (const Tender& tender : purchase.tenders)
        if (std::ranges::count(document_.non_earning_tenders, tender.type) > 0)
            not_earning += tender.amount.n;
    const auto covered = own::shares(not_earning, nets);
    for (std::size_t i = 0; i < nets.size(); ++i) {
        const PurchaseLine& line = purchase.lines[i];
        std::int64_t eligible = nets[i] - covered[i];
        if (document_.earn_basis == EarnBasis::NetExclTax && nets[i] > 0)
            eligible = own::part_half_up(nets[i] - line.tax.n, nets[i] - covered[i], nets[i]);
        for (const std::string& excluded : document_.excluded_categories)
            if (lies_under(line.category, excluded)) eligible = 0;
        sale.lines.push_back({line.line, line.quantity, 0, nets[i], eligible});
    }
}

bool SalesBook::is_of_challenge(RuleId rule) const {
    return std::ranges::find(document_.challenges, rule, &Challenge::rule) !=
           document_.challenges.end();
}

/// A challenge may come to its goal several times at once: answers name its bonus each time.
void SalesBook::add_award(const AwardLine& award, Sale& sale) const {
    for (SaleAward& known : sale.awards) {
        if (known.rule != award.rule || known.currency != award.currency) continue;
        known.units += award.points.n;
        for (std::size_t i = 0; i < known.lines.size(); ++i) known.lines[i] += award.lines[i];
        return;
    }
    const bool by_challenge = is_of_challenge(award.rule);
    sale.awards.push_back({award.rule, award.currency, award.points.n, 0, award.lines,
                           by_challenge ? OnReturn::Keep : on_return_of(award.rule, award.currency),
                           by_challenge});
}

void SalesBook::sell(const RecordPurchase& purchase, const Receipt& receipt) {
    Sale sale{.id = purchase.id,
              .member = receipt.member,
              .occurred_at = purchase.occurred_at.value_or(receipt.at),
              .store = purchase.store,
              .coupons = purchase.coupons};
    price(purchase, sale);
    checks_.hold("money", sale.total == receipt.total.n, [&] {
        return fmt::format("{}: the answer's total is {}, the lines sum to {}", purchase.id,
                           receipt.total.n, sale.total);
    });
    std::int64_t eligible = 0;
    for (const SaleLine& line : sale.lines) eligible += line.eligible;
    for (const AwardLine& award : receipt.effects) {
        checks_.hold("I11", sum_of(award.lines) == award.points.n, [&] {
            return fmt::format("{}: rule {} gave {}, its lines sum to {}", purchase.id,
                               award.rule.value, award.points.n, sum_of(award.lines));
        });
        checks_.hold("I32", eligible > 0, [&] {
            return fmt::format("{}: nothing earns, rule {} gave {}", purchase.id, award.rule.value,
                               award.points.n);
        });
        add_award(award, sale);
    }
    for (const SpentLine& spent : receipt.spent) {
        const bool lowers =
            std::ranges::any_of(document_.currencies, [&](const Currency& currency) {
                return currency.id == spent.currency &&
                       std::ranges::count(purchase.discount_points, currency.code,
                                          &PointsDiscount::currency) > 0;
            });
        sale.paid.push_back({spent.currency, spent.points.n, lowers ? 0 : spent.amount.n});
        if (!spent.lines.empty())
            checks_.hold("I11", sum_of(spent.lines) == spent.amount.n, [&] {
                return fmt::format("{}: {} paid by points, its lines sum to {}", purchase.id,
                                   spent.amount.n, sum_of(spent.lines));
            });
    }
    checks_.hold("keys", sales_.try_emplace(purchase.id, std::move(sale)).second,
                 [&] { return purchase.id + " was accepted twice"; });
}

void SalesBook::apply(const Receipt& receipt, const std::vector<ReturnLine>& lines) {
    auto found = sales_.find(receipt.purchase);
    checks_.hold("I12", found != sales_.end(), [&] {
        return receipt.id + " gives back " + receipt.purchase + ", which nobody bought";
    });
    Sale& sale = found->second;
    const bool is_void = receipt.command == "void";
    TakenBack taken{.sale = &sale, .is_void = is_void, .before = {}, .reversed = receipt.reversed};
    for (const SaleLine& line : sale.lines) taken.before.push_back(line.returned);
    std::int64_t money = 0;
    for (SaleLine& line : sale.lines) {
        const std::int64_t was = own::part_half_up(line.net, line.returned, line.quantity);
        if (is_void) line.returned = line.quantity;
        for (const ReturnLine& back : lines)
            if (!is_void && back.line == line.line) line.returned += back.quantity;
        checks_.hold("I12", line.returned <= line.quantity, [&] {
            return fmt::format("{}: {} of line {} given back, {} were bought", sale.id,
                               line.returned, line.line, line.quantity);
        });
        money += own::part_half_up(line.net, line.returned, line.quantity) - was;
    }
    checks_.hold("I12", !sale.is_voided && !(is_void && sale.has_returns), [&] {
        return receipt.id + ": " + sale.id + " is void already, or has returns and is voided";
    });
    (is_void ? sale.is_voided : sale.has_returns) = true;
    sale.returned_money += money;
    check_reversed(sale, receipt, is_void);
    check_refund(sale, receipt, money);
    taken_back_.push_back(std::move(taken));
}

void SalesBook::check_reversed(Sale& sale, const Receipt& receipt, bool is_void) {
    std::map<std::pair<RuleId, CurrencyId>, std::int64_t> back;
    for (const ReversedLine& line : receipt.reversed)
        back[{line.rule, line.currency}] += line.points.n;
    for (SaleAward& award : sale.awards) {
        auto node = back.extract({award.rule, award.currency});
        const std::int64_t now = node.empty() ? 0 : node.mapped();
        std::int64_t due = 0;  // of all units by now, line by line
        for (std::size_t i = 0; i < award.lines.size(); ++i)
            due += own::part_down(award.lines[i], sale.lines[i].returned, sale.lines[i].quantity);
        const std::int64_t was = award.reversed;
        award.reversed += now;
        auto numbers = [&] {
            return fmt::format("{} of {}: rule {} gave {}, {} were taken back before, now {}",
                               receipt.id, sale.id, award.rule.value, award.units, was, now);
        };
        checks_.hold("I12", now >= 0 && award.reversed <= award.units, numbers);
        if (is_void) {
            checks_.hold("I12", award.reversed == award.units, numbers);
        } else if (award.on_return == OnReturn::Keep) {
            checks_.hold("I12", now == 0, numbers);
        } else if (award.on_return == OnReturn::RevokeIfUnmet) {
            checks_.hold("I12", now == 0 || award.reversed == award.units, numbers);
            if (sale.is_fully_returned())
                checks_.hold("I12", award.reversed == award.units, numbers);
        } else {
            checks_.hold("I31", award.reversed == due, numbers);
        }
    }
    checks_.hold("I12", std::ranges::all_of(back, [](const auto& one) { return one.second == 0; }),
                 [&] { return receipt.id + " takes back what " + sale.id + " never gave"; });
}

/// Of a single payment by points, all that must have come back by now; -1 where several share.
std::int64_t SalesBook::points_due(const Sale& sale) const {
    if (sale.paid.size() != 1) return -1;
    const SalePayment& paid = sale.paid[0];
    if (sale.is_fully_returned()) return paid.points;
    if (sale.total == 0) return -1;
    const bool pays = paid.amount > 0;
    if (!pays || document_.refund_order == RefundOrder::Proportional)
        return own::part_down(paid.points, sale.returned_money, sale.total);
    const std::int64_t through =
        document_.refund_order == RefundOrder::PointsFirst
            ? std::min(paid.amount, sale.returned_money)
            : std::max<std::int64_t>(0, sale.returned_money - (sale.total - paid.amount));
    return own::part_down(paid.points, through, paid.amount);
}

void SalesBook::check_refund(Sale& sale, const Receipt& receipt, std::int64_t money) {
    std::int64_t paid = 0;
    for (const SalePayment& payment : sale.paid) paid += payment.points;
    const Refund refund = receipt.refund.value_or(Refund{});
    auto numbers = [&] {
        return fmt::format(
            "{} of {}: {} points were paid, {} came back before, now {}; money {} and {} through "
            "points, the lines cost {}",
            receipt.id, sale.id, paid, sale.refunded_points, refund.points.n, refund.money.n,
            refund.points_money.n, money);
    };
    checks_.hold("I13", !receipt.refund || refund.money.n + refund.points_money.n == money,
                 numbers);
    checks_.hold("I13", refund.points.n >= 0 && sale.refunded_points + refund.points.n <= paid,
                 numbers);
    sale.refunded_points += refund.points.n;
    sale.refunded_money += refund.points_money.n;
    if (sale.is_fully_returned()) checks_.hold("I13 whole", sale.refunded_points == paid, numbers);
    if (const std::int64_t due = points_due(sale); due >= 0)
        checks_.hold("I31", sale.refunded_points == due, numbers);
}

void SalesBook::match_entries(const Evidence& evidence) {
    struct Sums {
        std::map<CurrencyId, std::int64_t> earned, redeemed;
        std::int64_t reversed = 0;
    };
    std::map<TxnId, Sums> txns;
    for (const auto& [holder, reading] : evidence.readings)
        for (const PostedEntry& posted : reading.entries) {
            Sums& sums = txns[posted.txn];
            const Entry& entry = posted.entry;
            if (entry.type == EntryType::Earn) sums.earned[entry.currency] -= entry.contra_units.n;
            if (entry.type == EntryType::Redeem || entry.type == EntryType::Capture)
                sums.redeemed[entry.currency] += entry.contra_units.n;
            if (entry.type == EntryType::EarnReversal) sums.reversed += entry.contra_units.n;
        }
    for (const Witnessed& one : evidence.commands) {
        if (!one.is_done()) continue;
        const Receipt& receipt = *one.receipt;
        const Sums& sums = txns[receipt.txn];
        const bool sold = receipt.command == "purchase" && !receipt.id.empty();
        if ((sold || receipt.command == "action") && receipt.applied.empty()) {
            std::map<CurrencyId, std::int64_t> earned, paid;
            for (const AwardLine& award : receipt.effects) earned[award.currency] += award.points.n;
            for (const SpentLine& spent : receipt.spent) paid[spent.currency] += spent.points.n;
            checks_.hold("entries", earned == sums.earned, [&] {
                return one.order.text() + ": what its entries earn is not what its answer says";
            });
            for (const auto& [currency, units] : paid)
                checks_.hold(
                    "entries",
                    sums.redeemed.contains(currency) && sums.redeemed.at(currency) >= units,
                    [&] { return receipt.id + ": its entries redeem less than was paid"; });
        }
        if (receipt.command == "return" || receipt.command == "void") {
            std::int64_t reversed = -receipt.already_expired.n;
            for (const ReversedLine& line : receipt.reversed) reversed += line.points.n;
            checks_.hold("entries", reversed == sums.reversed, [&] {
                return fmt::format("{}: its entries reverse {}, its answer {} less the expired",
                                   receipt.id, sums.reversed, reversed);
            });
        }
    }
}

}  // namespace vuelve::cli
