#include "domain/book.h"

#include <algorithm>
#include <utility>

#include "base/ensure.h"
#include "domain/changed_holder.h"

namespace vuelve {
namespace {

Units units_in(const Lot& lot) { return lot.remaining + lot.reserved; }

}  // namespace

Book::Book(const Programme& programme, const State& state, Fresh& fresh, Instant at, TxnId txn)
    : programme_(programme), state_(state), fresh_(fresh), at_(at), txn_(txn) {}

const Holder* Book::peek(HolderId id) const {
    if (auto own = holders_.find(id); own != holders_.end()) return &own->second;
    auto found = state_.holders.find(id);
    return found == state_.holders.end() ? nullptr : &found->second;
}

Holder& Book::touch(HolderId id) {
    auto own = holders_.find(id);
    if (own != holders_.end()) return own->second;
    auto found = state_.holders.find(id);
    ensure(found != state_.holders.end(), "a holder is loaded before it is touched");
    return holders_.emplace(id, found->second).first->second;
}

Holder& Book::add_holder(Holder holder) {
    HolderId id = holder.id;
    enrolled_.push_back(id);
    changed_heads_.insert(id);
    return holders_.insert_or_assign(id, std::move(holder)).first->second;
}

Head& Book::head(HolderId id) {
    changed_heads_.insert(id);
    return touch(id).head;
}

Wallet Book::wallet(HolderId id, CurrencyId currency) const {
    const Holder* holder = peek(id);
    return holder ? wallet_of(*holder, currency) : Wallet{.currency = currency};
}

Lot* Book::lot(HolderId holder, LotId id) {
    auto& lots = touch(holder).lots;
    auto found = std::ranges::lower_bound(lots, id, {}, &Lot::id);
    if (found == lots.end() || found->id != id) return nullptr;
    changed_lots_.insert({holder, id});
    open_lot(holder, *found, units_in(*found));
    return &*found;
}

Lot& Book::add_lot(HolderId holder, Lot lot) {
    auto& lots = touch(holder).lots;
    changed_lots_.insert({holder, lot.id});
    open_lot(holder, lot, Units{0});
    auto place = std::ranges::upper_bound(lots, lot.id, {}, &Lot::id);
    return *lots.insert(place, lot);
}

Voucher& Book::add_voucher(HolderId holder, Voucher voucher) {
    changed_vouchers_.insert({holder, voucher.id});
    auto& vouchers = touch(holder).vouchers;
    vouchers.push_back(std::move(voucher));
    return vouchers.back();
}

Voucher& Book::voucher(HolderId holder, VoucherId id) {
    changed_vouchers_.insert({holder, id});
    auto& vouchers = touch(holder).vouchers;
    auto found = std::ranges::find(vouchers, id, &Voucher::id);
    ensure(found != vouchers.end(), "a voucher belongs to its holder");
    return *found;
}

namespace {

/// One of a holder's rows by its id.
template <class Rows, class Id>
auto& row_of(Rows& rows, Id id, const char* what) {
    auto found = std::ranges::find(rows, id, &Rows::value_type::id);
    ensure(found != rows.end(), what);
    return *found;
}

template <class Rows, class Changed>
void move_rows(Rows& from, Rows& to, HolderId holder, Changed& changed) {
    std::erase_if(changed, [&](const auto& known) {
        return std::ranges::find(from, known.second, &Rows::value_type::id) != from.end();
    });
    for (auto& row : from) {
        changed.insert({holder, row.id});
        to.push_back(std::move(row));
    }
    std::ranges::sort(to, {}, &Rows::value_type::id);
    from.clear();
}

}  // namespace

Reservation& Book::add_reservation(HolderId holder, Reservation reservation) {
    changed_reservations_.insert({holder, reservation.id});
    return touch(holder).reservations.emplace_back(std::move(reservation));
}

Reservation& Book::reservation(HolderId holder, ReservationId id) {
    changed_reservations_.insert({holder, id});
    return row_of(touch(holder).reservations, id, "a reservation belongs to its account");
}

Redemption& Book::add_redemption(HolderId holder, Redemption redemption) {
    changed_redemptions_.insert({holder, redemption.id});
    return touch(holder).redemptions.emplace_back(std::move(redemption));
}

Redemption& Book::redemption(HolderId holder, RedemptionId id) {
    changed_redemptions_.insert({holder, id});
    return row_of(touch(holder).redemptions, id, "a redemption belongs to its member");
}

Referral& Book::referral(HolderId referee) {
    changed_referrals_.insert(referee);
    auto& own = touch(referee).referral;
    return own ? *own : own.emplace();
}

SubscriptionPeriod& Book::add_subscription(HolderId holder, SubscriptionPeriod period) {
    changed_subscriptions_.insert({holder, period.id});
    return touch(holder).subscriptions.emplace_back(std::move(period));
}

SubscriptionPeriod& Book::subscription(HolderId holder, SubscriptionId id) {
    changed_subscriptions_.insert({holder, id});
    return row_of(touch(holder).subscriptions, id, "a subscription belongs to its member");
}

void Book::move_lots(HolderId from, HolderId to) {
    std::vector<Lot> lots = std::exchange(touch(from).lots, {});
    for (const Lot& lot : lots) {
        changed_lots_.erase({from, lot.id});
        open_lot(from, lot, units_in(lot));
        moved_lots_.push_back({from, lot.id});
        add_lot(to, lot);
    }
}

HolderId Book::lot_home(HolderId holder, LotId lot) const {
    std::vector<HolderId> places = lot_places(state_, holder);
    for (HolderId place : places) {
        const Holder* known = peek(place);
        if (known && std::ranges::binary_search(known->lots, lot, {}, &Lot::id)) return place;
    }
    return places.front();
}

void Book::move_vouchers(HolderId from, HolderId to) {
    move_rows(touch(from).vouchers, touch(to).vouchers, to, changed_vouchers_);
}

void Book::move_reservations(HolderId from, HolderId to) {
    move_rows(touch(from).reservations, touch(to).reservations, to, changed_reservations_);
}

void Book::move_redemptions(HolderId from, HolderId to) {
    move_rows(touch(from).redemptions, touch(to).redemptions, to, changed_redemptions_);
}

void Book::move_subscriptions(HolderId from, HolderId to) {
    move_rows(touch(from).subscriptions, touch(to).subscriptions, to, changed_subscriptions_);
}

Holder& Book::place(HolderId id) {
    changed_places_.insert(id);
    return touch(id);
}

void Book::set_membership(HolderId household, const Membership& membership) {
    auto& members = touch(household).members;
    auto known = std::ranges::find(members, membership.member, &Membership::member);
    known == members.end() ? members.push_back(membership) : void(*known = membership);
    memberships_.push_back({household, membership, false});
}

void Book::end_membership(HolderId household, HolderId member) {
    auto& members = touch(household).members;
    auto known = std::ranges::find(members, member, &Membership::member);
    if (known == members.end()) return;
    memberships_.push_back({household, *known, true});
    members.erase(known);
}

Purchase& Book::set_purchase(Purchase purchase) { return purchase_.emplace(std::move(purchase)); }

Tally Book::tally(HolderId holder, const TallyKey& key) const {
    const Holder* found = peek(holder);
    if (!found) return {};
    auto tally = found->tallies.find(key);
    return tally == found->tallies.end() ? Tally{} : tally->second;
}

void Book::count(HolderId holder, const TallyKey& key, const Tally& by) {
    Tally now = tally(holder, key);
    set(holder, key, Tally{now.value + by.value, now.count + by.count});
}

void Book::set(HolderId holder, const TallyKey& key, const Tally& tally) {
    touch(holder).tallies[key] = tally;
    changed_tallies_.insert({holder, key});
}

Resource Book::resource(const ResourceKey& key, std::int64_t full) const {
    if (auto own = resources_.find(key); own != resources_.end()) return own->second;
    auto found = state_.resources.find(key);
    return found == state_.resources.end() ? Resource{full, full} : found->second;
}

void Book::set(const ResourceKey& key, const Resource& resource) {
    ensure(resource.left >= 0, "a shared resource is never overdrawn");
    resources_[key] = resource;
}

void Book::post(HolderId holder,
                EntryType type,
                CurrencyId currency,
                const Movement& movement,
                Contra contra,
                BrandId contra_brand,
                RuleId rule,
                LotId lot,
                std::optional<Instant> posted_at) {
    const Instant when = into_open_month(posted_at.value_or(at_));
    Entry entry = make_entry(EntryId{fresh_.next_id()}, holder, type, currency, movement, contra,
                             contra_brand, when);
    entry.rule = rule;
    entry.lot = lot;
    note_issuers(entry);
    auto& wallets = touch(holder).wallets;
    auto wallet = std::ranges::lower_bound(wallets, currency, {}, &Wallet::currency);
    if (wallet == wallets.end() || wallet->currency != currency)
        wallet = wallets.insert(wallet, Wallet{.currency = currency});
    wallet->pending += movement.pending;
    wallet->available += movement.available;
    wallet->reserved += movement.reserved;
    wallet->debt += movement.debt;
    ensure(wallet->pending.n >= 0 && wallet->available.n >= 0 && wallet->reserved.n >= 0 &&
               wallet->debt.n <= 0,
           "balances keep their sign");
    entries_.push_back(entry);
    head(holder).entries += 1;
    if (wallet->available.n > 0 && wallet->debt.n < 0) repay_debt(holder, currency, when);
}

void Book::open_lot(HolderId holder, const Lot& lot, Units counted) {
    for (const OpenLot& open : open_lots_)
        if (open.lot == lot.id && open.holder == holder) return;
    open_lots_.push_back({holder, lot.id, lot.currency, lot.brand, counted});
}

void Book::note_issuers(Entry& entry) {
    const Movement& by = entry.movement;
    const Units moved = by.pending + by.available + by.reserved;
    if (programme_.currency(entry.currency).kind == CurrencyKind::Status) {  // it has no lots
        if (moved.n != 0)
            entry.issuer =
                entry.contra_brand.value != 0 ? entry.contra_brand : programme_.default_brand();
        return;
    }
    const auto& lots = touch(entry.holder).lots;
    Units sum{};
    std::erase_if(open_lots_, [&](const OpenLot& open) {
        // What ends on its way is posted between others' changes, one lot at a time.
        const bool own = entry.type != EntryType::Expire || open.lot == entry.lot;
        if (open.holder != entry.holder || open.currency != entry.currency || !own) return false;
        auto lot = std::ranges::lower_bound(lots, open.lot, {}, &Lot::id);
        const bool here = lot != lots.end() && lot->id == open.lot;
        const Units change = (here ? units_in(*lot) : Units{0}) - open.counted;
        if (change.n == 0) return true;
        sum += change;
        auto part = std::ranges::find(entry.issuers, open.brand, &IssuerUnits::issuer);
        if (part == entry.issuers.end())
            entry.issuers.push_back({open.brand, change});
        else
            part->units += change;
        return true;
    });
    ensure(sum == moved, "the lots of an entry add up to what it moves");
    std::erase_if(entry.issuers, [](const IssuerUnits& part) { return part.units.n == 0; });
    if (entry.issuers.size() != 1) return;
    entry.issuer = entry.issuers.front().issuer;
    entry.issuers.clear();
}

Instant Book::into_open_month(Instant posted_at) {
    const auto& open_from = state_.closed_until;
    if (!open_from || posted_at >= *open_from) return posted_at;
    late_since_ = std::min(late_since_.value_or(posted_at), posted_at);
    return *open_from;
}

void Book::repay_debt(HolderId holder, CurrencyId currency, Instant posted_at) {
    Wallet now = wallet(holder, currency);
    Units repaid = std::min(now.available, -now.debt);
    if (programme_.currency(currency).kind != CurrencyKind::Status)
        consume(*this, holder, currency, repaid);
    post(holder, EntryType::DebtRepay, currency, {.available = -repaid, .debt = repaid},
         Contra::None, {}, {}, {}, posted_at);
}

Effects Book::take_effects() {
    Effects effects;
    effects.entries = std::move(entries_);
    for (const auto& [holder, lot_id] : changed_lots_)
        effects.lots.push_back({holder, *lot(holder, lot_id)});
    for (const auto& [holder, key] : changed_tallies_)
        effects.tallies.push_back({holder, key, tally(holder, key)});
    for (HolderId holder : changed_heads_)
        effects.heads.push_back({holder, holders_.at(holder).head});
    for (const auto& [holder, id] : changed_vouchers_)
        effects.vouchers.push_back(
            {holder, *std::ranges::find(holders_.at(holder).vouchers, id, &Voucher::id)});
    for (const auto& [holder, id] : changed_reservations_)
        effects.reservations.push_back({holder, reservation(holder, id)});
    for (const auto& [holder, id] : changed_redemptions_)
        effects.redemptions.push_back({holder, redemption(holder, id)});
    for (const auto& [holder, id] : changed_subscriptions_)
        effects.subscriptions.push_back({holder, subscription(holder, id)});
    for (HolderId id : changed_places_) {
        const Holder& holder = holders_.at(id);
        effects.places.push_back({id, holder.head.state, holder.household, holder.merged_into});
    }
    for (HolderId id : changed_referrals_)
        effects.referrals.push_back({id, *holders_.at(id).referral});
    effects.memberships = std::move(memberships_);
    effects.moved_lots = std::move(moved_lots_);
    effects.parked = std::move(parked_);
    effects.answers = std::move(answers_);
    effects.purchase = std::move(purchase_);
    for (const auto& [key, resource] : resources_) effects.resources.push_back({key, resource});
    for (HolderId holder : enrolled_) effects.enrolled.push_back(holders_.at(holder));
    effects.closed_month = closed_month_;
    return effects;
}

std::vector<Holder> Book::take_holders() {
    std::vector<Holder> holders;
    for (auto& [id, holder] : holders_) holders.push_back(std::move(holder));
    holders_.clear();
    return holders;
}

const Holder* changed_holder(const Decision& decision, HolderId id) {
    const auto place = std::ranges::lower_bound(decision.holders, id, {}, &Holder::id);
    return place == decision.holders.end() || place->id != id ? nullptr : &*place;
}

std::vector<LotUse> consume(
    Book& book, HolderId holder, CurrencyId currency, Units units, bool to_reserved) {
    std::vector<Lot> open;
    for (const Lot& lot : book.peek(holder)->lots)
        if (lot.currency == currency && lot.remaining.n > 0 && !is_pending(lot))
            open.push_back(lot);
    std::ranges::sort(open, spends_before);
    std::vector<LotUse> uses;
    for (const Lot& lot : open) {
        if (units.n == 0) break;
        Units taken = std::min(units, lot.remaining);
        Lot& changed = *book.lot(holder, lot.id);
        changed.remaining -= taken;
        if (to_reserved) changed.reserved += taken;
        uses.push_back({.lot = lot.id, .units = taken});
        units -= taken;
    }
    ensure(units.n == 0, "available units lie in lots");
    return uses;
}

}  // namespace vuelve
