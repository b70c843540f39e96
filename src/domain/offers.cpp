#include "domain/offers.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/discount.h"
#include "domain/expiry.h"
#include "domain/reward.h"

namespace vuelve {
namespace {

/// What one coupon more does to a ticket.
struct Tried {
    Minor amount{};
    std::vector<std::int64_t> lines;
    std::optional<ErrorCode> refused{};
    Minor missing{};
};

bool is_presented(const RecordPurchase& purchase, const std::string& code) {
    return std::ranges::find(purchase.coupons, code) != purchase.coupons.end();
}

std::vector<std::int64_t> off_by_line(const PricedTicket& priced, std::size_t lines) {
    std::vector<std::int64_t> off(lines, 0);
    for (const DiscountLine& discount : priced.discounts)
        for (std::size_t i = 0; i < lines; ++i) off[i] += discount.lines[i];
    return off;
}

/// A basket and what is presented with it, against which one coupon after another is tried.
class Counter {
 public:
    Counter(const Book& book,
            const Holder& member,
            const RecordPurchase& purchase,
            const Basket& basket)
        : book_(book),
          member_(member),
          lines_(coupon_lines(basket)),
          presented_(presented_discounts(book.programme(), member, purchase.coupons)) {
        if (auto priced = price_coupons(lines_, presented_)) before_ = std::move(*priced);
    }

    /// Vouchers of one coupon do the same.
    const Tried& try_out(const Coupon& coupon) {
        auto [place, is_new] = tried_.try_emplace(coupon.id);
        if (is_new) place->second = judge(coupon);
        return place->second;
    }

 private:
    Tried judge(const Coupon& coupon) const {
        const TallyKey used{TallyKind::CouponUse, coupon.id.value, 0};
        if (coupon.per_member && book_.tally(member_.id, used).count >= *coupon.per_member)
            return {.lines = {}, .refused = ErrorCode::VoucherUsed};
        std::vector<const Coupon*> with = presented_;
        with.push_back(&coupon);
        const auto priced = price_coupons(lines_, std::move(with));
        if (!priced)
            return {.lines = {},
                    .refused = priced.error().code,
                    .missing = Minor{priced.error().missing.value_or(0)}};
        Tried tried{.amount = before_.total - priced->total,
                    .lines = off_by_line(*priced, lines_.size())};
        const auto before = off_by_line(before_, lines_.size());
        for (std::size_t i = 0; i < before.size(); ++i) tried.lines[i] -= before[i];
        return tried;
    }

    const Book& book_;
    const Holder& member_;
    std::vector<CouponLine> lines_;
    std::vector<const Coupon*> presented_;
    PricedTicket before_;
    std::map<CouponId, Tried> tried_;
};

CouponOffer offer_of(const Coupon& coupon, const Tried& tried) {
    return {.coupon = coupon.id,
            .amount = tried.amount,
            .lines = tried.lines,
            .refused = tried.refused,
            .missing = tried.missing};
}

std::vector<CouponOffer> coupon_offers(const Book& book,
                                       const Holder& member,
                                       const RecordPurchase& purchase,
                                       const Basket& basket) {
    const Programme& programme = book.programme();
    Counter counter(book, member, purchase, basket);
    std::vector<CouponOffer> offers;
    for (const Voucher& voucher : member.vouchers) {
        const bool open =
            voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked;
        if (!open || voucher.valid_until <= book.at() || voucher.coupon.value == 0) continue;
        const Coupon* coupon =
            programme.find_coupon(programme.symbols().code(voucher.coupon.value));
        if (!coupon || is_presented(purchase, voucher.code)) continue;
        offers.push_back(offer_of(*coupon, counter.try_out(*coupon)));
        offers.back().voucher = voucher.id;
        if (voucher.valid_until != voucher_without_end)
            offers.back().valid_until = voucher.valid_until;
    }
    for (const Coupon& coupon : programme.document().coupons) {
        if (!coupon.is_public || is_presented(purchase, coupon.code)) continue;
        std::optional<Instant> end;
        if (coupon.valid_to) end = end_of(programme.zone(), *coupon.valid_to);
        if (end && *end <= book.at()) continue;
        offers.push_back(offer_of(coupon, counter.try_out(coupon)));
        offers.back().valid_until = end;
    }
    std::ranges::stable_sort(offers, {}, [](const CouponOffer& offer) {
        return std::tuple(offer.refused.has_value(), -offer.amount.n,
                          offer.refused != ErrorCode::MinPurchase, offer.missing.n,
                          offer.valid_until.value_or(voucher_without_end).value);
    });
    return offers;
}

std::vector<RewardOffer> reward_offers(const Book& book, const Holder& member, const Store& store) {
    const Programme& programme = book.programme();
    std::vector<RewardOffer> offers;
    for (const Reward& reward : programme.document().rewards) {
        const Currency& currency = programme.currency(reward.currency_id);
        const Units held = book.wallet(account_holder(member, currency), currency.id).available;
        RewardOffer offer{.reward = reward.id,
                          .currency = currency.id,
                          .cost = cost_for(programme, member, reward, book.at()),
                          .money = reward.money};
        offer.missing = std::max(Units{0}, offer.cost - held);
        if (auto may = check_offer(book, member, reward, store); !may)
            offer.refused = may.error().code;
        offers.push_back(offer);
    }
    std::ranges::stable_sort(offers, {}, [](const RewardOffer& offer) {
        const bool in_reach = offer.missing.n == 0;
        return std::tuple(offer.refused.has_value(), offer.missing.n,
                          in_reach ? -offer.cost.n : offer.cost.n);
    });
    return offers;
}

template <class T>
std::vector<T> best(std::vector<T> offers) {
    if (offers.size() > offers_max)
        offers.erase(offers.begin() + static_cast<std::ptrdiff_t>(offers_max), offers.end());
    return offers;
}

}  // namespace

void note_offers(const Book& book,
                 const Holder& member,
                 const RecordPurchase& purchase,
                 const Basket& basket,
                 const Store& store,
                 Receipt& receipt) {
    receipt.coupon_offers = best(coupon_offers(book, member, purchase, basket));
    receipt.reward_offers = best(reward_offers(book, member, store));
}

}  // namespace vuelve
