#include "domain/voucher.h"

#include <algorithm>

#include "domain/credit.h"
#include "domain/purchase.h"
#include "domain/spending.h"
#include "domain/stock.h"

namespace vuelve {
namespace {

/// Exclusive end of validity: the end of the local day `days` after today.
Instant valid_for(const Programme& programme, Instant from, int days) {
    const Zone& zone = programme.zone();
    return end_of(zone, zone.local_day(from) + days);
}

/// A coupon with neither days nor a last day never ends.
Instant end_of_coupon(const Programme& programme, const Coupon& coupon, Instant granted_at) {
    if (coupon.valid_to) return end_of(programme.zone(), *coupon.valid_to);
    return coupon.valid_days ? valid_for(programme, granted_at, *coupon.valid_days)
                             : voucher_without_end;
}

/// The coupon that a reward's vouchers stand for; nothing when they name the prize itself.
const Coupon* coupon_of(const Programme& programme, const Reward* reward) {
    if (!reward || reward->voucher_coupon.empty()) return nullptr;
    return programme.find_coupon(reward->voucher_coupon);
}

void issue_prize(Book& book, HolderId member, const StampCard& card, Receipt& receipt) {
    const Programme& programme = book.programme();
    HolderId holder = account_holder(*book.peek(member), programme.currency(card.currency_id));
    std::vector<LotUse> cost = consume(book, holder, card.currency_id, card.goal);
    BrandId brand = book.lot(holder, cost.back().lot)->brand;
    book.post(holder, EntryType::Redeem, card.currency_id, {.available = -card.goal},
              Contra::Redeemed, brand);
    const Coupon* coupon = coupon_of(programme, programme.find_reward(card.reward));
    const Voucher& voucher = book.add_voucher(
        member, {.id = VoucherId{book.fresh().next_id()},
                 .code = book.fresh().voucher_code(),
                 .coupon = coupon ? coupon->id : CouponId{},
                 .reward = card.reward_id,
                 .uses_left = coupon ? coupon->uses : std::optional(1),
                 .valid_from = book.at(),
                 .valid_until = valid_for(programme, book.at(), card.voucher_valid_days),
                 .purchase = {},
                 .used_in = {},
                 .cost_currency = card.currency_id,
                 .cost_brand = brand,
                 .cost = std::move(cost)});
    receipt.vouchers.push_back(voucher.id);
}

/// Who holds the voucher with this code.
std::pair<const Holder*, const Voucher*> find_code(const Book& book, const std::string& code) {
    auto known = book.state().code_holders.find(code);
    const Holder* holder =
        known == book.state().code_holders.end() ? nullptr : book.peek(known->second);
    if (!holder) return {nullptr, nullptr};
    auto voucher = std::ranges::find(holder->vouchers, code, &Voucher::code);
    return {holder, voucher == holder->vouchers.end() ? nullptr : &*voucher};
}

/// A supplier's code where the pool still has one, else one of our own.
std::string fresh_code(Book& book, ResourceKind pool, std::int32_t ref) {
    auto code = next_pool_code(book, {pool, ref, 0});
    return code && *code ? **code : book.fresh().voucher_code();
}

}  // namespace

void grant_coupons(Book& book,
                   HolderId member,
                   const std::vector<std::string>& coupons,
                   Instant occurred_at,
                   Receipt& receipt) {
    const Programme& programme = book.programme();
    for (const std::string& code : coupons) {
        const Coupon* coupon = programme.find_coupon(code);
        if (!coupon) continue;
        Instant until = end_of_coupon(programme, *coupon, occurred_at);
        std::string text = fresh_code(book, ResourceKind::CouponCodes, coupon->id.value);
        const Voucher& voucher = book.add_voucher(member, {.id = VoucherId{book.fresh().next_id()},
                                                           .code = std::move(text),
                                                           .coupon = coupon->id,
                                                           .uses_left = coupon->uses,
                                                           .valid_from = book.at(),
                                                           .valid_until = until,
                                                           .purchase = receipt.id,
                                                           .used_in = {},
                                                           .cost = {}});
        receipt.vouchers.push_back(voucher.id);
    }
}

Result<bool> complete_stamp_cards(Book& book, HolderId member, Receipt& receipt) {
    constexpr std::int64_t cards_max = 1000;
    for (const StampCard& card : book.programme().document().stamp_cards) {
        if (!card.auto_issue) continue;
        HolderId holder =
            account_holder(*book.peek(member), book.programme().currency(card.currency_id));
        if (book.wallet(holder, card.currency_id).available.n / card.goal.n > cards_max)
            return refuse(ErrorCode::Overflow, "too many stamp cards at once");
        while (book.wallet(holder, card.currency_id).available >= card.goal)
            issue_prize(book, member, card, receipt);
    }
    return true;
}

namespace {

/// Checks in the order of domain.md 7.6, for state and owner only: the money of the discount is the
/// till's.
Result<const Voucher*> usable(const Book& book, const Holder& member, const std::string& code) {
    auto [owner, voucher] = find_code(book, code);
    if (!voucher) return refuse(ErrorCode::NotFound, "no voucher has this code");
    if (owner->id != member.id) return refuse(ErrorCode::WrongMember);
    if (voucher->state == VoucherState::Used) return refuse(ErrorCode::VoucherUsed);
    if (voucher->state == VoucherState::Cancelled) return refuse(ErrorCode::VoucherCancelled);
    if (voucher->state == VoucherState::Expired || voucher->valid_until <= book.at())
        return refuse(ErrorCode::VoucherExpired);
    return voucher;
}

/// One use of a coupon by a member; the counter it advances is what a void takes back.
Result<CounterChange> count_use(Book& book, HolderId member, const Coupon& coupon) {
    CounterChange change{{TallyKind::CouponUse, coupon.id.value, 0}, {0, 1}};
    if (coupon.per_member && book.tally(member, change.key).count >= *coupon.per_member)
        return refuse(ErrorCode::VoucherUsed);
    book.count(member, change.key, change.by);
    return change;
}

/// Errors: VoucherUsed, when the coupon allows this member no further use.
Result<std::optional<CounterChange>> use(Book& book,
                                         HolderId member,
                                         VoucherId id,
                                         const std::string& purchase) {
    const Voucher& found = *find_voucher(book, member, id);
    const Programme& programme = book.programme();
    std::optional<CounterChange> counted;
    if (const Coupon* coupon = programme.find_coupon(programme.symbols().code(found.coupon.value)))
        counted = TRY(count_use(book, member, *coupon));
    Voucher& voucher = book.voucher(member, id);
    if (voucher.uses_left) *voucher.uses_left -= 1;
    voucher.state = voucher.uses_left == 0 ? VoucherState::Used : VoucherState::Issued;
    voucher.locked_until.reset();
    voucher.used_in = purchase;
    return counted;
}

Result<CounterChange> use_public(Book& book, HolderId member, const Coupon& coupon) {
    if (coupon.valid_to && end_of(book.programme().zone(), *coupon.valid_to) <= book.at())
        return refuse(ErrorCode::VoucherExpired);
    return count_use(book, member, coupon);
}

}  // namespace

Result<std::vector<std::string>> present_coupons(Book& book,
                                                 const Holder& member,
                                                 const RecordPurchase& purchase,
                                                 Purchase& record) {
    const HolderId id = member.id;
    std::vector<std::string> codes;
    for (const std::string& presented : purchase.coupons) {
        const Coupon* coupon = book.programme().find_coupon(presented);
        if (coupon && coupon->is_public) {
            record.counters.push_back(TRY(use_public(book, id, *coupon)));
            codes.push_back(coupon->code);
            continue;
        }
        const Voucher& voucher = *TRY(usable(book, *book.peek(id), presented));
        if (voucher.coupon.value != 0)
            codes.push_back(book.programme().symbols().code(voucher.coupon.value));
        auto counted = TRY(use(book, id, voucher.id, purchase.id));
        if (counted) record.counters.push_back(*counted);
        record.used_vouchers.push_back(voucher.id);
    }
    return codes;
}

VoucherId issue_reward_voucher(Book& book,
                               HolderId owner,
                               const Reward& reward,
                               RedemptionId redemption) {
    const Programme& programme = book.programme();
    const Coupon* coupon = coupon_of(programme, &reward);
    return book
        .add_voucher(owner,
                     {.id = VoucherId{book.fresh().next_id()},
                      .code = fresh_code(book, ResourceKind::RewardCodes, reward.id.value),
                      .coupon = coupon ? coupon->id : CouponId{},
                      .reward = reward.id,
                      .uses_left = coupon ? coupon->uses : std::optional(1),
                      .valid_from = book.at(),
                      .valid_until = valid_for(programme, book.at(), reward.voucher_valid_days),
                      .purchase = {},
                      .used_in = {},
                      .cost = {},
                      .redemption = redemption})
        .id;
}

const Voucher* find_voucher(const Book& book, HolderId holder, VoucherId id) {
    const Holder* owner = book.peek(holder);
    if (!owner) return nullptr;
    auto found = std::ranges::find(owner->vouchers, id, &Voucher::id);
    return found == owner->vouchers.end() ? nullptr : &*found;
}

namespace {

Receipt answer(
    const Book& book, std::string command, HolderId member, VoucherId id, Transaction& txn) {
    const Voucher& voucher = *find_voucher(book, member, id);
    txn.kind = TxnKind::Member;
    txn.holder = member;
    return {.command = std::move(command),
            .txn = book.txn(),
            .member = member,
            .at = book.at(),
            .vouchers = {id},
            .due_at = voucher.locked_until,
            .reward = voucher.reward,
            .voucher_state = voucher.state};
}

}  // namespace

Result<Receipt> use_voucher(Book& book, const UseVoucher& command, Transaction& txn) {
    const Store* store = book.programme().find_store(command.store);
    if (!command.store.empty() && !store)
        return refuse_field("/store", "unknown-reference", "no such store");
    const Holder& member = *TRY(active_member(book, command.member));
    HolderId id = member.id;
    VoucherId used = TRY(usable(book, member, command.voucher))->id;
    TRY(use(book, id, used, ""));
    if (store) {
        txn.store = store->id;
        txn.brand = store->brand_id;
    }
    return answer(book, "use_voucher", id, used, txn);
}

Result<Receipt> lock_voucher(Book& book, const LockVoucher& command, Transaction& txn) {
    TRY(check_positive(command.ttl_seconds, "/ttl_seconds"));
    const Holder& member = *TRY(active_member(book, command.member));
    HolderId id = member.id;
    const Voucher& found = *TRY(usable(book, member, command.voucher));
    if (found.state == VoucherState::Locked) return refuse(ErrorCode::InvalidState);
    Voucher& voucher = book.voucher(id, found.id);
    voucher.state = VoucherState::Locked;
    voucher.locked_until = book.at() + command.ttl_seconds * ms_per_second;
    return answer(book, "lock_voucher", id, voucher.id, txn);
}

Result<Receipt> unlock_voucher(Book& book, const UnlockVoucher& command, Transaction& txn) {
    const Holder& member = *TRY(active_member(book, command.member));
    HolderId id = member.id;
    auto [owner, found] = find_code(book, command.voucher);
    if (!found) return refuse(ErrorCode::NotFound, "no voucher has this code");
    if (owner->id != id) return refuse(ErrorCode::WrongMember);
    if (found->state != VoucherState::Locked) return refuse(ErrorCode::InvalidState);
    Voucher& voucher = book.voucher(id, found->id);
    voucher.state = VoucherState::Issued;
    voucher.locked_until.reset();
    return answer(book, "unlock_voucher", id, voucher.id, txn);
}

void give_back_used(Book& book, const Purchase& purchase) {
    for (VoucherId id : purchase.used_vouchers) {
        const Voucher* used = find_voucher(book, purchase.member, id);
        bool valid = used && used->valid_until > book.at() &&
                     used->state != VoucherState::Cancelled && used->state != VoucherState::Expired;
        if (!valid) continue;
        Voucher& voucher = book.voucher(purchase.member, id);
        if (voucher.used_in == purchase.id) voucher.used_in.clear();
        if (voucher.uses_left) *voucher.uses_left += 1;
        if (voucher.state == VoucherState::Used) voucher.state = VoucherState::Issued;
    }
}

namespace {

bool is_unused_prize(
    const Book& book, HolderId owner, const Voucher& voucher, HolderId account, CurrencyId stamps) {
    bool open = voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked;
    return open && voucher.cost_currency == stamps && voucher.used_in.empty() &&
           book.lot_home(owner, voucher.cost.front().lot) == account;
}

}  // namespace

std::optional<HeldVoucher> newest_unused_prize(const Book& book,
                                               HolderId member,
                                               HolderId account,
                                               CurrencyId stamps) {
    std::vector<HolderId> owners{member};
    for (const Membership& part : book.peek(account)->members) owners.push_back(part.member);
    std::optional<HeldVoucher> newest;
    for (HolderId owner : owners) {
        if (!book.peek(owner)) continue;
        for (const Voucher& voucher : book.peek(owner)->vouchers)
            if (is_unused_prize(book, owner, voucher, account, stamps) &&
                (!newest || voucher.id > newest->id))
                newest = HeldVoucher{owner, voucher.id};
    }
    return newest;
}

void cancel_vouchers(Book& book,
                     HolderId member,
                     const std::vector<VoucherId>& vouchers,
                     Receipt& receipt) {
    for (VoucherId id : vouchers) {
        if (!find_voucher(book, member, id)) continue;
        Voucher& voucher = book.voucher(member, id);
        if (voucher.state == VoucherState::Used) receipt.unrecoverable.push_back(id);
        if (voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked)
            voucher.state = VoucherState::Cancelled;
        voucher.locked_until.reset();
    }
}

void cancel_granted(Book& book, HolderId member, const std::string& purchase, Receipt& receipt) {
    std::vector<VoucherId> granted;
    for (const Voucher& voucher : book.peek(member)->vouchers)
        if (!purchase.empty() && voucher.purchase == purchase) granted.push_back(voucher.id);
    cancel_vouchers(book, member, granted, receipt);
}

}  // namespace vuelve
