#include "cli/sim/promise_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/sim/arithmetic.h"

namespace vuelve::cli {

PromiseBook::PromiseBook(const ProgrammeDocument& document, Checks& checks)
    : document_(document), checks_(checks) {
    for (const Reward& reward : document.rewards)
        shelves_[reward.code] = {reward.stock, reward.store_stock};
}

const Reward* PromiseBook::reward(const std::string& code) const {
    auto found = std::ranges::find(document_.rewards, code, &Reward::code);
    return found == document_.rewards.end() ? nullptr : &*found;
}

const Reward* PromiseBook::reward(RewardId id) const {
    auto found = std::ranges::find(document_.rewards, id, &Reward::id);
    return found == document_.rewards.end() ? nullptr : &*found;
}

std::optional<std::int64_t> PromiseBook::day_in(const std::string& code, Instant at) const {
    const Store* store = &document_.stores.front();
    for (const Store& each : document_.stores)
        if (each.code == code) store = &each;
    const auto offset =
        own::fixed_offset(store->time_zone.empty() ? document_.time_zone : store->time_zone);
    if (!offset) return std::nullopt;
    return own::day_at(at, *offset);
}

void PromiseBook::take(const Witnessed& one, const SalesBook& sales) {
    if (!one.is_done()) return;
    const Receipt& receipt = *one.receipt;
    if (const auto* redeemed = std::get_if<Redeem>(&one.body)) redeem(*redeemed, receipt);
    if (std::holds_alternative<RefundRedemption>(one.body)) refund(receipt);
    if (const auto* stock = std::get_if<SetStock>(&one.body)) {
        Shelf& shelf = shelves_[stock->reward];
        if (stock->store.empty())
            shelf.total = stock->left;
        else
            shelf.stores[stock->store] = stock->left;
    }
    if (std::holds_alternative<Merge>(one.body)) merged_.insert(receipt.member);
    if (const auto* used = std::get_if<UseVoucher>(&one.body)) ++uses_[used->voucher];
    if (const auto* action = std::get_if<RecordAction>(&one.body)) act(*action, receipt);
    const auto* purchase = std::get_if<RecordPurchase>(&one.body);
    if (!purchase || purchase->quote) return;
    for (const std::string& code : purchase->coupons) ++uses_[code];
    if (const Sale* sale = sales.find(purchase->id)) sell(receipt, *sale, 1);
}

void PromiseBook::redeem(const Redeem& command, const Receipt& receipt) {
    Shelf& shelf = shelves_[command.reward];
    const std::string store = command.store.empty() ? document_.stores.front().code : command.store;
    Taken taken{.reward = command.reward,
                .member = receipt.member,
                .store = store,
                .took_total = shelf.total.has_value()};
    if (shelf.total) --*shelf.total;
    if (auto own = shelf.stores.find(store); own != shelf.stores.end()) {
        --own->second;
        taken.took_store = true;
    }
    checks_.hold(
        "I16 stock",
        (!shelf.total || *shelf.total >= 0) && (!taken.took_store || shelf.stores[store] >= 0),
        [&] { return command.reward + ": more were given than there were"; });
    const Reward* prize = reward(command.reward);
    if (prize && prize->limit && prize->limit->period == Period::Lifetime &&
        !merged_.contains(receipt.member)) {
        const std::int64_t count = ++redeemed_[{receipt.member, prize->id.value, 0}];
        checks_.hold("I16 limits", count <= prize->limit->value, [&] {
            return fmt::format("holder {} has {} of {}, {} are allowed", receipt.member.value,
                               count, command.reward, prize->limit->value);
        });
    }
    taken_[receipt.redemption] = taken;
}

void PromiseBook::refund(const Receipt& receipt) {
    auto found = taken_.find(receipt.redemption);
    checks_.hold("I16 stock", found != taken_.end(), [&] {
        return fmt::format("redemption {} was refunded twice, or never taken",
                           receipt.redemption.value);
    });
    const Taken& taken = found->second;
    Shelf& shelf = shelves_[taken.reward];
    if (taken.took_total && shelf.total) ++*shelf.total;
    if (taken.took_store) ++shelf.stores[taken.store];
    --redeemed_[{taken.member, reward(taken.reward)->id.value, 0}];
    taken_.erase(found);
}

/// Limits, caps and budgets hold what an action gives together with what purchases gave.
void PromiseBook::act(const RecordAction& action, const Receipt& receipt) {
    Sale deed{.id = action.proof,
              .member = receipt.member,
              .occurred_at = action.occurred_at.value_or(receipt.at),
              .store = action.store};
    for (const AwardLine& award : receipt.effects)
        deed.awards.push_back({award.rule, award.currency, award.points.n, 0, {}});
    sell(receipt, deed, 1);
}

/// `sign` -1 takes a purchase out again (a void).
void PromiseBook::sell(const Receipt& receipt, const Sale& sale, int sign) {
    const auto day = day_in(sale.store, sale.occurred_at);
    std::map<CurrencyId, std::int64_t> by_currency;
    for (const SaleAward& award : sale.awards)  // a cap is for rules
        if (!award.is_of_challenge &&
            std::ranges::count(document_.clubs, award.rule, &Club::rule) == 0)
            by_currency[award.currency] += award.units;
    const bool counts = !merged_.contains(sale.member);
    for (const Currency& currency : document_.currencies) {
        if (!currency.daily_cap || !day || !counts || !by_currency.contains(currency.id)) continue;
        std::int64_t& units = capped_[{sale.member, currency.id.value, *day}];
        units += sign * by_currency[currency.id];
        checks_.hold("I16 caps", units <= currency.daily_cap->n, [&] {
            return fmt::format("{}: {} {} earned that day, the cap is {}", receipt.id, units,
                               currency.code, currency.daily_cap->n);
        });
    }
    for (const Rule& rule : document_.rules) {
        std::int64_t units = 0;
        for (const SaleAward& award : sale.awards)
            if (award.rule == rule.number) units += award.units;
        if (units == 0) continue;
        if (rule.budget) charged_[rule.number] += sign * units;
        for (const Limit& limit : rule.limits) {
            const bool daily = limit.period == Period::Day && day;
            if (!counts || (limit.period != Period::Lifetime && !daily)) continue;
            auto& counters = limit.points ? earned_ : fired_;
            std::int64_t& used = counters[{sale.member, rule.number.value, daily ? *day : 0}];
            used += sign * (limit.points ? units : 1);
            checks_.hold("I16 limits", used <= limit.value, [&] {
                return fmt::format("{}: rule {} gave holder {} {} within a limit of {}", receipt.id,
                                   rule.id, sale.member.value, used, limit.value);
            });
        }
    }
}

void PromiseBook::take_back(const SalesBook::TakenBack& back) {
    has_given_back_ = true;
    if (!back.is_void) return;
    Receipt none;
    none.id = back.sale->id;
    sell(none, *back.sale, -1);
}

void PromiseBook::check(const Evidence& evidence,
                        const std::function<const Holder*(HolderId)>& before) {
    check_stock(evidence);
    for (const auto& [id, reading] : evidence.readings) {
        check_wallet_holds(reading.holder);
        if (const Holder* was = before(id)) {
            check_reservations(*was, reading.holder);
            check_vouchers(evidence, *was, reading.holder);
        }
    }
    uses_.clear();
    has_given_back_ = false;
}

void PromiseBook::check_stock(const Evidence& evidence) {
    for (const auto& [key, resource] : evidence.resources) {
        auto numbers = [&] {
            return fmt::format("resource {} of {} slice {}: {} left of {}",
                               static_cast<int>(key.kind), key.ref, key.slice, resource.left,
                               resource.total);
        };
        checks_.hold("I16", resource.left >= 0, numbers);
        if (key.kind == ResourceKind::RewardStock) {
            const Reward* prize = reward(RewardId{key.ref});
            checks_.hold("I16 stock", prize && shelves_[prize->code].total == resource.left, [&] {
                return numbers() + fmt::format(", the answers leave {}",
                                               shelves_[prize->code].total.value_or(-1));
            });
        }
        if (key.kind == ResourceKind::RewardStoreStock)
            for (const Store& store : document_.stores)
                if (store.id.value == key.slice)
                    checks_.hold("I16 stock",
                                 shelves_[reward(RewardId{key.ref})->code].stores[store.code] ==
                                     resource.left,
                                 numbers);
        if (key.kind != ResourceKind::RuleBudget) continue;
        for (const Rule& rule : document_.rules)
            if (rule.number.value == key.ref && rule.budget)
                checks_.hold(
                    "I16 budget", resource.left == rule.budget->n - charged_[rule.number], [&] {
                        return numbers() + fmt::format(", awards charged {} of {}",
                                                       charged_[rule.number], rule.budget->n);
                    });
    }
}

void PromiseBook::check_wallet_holds(const Holder& now) {
    std::map<CurrencyId, std::int64_t> held;
    for (const Reservation& reservation : now.reservations)
        if (reservation.state == ReservationState::Active)
            held[reservation.currency] += reservation.points.n;
    for (const Wallet& wallet : now.wallets)
        checks_.hold("I17", wallet.reserved.n == held[wallet.currency], [&] {
            return fmt::format("holder {} currency {}: {} reserved, open reservations hold {}",
                               now.id.value, wallet.currency.value, wallet.reserved.n,
                               held[wallet.currency]);
        });
}

void PromiseBook::check_reservations(const Holder& before, const Holder& now) {
    for (const Reservation& was : before.reservations) {
        if (was.state == ReservationState::Active) continue;
        auto is = std::ranges::find(now.reservations, was.id, &Reservation::id);
        if (is == now.reservations.end()) continue;  // another holder's since a merge
        checks_.hold("I17", is->state == was.state && is->captured == was.captured, [&] {
            return fmt::format("reservation {} was {} and is {}", was.id.value, name_of(was.state),
                               name_of(is->state));
        });
    }
    for (const Redemption& was : before.redemptions) {
        auto is = std::ranges::find(now.redemptions, was.id, &Redemption::id);
        if (is == now.redemptions.end()) continue;
        const bool ended =
            was.state == RedemptionState::Refunded || was.state == RedemptionState::Lapsed;
        checks_.hold("states", !ended || is->state == was.state, [&] {
            return fmt::format("redemption {} was {} and is {}", was.id.value, name_of(was.state),
                               name_of(is->state));
        });
    }
}

void PromiseBook::check_vouchers(const Evidence& evidence,
                                 const Holder& before,
                                 const Holder& now) {
    auto was = before.vouchers.begin();  // both in the order of ids
    for (const Voucher& is : now.vouchers) {
        auto numbers = [&] {
            return fmt::format("voucher {} ({}): {} uses left, accepted just now {}", is.id.value,
                               name_of(is.state), is.uses_left.value_or(-1),
                               uses_.contains(is.code) ? uses_.at(is.code) : 0);
        };
        checks_.hold("I16 vouchers", !is.uses_left || *is.uses_left >= 0, numbers);
        while (was != before.vouchers.end() && was->id < is.id) ++was;
        if (was == before.vouchers.end() || was->id != is.id) continue;
        const bool ended =
            was->state == VoucherState::Expired || was->state == VoucherState::Cancelled;
        checks_.hold("states", !ended || is.state == was->state, numbers);
        if (was->state == VoucherState::Used && is.state == VoucherState::Issued)
            checks_.hold("states", has_given_back_, numbers);
        if (!was->uses_left || !is.uses_left || has_given_back_) continue;
        const auto accepted = uses_.find(is.code);
        const std::int64_t used = accepted == uses_.end() ? 0 : accepted->second;
        checks_.hold("I16 vouchers", *was->uses_left - *is.uses_left == used, numbers);
        if (used > 0) checks_.hold("I14", evidence.at < was->valid_until, numbers);
    }
}

}  // namespace vuelve::cli
