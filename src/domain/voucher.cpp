#include "domain/voucher.h"

#include <algorithm>

#include "domain/credit.h"
#include "domain/purchase.h"

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

void issue_prize(Book& book, HolderId member, const StampCard& card, Receipt& receipt) {
    HolderId holder =
        account_holder(*book.peek(member), book.programme().currency(card.currency_id));
    std::vector<LotUse> cost = consume(book, holder, card.currency_id, card.goal);
    BrandId brand = book.lot(holder, cost.back().lot)->brand;
    book.post(holder, EntryType::Redeem, card.currency_id, {.available = -card.goal},
              Contra::Redeemed, brand);
    const Voucher& voucher = book.add_voucher(
        member, {.id = VoucherId{book.fresh().next_id()},
                 .code = book.fresh().voucher_code(),
                 .reward = card.reward_id,
                 .valid_from = book.at(),
                 .valid_until = valid_for(book.programme(), book.at(), card.voucher_valid_days),
                 .purchase = {},
                 .used_in = {},
                 .cost_currency = card.currency_id,
                 .cost_brand = brand,
                 .cost = std::move(cost)});
    receipt.vouchers.push_back(voucher.id);
}

/// Who holds the voucher; `id` is its code.
std::pair<const Holder*, const Voucher*> find_voucher(const Book& book, const std::string& code) {
    for (const auto& [id, loaded] : book.state().holders) {
        const Holder* holder = book.peek(id);
        for (const Voucher& voucher : holder->vouchers)
            if (voucher.code == code) return {holder, &voucher};
    }
    return {nullptr, nullptr};
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
        const Voucher& voucher = book.add_voucher(member, {.id = VoucherId{book.fresh().next_id()},
                                                           .code = book.fresh().voucher_code(),
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

void complete_stamp_cards(Book& book, HolderId member, Receipt& receipt) {
    for (const StampCard& card : book.programme().document().stamp_cards) {
        if (!card.auto_issue) continue;
        HolderId holder =
            account_holder(*book.peek(member), book.programme().currency(card.currency_id));
        while (book.wallet(holder, card.currency_id).available >= card.goal)
            issue_prize(book, member, card, receipt);
    }
}

namespace {

/// Checks in the order of domain.md 7.6, for state and owner only: the money of the discount is the
/// till's.
Result<const Voucher*> usable(const Book& book, const Holder& member, const std::string& code) {
    auto [owner, voucher] = find_voucher(book, code);
    if (!voucher) return refuse(ErrorCode::NotFound, "no voucher has this code");
    if (owner->id != member.id) return refuse(ErrorCode::WrongMember);
    if (voucher->state == VoucherState::Used) return refuse(ErrorCode::VoucherUsed);
    if (voucher->state == VoucherState::Cancelled) return refuse(ErrorCode::VoucherCancelled);
    if (voucher->state == VoucherState::Expired || voucher->valid_until <= book.at())
        return refuse(ErrorCode::VoucherExpired);
    return voucher;
}

VoucherId use(Book& book, const Holder& member, const Voucher& found, const std::string& purchase) {
    Voucher& voucher = book.voucher(member.id, found.id);
    if (voucher.uses_left) *voucher.uses_left -= 1;
    if (voucher.uses_left == 0) voucher.state = VoucherState::Used;
    voucher.used_in = purchase;
    return voucher.id;
}

Result<CounterChange> use_public(Book& book, const Holder& member, const Coupon& coupon) {
    if (coupon.valid_to && end_of(book.programme().zone(), *coupon.valid_to) <= book.at())
        return refuse(ErrorCode::VoucherExpired);
    CounterChange change{{TallyKind::CouponUse, coupon.id.value, 0}, {0, 1}};
    if (coupon.per_member && book.tally(member.id, change.key).count >= *coupon.per_member)
        return refuse(ErrorCode::VoucherUsed);
    book.count(member.id, change.key, change.by);
    return change;
}

}  // namespace

Result<std::vector<std::string>> present_coupons(Book& book,
                                                 const Holder& member,
                                                 const RecordPurchase& purchase,
                                                 std::vector<CounterChange>& counters) {
    std::vector<std::string> codes;
    for (const std::string& presented : purchase.coupons) {
        const Coupon* coupon = book.programme().find_coupon(presented);
        if (coupon && coupon->is_public) {
            counters.push_back(TRY(use_public(book, member, *coupon)));
            codes.push_back(coupon->code);
            continue;
        }
        const Voucher& voucher = *TRY(usable(book, member, presented));
        if (voucher.coupon.value != 0)
            codes.push_back(book.programme().symbols().code(voucher.coupon.value));
        use(book, member, voucher, purchase.id);
    }
    return codes;
}

Result<Receipt> use_voucher(Book& book, const UseVoucher& command, Transaction& txn) {
    const Holder& member = *TRY(active_member(book, command.member));
    VoucherId used = use(book, member, *TRY(usable(book, member, command.voucher)), "");
    txn.kind = TxnKind::Member;
    txn.holder = member.id;
    return Receipt{.command = "use_voucher",
                   .txn = book.txn(),
                   .member = member.id,
                   .at = book.at(),
                   .vouchers = {used}};
}

void give_back_used(Book& book, HolderId member, const std::string& purchase) {
    std::vector<VoucherId> used;
    for (const Voucher& voucher : book.peek(member)->vouchers)
        if (!purchase.empty() && voucher.used_in == purchase && voucher.valid_until > book.at())
            used.push_back(voucher.id);
    for (VoucherId id : used) {
        Voucher& voucher = book.voucher(member, id);
        voucher.used_in.clear();
        if (voucher.uses_left) *voucher.uses_left += 1;
        if (voucher.state == VoucherState::Used) voucher.state = VoucherState::Issued;
    }
}

std::optional<VoucherId> newest_unused_prize(const Book& book, HolderId holder, CurrencyId stamps) {
    const auto& vouchers = book.peek(holder)->vouchers;
    for (auto voucher = vouchers.rbegin(); voucher != vouchers.rend(); ++voucher)
        if (voucher->cost_currency == stamps &&
            (voucher->state == VoucherState::Issued || voucher->state == VoucherState::Locked))
            return voucher->id;
    return std::nullopt;
}

void cancel_granted(Book& book, HolderId member, const std::string& purchase, Receipt& receipt) {
    std::vector<VoucherId> granted;
    for (const Voucher& voucher : book.peek(member)->vouchers)
        if (!purchase.empty() && voucher.purchase == purchase) granted.push_back(voucher.id);
    for (VoucherId id : granted) {
        Voucher& voucher = book.voucher(member, id);
        if (voucher.state == VoucherState::Used) receipt.unrecoverable.push_back(id);
        if (voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked)
            voucher.state = VoucherState::Cancelled;
    }
}

}  // namespace vuelve
