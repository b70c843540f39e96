#include "app/loader.h"

#include <algorithm>
#include <limits>

#include "app/holders.h"
#include "codec/public_id.h"
#include "storage/books_store.h"

namespace vuelve::app {
namespace {

constexpr int no_limit = std::numeric_limits<int>::max();

template <class T>
void add_missing(std::vector<T>& rows, T row) {
    auto place = std::ranges::lower_bound(rows, row.id, {}, &T::id);
    if (place == rows.end() || place->id != row.id) rows.insert(place, std::move(row));
}

bool is_open(const Voucher& voucher) {
    return voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked;
}

/// Sets the member that the reference stands for, in commands that have one.
void set_member(CommandBody& body, const MemberRef& member) {
    std::visit(
        [&](auto& command) {
            if constexpr (requires { command.member = member; }) command.member = member;
        },
        body);
}

void set_other(CommandBody& body, const MemberRef& other) {
    std::visit(
        [&](auto& command) {
            if constexpr (requires { command.to = other; } && requires { command.points; })
                if constexpr (std::same_as<decltype(command.to), MemberRef>) command.to = other;
            if constexpr (requires { command.duplicate = other; }) command.duplicate = other;
            if constexpr (requires { command.recipient = other; }) command.recipient = other;
        },
        body);
}

}  // namespace

/// What each kind of command needs beside its members.
struct Needs {
    Loader& load;

    void operator()(const RecordPurchase& purchase) const {
        for (const Tender& tender : purchase.tenders) load.load_reservation(tender.reservation);
        for (const PointsDiscount& paid : purchase.discount_points)
            load.load_reservation(paid.reservation);
        for (const std::string& code : purchase.coupons) load.load_code(code);
        load.load_referrer_of(purchase.member);
        load.load_budgets();
        for (const Coupon& coupon : load.programme_.snapshot()->document().coupons)
            load.load_pool({ResourceKind::CouponCodes, coupon.id.value, 0});
        if (purchase.quote) load.load_offers(purchase.store);
    }
    void operator()(const RecordAction&) const { load.load_budgets(); }
    void operator()(const DecideReferral& decided) const {
        load.load_referrer_of(decided.member);
        load.load_waiting_purchase(decided.member);
    }
    void operator()(const RecordReturn& taken) const { load.load_purchase(taken.purchase); }
    void operator()(const VoidPurchase& voided) const { load.load_purchase(voided.purchase); }
    void operator()(const DecideParked& decided) const { load.load_decided(decided); }
    void operator()(const Enrol& enrolled) const {
        if (enrolled.household.value != 0) load.load_holder(enrolled.household);
    }
    void operator()(const Merge& merged) const {
        for (const MemberRef& member : {merged.member, merged.duplicate}) {
            const Holder* found = member ? resolve(load.state_, *member) : nullptr;
            if (!found) continue;
            const HolderId id = found->id, household = found->household;
            load.load_whole(id);
            if (household.value != 0) load.load_whole(household);
        }
    }
    void operator()(const JoinHousehold& joined) const {
        if (const Holder* member = joined.member ? resolve(load.state_, *joined.member) : nullptr)
            load.load_whole(member->id);
        if (!joined.is_new) load.load_holder(joined.household);
    }
    void operator()(const Capture& captured) const { load.load_reservation(captured.reservation); }
    void operator()(const CancelReservation& cancelled) const {
        load.load_reservation(cancelled.reservation);
    }
    void operator()(const Redeem& taken) const {
        const auto programme = load.programme_.snapshot();
        const Reward* reward = programme->find_reward(taken.reward);
        if (!reward) return;
        load.load_stock(*reward, taken.store);
        load.load_pool({ResourceKind::RewardCodes, reward->id.value, 0});
        if (const Coupon* coupon = programme->find_coupon(reward->voucher_coupon))
            load.load_pool({ResourceKind::CouponCodes, coupon->id.value, 0});
    }
    void operator()(const RefundRedemption& back) const { load.load_redemption(back.redemption); }
    void operator()(const FulfilRedemption& done) const { load.load_redemption(done.redemption); }
    void operator()(const SetStock& set) const {
        if (const Reward* reward = load.programme_.snapshot()->find_reward(set.reward))
            load.load_stock(*reward, set.store);
    }
    void operator()(const AddCodes& added) const {
        const auto programme = load.programme_.snapshot();
        if (const Reward* reward = programme->find_reward(added.reward))
            load.load_resource({ResourceKind::RewardCodes, reward->id.value, 0});
        if (const Coupon* coupon = programme->find_coupon(added.coupon))
            load.load_resource({ResourceKind::CouponCodes, coupon->id.value, 0});
    }
    void operator()(const AnswerSurvey& answer) const { load.load_rated(answer.purchase); }
    void operator()(const UseVoucher& used) const { load.load_code(used.voucher); }
    void operator()(const LockVoucher& locked) const { load.load_code(locked.voucher); }
    void operator()(const UnlockVoucher& unlocked) const { load.load_code(unlocked.voucher); }
    template <class Other>
    void operator()(const Other&) const {}
};

void Loader::load_for(Ask& ask, const std::optional<MemberReference>& member, Instant at) {
    load_key(ask.command.key);
    load_parked();
    load_clubs();
    if (auto found = find_member(member)) set_member(ask.command.body, *found);
    if (!ask.other.empty())
        if (auto found = find_member(parse_member_reference(ask.other, programme_.region())))
            set_other(ask.command.body, *found);
    if (auto* enrolment = std::get_if<Enrol>(&ask.command.body); enrolment && ask.profile)
        load_referrer(ask, *enrolment, at);
    std::visit(Needs{*this}, ask.command.body);
    if (auto* sale = std::get_if<RecordPurchase>(&ask.command.body)) {
        sale->has_trait_of_referrer = shares_with_referrer(sale->member, ask.payment_tokens);
        if (!sale->has_trait_of_referrer)
            sale->ring = ring_of_sale(sale->member, ask.payment_tokens);
    }
    if (auto* changed = std::get_if<ChangeIdentity>(&ask.command.body))
        load_known(ask, *changed, at);
    for (const HolderId own : ask.own_members) load_holder(own);
    if (auto* decided = std::get_if<DecideReferral>(&ask.command.body))
        decided->has_trait_of_referrer = shares_with_referrer(decided->member, {});
}

bool Loader::load_holder(HolderId id) {
    if (id.value < storage::bucket_count) return false;  // 0, or the chain of a bucket's jobs
    if (std::ranges::find(touched_, id) != touched_.end()) return true;
    auto place = state_.holders.find(id);
    if (place == state_.holders.end()) {
        bring(std::span(&id, 1));
        place = state_.holders.find(id);
        if (place == state_.holders.end()) return false;
    }
    touched_.push_back(id);
    const HolderId survivor = place->second.merged_into, household = place->second.household;
    if (survivor.value != 0) load_holder(survivor);
    if (household.value != 0) load_holder(household);
    return true;
}

void Loader::bring(std::span<const HolderId> ids) {
    std::vector<HolderId> wanted(ids.begin(), ids.end());
    for (;;) {
        std::erase_if(wanted, [&](HolderId id) {
            return id.value < storage::bucket_count || state_.holders.contains(id);
        });
        if (wanted.empty()) return;
        std::ranges::sort(wanted);
        wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
        std::vector<HolderId> led_to;
        for (Holder& holder : read_holders(programme_, tx_, wanted)) {
            led_to.push_back(holder.merged_into);
            led_to.push_back(holder.household);
            loaded_.push_back(holder.id);
            state_.holders.emplace(holder.id, std::move(holder));
        }
        wanted = std::move(led_to);
    }
}

void Loader::load_parked() {
    auto& cache = programme_.cache();
    if (!cache.knows_closed)
        state_.closed_until = storage::load_closed_until(
            tx_, {programme_.placement(), programme_.key().programme_id});
    cache.knows_closed = true;
    if (cache.has_parked) return;
    for (Parked& parked : programme_.ledger().waiting(tx_))
        state_.parked[parked.purchase].push_back(std::move(parked));
    cache.has_parked = true;
}

std::optional<HolderId> Loader::find_member(const std::optional<MemberReference>& reference) {
    if (!reference) return std::nullopt;
    std::optional<HolderId> found;
    if (const auto* holder = std::get_if<HolderId>(&*reference)) found = *holder;
    if (const auto* identity = std::get_if<Identity>(&*reference)) {
        if (ahead_) found = ahead_->owner(*identity);
        if (!found) found = programme_.members().find(tx_, *identity);
    }
    if (!found || !load_holder(*found)) return std::nullopt;
    if (state_.holders.at(*found).kind != HolderKind::Member) return std::nullopt;
    return found;
}

void Loader::load_key(const std::string& key) {
    if (key.empty() || state_.earlier.contains(key)) return;
    if (ahead_ && ahead_->is_new(key)) return;
    if (auto known = programme_.ledger().find(tx_, key))
        state_.earlier[key] = std::move(known->earlier);
}

std::vector<HolderId> Loader::load_places(HolderId holder) {
    load_holder(holder);
    for (;;) {
        auto places = lot_places(state_, holder);
        const auto before = touched_.size();
        for (HolderId place : places) load_holder(place);
        if (touched_.size() == before) return places;
    }
}

void Loader::load_lot(HolderId holder, LotId lot) {
    if (lot.value == 0) return;
    const auto places = load_places(holder);
    auto has = [&](HolderId place) {
        auto found = state_.holders.find(place);
        return found != state_.holders.end() &&
               std::ranges::binary_search(found->second.lots, lot, {}, &Lot::id);
    };
    if (std::ranges::any_of(places, has)) return;
    for (HolderId place : places)
        if (auto found = state_.holders.find(place); found != state_.holders.end())
            if (programme_.ledger().load_lot(tx_, found->second, lot)) return;
}

void Loader::load_uses(HolderId holder, const std::vector<LotUse>& uses) {
    for (const LotUse& use : uses) load_lot(holder, use.lot);
}

const Purchase* Loader::find_purchase(const std::string& id) {
    if (!state_.purchases.contains(id)) {
        auto purchase = programme_.ledger().find_purchase(tx_, id);
        if (!purchase) return nullptr;
        state_.purchases[id] = std::move(*purchase);
    }
    return &state_.purchases[id];
}

void Loader::load_rated(const std::string& id) {
    if (id.empty()) return;
    if (const Purchase* purchase = find_purchase(id)) load_holder(purchase->member);
}

void Loader::load_purchase(const std::string& id) {
    const Purchase* found = find_purchase(id);
    if (!found) return;
    const Purchase& purchase = *found;
    load_holder(purchase.member);
    for (const Award& award : purchase.awards) load_lot(award.holder, award.lot);
    for (const PaidTender& paid : purchase.paid) {
        load_places(paid.holder);  // an offline debt has moved with its account
        load_uses(paid.holder, paid.uses);
    }
    if (purchase.referral) {
        load_holder(purchase.referral->referee);
        load_holder(purchase.referral->referrer);
        for (const Award& award : purchase.referral->awards) load_lot(award.holder, award.lot);
    }
    for (const ClubShare& share : purchase.clubs)
        load_resource({ResourceKind::ClubGoal, share.club.value, 0});
    load_prizes(purchase);
    const Holder* member = resolve(state_, purchase.member);
    if (!member) return;
    // Those it granted or used may be closed by now; cancelling a stamp card's prize gives back
    // what it cost.
    Holder& owner = state_.holders.at(member->id);
    programme_.ledger().load_all_vouchers(tx_, owner);
    std::vector<LotUse> costs;
    for (const Voucher& voucher : owner.vouchers)
        if (is_open(voucher)) std::ranges::copy(voucher.cost, std::back_inserter(costs));
    load_uses(owner.id, costs);
    load_budgets();
}

/// Prizes that stamps of a household paid for may be another member's.
void Loader::load_prizes(const Purchase& purchase) {
    const auto programme = programme_.snapshot();
    for (const Award& award : purchase.awards) {
        if (programme->currency(award.currency).kind != CurrencyKind::Stamps) continue;
        for (HolderId place : load_places(award.holder)) {
            auto account = state_.holders.find(place);
            if (account == state_.holders.end()) continue;
            const std::vector<Membership> members = account->second.members;
            for (const Membership& part : members) {
                if (!load_holder(part.member)) continue;
                std::vector<LotUse> costs;
                for (const Voucher& voucher : state_.holders.at(part.member).vouchers)
                    if (is_open(voucher))
                        std::ranges::copy(voucher.cost, std::back_inserter(costs));
                load_uses(part.member, costs);
            }
        }
    }
}

void Loader::load_reservation(ReservationId id) {
    if (id.value == 0) return;
    if (!state_.reservation_holders.contains(id)) {
        auto found = programme_.entitlements().reservation(tx_, id);
        if (!found || !load_holder(found->holder)) return;
        add_missing(state_.holders.at(found->holder).reservations, found->reservation);
        state_.reservation_holders[id] = found->holder;
    }
    const HolderId account = state_.reservation_holders.at(id);
    load_holder(account);
    auto& all = state_.holders.at(account).reservations;
    auto held = std::ranges::find(all, id, &Reservation::id);
    if (held == all.end()) return;
    const Reservation named = *held;
    load_holder(named.member);
    if (named.state == ReservationState::Active) load_uses(account, named.uses);
}

void Loader::load_redemption(RedemptionId id) {
    if (!state_.redemption_holders.contains(id)) {
        auto found = programme_.entitlements().redemption(tx_, id);
        if (!found || !load_holder(found->holder)) return;
        add_missing(state_.holders.at(found->holder).redemptions, found->redemption);
        state_.redemption_holders[id] = found->holder;
    }
    const HolderId member = state_.redemption_holders.at(id);
    load_holder(member);
    auto& all = state_.holders.at(member).redemptions;
    auto taken = std::ranges::find(all, id, &Redemption::id);
    if (taken == all.end()) return;
    const Redemption named = *taken;
    if (named.recipient.value != 0) load_holder(named.recipient);
    load_uses(named.account, named.uses);
    if (named.voucher.value != 0)
        add_voucher(programme_.entitlements().voucher(tx_, named.voucher));
    load_resource({ResourceKind::RewardStock, named.reward.value, 0});
    load_resource({ResourceKind::RewardStoreStock, named.reward.value, named.store.value});
}

void Loader::add_voucher(std::optional<storage::VoucherRow> found) {
    if (!found || !load_holder(found->holder)) return;
    state_.code_holders[found->voucher.code] = found->holder;
    add_missing(state_.holders.at(found->holder).vouchers, std::move(found->voucher));
}

void Loader::load_code(const std::string& code) {
    // A voucher issued earlier in this group is not in its table yet.
    if (auto known = state_.code_holders.find(code); known != state_.code_holders.end())
        load_holder(known->second);
    else
        add_voucher(programme_.entitlements().voucher_of_code(tx_, code));
}

void Loader::load_decided(const DecideParked& command) {
    auto& waiting = state_.parked[command.purchase];
    if (std::ranges::find(waiting, command.id, &Parked::id) == waiting.end())
        if (auto found = programme_.entitlements().parked(tx_, command.purchase, command.id))
            waiting.push_back(std::move(*found));
    load_purchase(command.purchase);
}

void Loader::load_whole(HolderId id) {
    Holder& holder = state_.holders.at(id);
    programme_.ledger().load_all_lots(tx_, holder);
    programme_.ledger().load_all_vouchers(tx_, holder);
    const auto& promises = programme_.entitlements();
    for (auto& row : promises.reservations_of(tx_, id, ReservationId{}, no_limit))
        add_missing(holder.reservations, std::move(row.reservation));
    for (auto& row : promises.redemptions_of(tx_, id, RedemptionId{}, no_limit))
        add_missing(holder.redemptions, std::move(row.redemption));
}

}  // namespace vuelve::app
