#include "domain/purchase.h"

#include <algorithm>

#include "domain/accounting.h"
#include "domain/award.h"
#include "domain/challenge.h"
#include "domain/club.h"
#include "domain/discount.h"
#include "domain/offers.h"
#include "domain/pay_points.h"
#include "domain/referral.h"
#include "domain/returns.h"
#include "domain/suspension.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

void count_visit(Book& book, HolderId member, Day day, Instant occurred_at) {
    book.head(member).purchases += 1;
    TallyKey key{TallyKind::Visit, 0, day.value};
    Tally visit = book.tally(member, key);
    visit.value = visit.count > 0 ? std::max(visit.value, occurred_at.value) : occurred_at.value;
    visit.count += 1;
    book.set(member, key, visit);
}

bool pays_with_points(const RecordPurchase& purchase) {
    return !purchase.discount_points.empty() ||
           std::ranges::any_of(purchase.tenders, [](const Tender& tender) {
               return tender.type == "points" || tender.type == "wallet";
           });
}

std::vector<RecordedLine> record_lines(const Basket& basket) {
    std::vector<RecordedLine> lines;
    for (const BasketLine& line : basket.lines)
        lines.push_back({.line = line.source->line,
                         .sku = line.source->sku,
                         .category = line.source->category,
                         .brand = line.source->brand,
                         .quantity = line.source->quantity,
                         .net = line.net,
                         .eligible = line.eligible,
                         .tax = line.tax});
    return lines;
}

}  // namespace

std::optional<Instant> last_purchase_of(const Holder& member) {
    std::optional<Instant> latest;
    for (auto place = member.tallies.lower_bound({TallyKind::Visit, 0, INT64_MIN});
         place != member.tallies.end() && place->first.kind == TallyKind::Visit; ++place)
        if (place->second.count > 0)
            latest = std::max(latest.value_or(Instant{INT64_MIN}), Instant{place->second.value});
    return latest;
}

Result<bool> accept_time(const Programme& programme,
                         const Holder& member,
                         Instant occurred_at,
                         Instant at) {
    const ProgrammeDocument& doc = programme.document();
    if (occurred_at - at > 5 * ms_per_minute) return refuse(ErrorCode::FutureDated);
    if (at - occurred_at > doc.max_backdate_days * ms_per_day)
        return refuse_with(ErrorCode::TooOld, {{Figure::Kind::Count, doc.max_backdate_days}});
    if (member.enrolled_at - occurred_at > doc.retro_claim_days * ms_per_day)
        return refuse(ErrorCode::BeforeEnrolment);
    return true;
}

Result<const Holder*> open_member(const Book& book, const MemberRef& ref) {
    const Holder* member = ref ? book.peek(*ref) : nullptr;
    while (member && member->head.state == MemberState::Merged)
        member = book.peek(member->merged_into);
    if (!member || member->kind != HolderKind::Member) return refuse(ErrorCode::UnknownMember);
    if (member->head.state != MemberState::Active && member->head.state != MemberState::Suspended)
        return refuse(ErrorCode::MemberNotActive);
    return member;
}

Result<const Holder*> active_member(const Book& book, const MemberRef& ref) {
    const Holder* member = TRY(open_member(book, ref));
    if (member->head.state != MemberState::Active) return refuse(ErrorCode::MemberNotActive);
    return member;
}

std::vector<BalanceLine> balances_of(const Book& book, const Holder& member) {
    std::vector<BalanceLine> lines;
    for (const Currency& currency : book.programme().document().currencies) {
        Wallet wallet = book.wallet(account_holder(member, currency), currency.id);
        lines.push_back(
            {currency.id, wallet.pending, wallet.available, wallet.reserved, wallet.debt});
    }
    return lines;
}

namespace {

/// Goals of one's own and goals that are shared. What they give may raise a level or fill a card.
Result<void> advance_goals(Book& book,
                           const PurchaseFacts& facts,
                           Purchase& record,
                           Receipt& receipt) {
    const bool by_challenge = TRY(advance_challenges(book, facts, record, receipt));
    const bool by_club = TRY(advance_clubs(book, facts, record, receipt));
    if (!by_challenge && !by_club) return {};
    upgrade(book, record.member, record.day);
    TRY(complete_stamp_cards(book, record.member, receipt));
    return {};
}

void describe(Transaction& txn, const Purchase& record, const std::string& channel) {
    txn.kind = TxnKind::Purchase;
    txn.holder = record.member;
    txn.occurred_at = record.occurred_at;
    txn.on_day = record.day;
    txn.store = record.store;
    txn.brand = record.brand;
    txn.channel = channel;
    txn.amount = record.total;
}

}  // namespace

Result<Receipt> record_purchase(Book& book, const RecordPurchase& purchase, Transaction& txn) {
    const Programme& programme = book.programme();
    const Store* store =
        purchase.store.empty() ? &programme.default_store() : programme.find_store(purchase.store);
    if (!store)
        return refuse_field("/store", "unknown-reference",
                            "no store has the code " + purchase.store);
    const Holder& member = *TRY(active_member(book, purchase.member));
    HolderId id = member.id;
    Instant occurred_at = purchase.occurred_at.value_or(book.at());
    TRY(accept_time(programme, member, occurred_at, book.at()));
    Basket basket = TRY(price_basket(programme, purchase));
    if (is_suspended(programme, store->brand_id, occurred_at))
        earn_nothing(basket, NotEarning::SuspendedBrand);

    Receipt receipt{.command = purchase.quote ? "quote" : "purchase",
                    .id = purchase.id,
                    .txn = book.txn(),
                    .member = id,
                    .at = book.at(),
                    .total = basket.total,
                    .not_earning = basket.not_earning};
    if (purchase.quote && !is_suspended(programme, store->brand_id, occurred_at))
        note_max_points(book, member, purchase, basket, receipt);
    if (purchase.quote) note_offers(book, member, purchase, basket, *store, receipt);
    Day day = programme.zone().local_day(occurred_at);
    Purchase& record = book.set_purchase({.id = purchase.id,
                                          .txn = book.txn(),
                                          .member = id,
                                          .occurred_at = occurred_at,
                                          .day = day,
                                          .store = store->id,
                                          .brand = store->brand_id,
                                          .total = basket.total,
                                          .tax = basket.tax,
                                          .lines = record_lines(basket),
                                          .level = level_at(member.head.tier, occurred_at)});
    if (purchase.quote) {
        receipt.quoted_lines = record.lines;
        receipt.quoted_for = occurred_at;
    }
    if (pays_with_points(purchase)) TRY(check_partner(programme, store->brand_id, occurred_at));
    record.paid = TRY(spend_points(book, member, purchase, basket, store->brand_id, day, receipt));

    auto coupons = TRY(present_coupons(book, member, purchase, record));
    if (purchase.quote && !purchase.coupons.empty())
        receipt.discounts =
            TRY(price_coupons(coupon_lines(basket),
                              presented_discounts(programme, *book.peek(id), purchase.coupons)))
                .discounts;
    PurchaseFacts facts{
        .programme = &programme,
        .member = book.peek(id),
        .purchase = &purchase,
        .basket = &basket,
        .store = store,
        .occurred_at = occurred_at,
        .level = level_code(programme, level_at(book.peek(id)->head.tier, occurred_at)),
        .rank = book.peek(id)->head.purchases + 1,
        .last_purchase = last_purchase_of(*book.peek(id)),
        .coupons = std::move(coupons)};
    Evaluation evaluation = TRY(evaluate(facts, book));
    receipt.trace = told(evaluation.trace);
    if (purchase.quote)
        TRY(add_rule_discounts(coupon_lines(basket), evaluation.discounts, receipt.discounts));
    TRY(post_awards(book, id, evaluation.earned, occurred_at, store->brand_id, record, receipt));
    advance_counters(book, id, evaluation, record);
    grant_badges(book, id, evaluation.badges, record, receipt);
    grant_coupons(book, id, evaluation.coupons, occurred_at, receipt);
    count_visit(book, id, day, occurred_at);
    if (programme.document().tiers && programme.document().tiers->metric == Tiers::Metric::Spend)
        for (const RecordedLine& line : record.lines) add_metric(book, id, day, line.eligible.n);
    upgrade(book, id, day);
    TRY(complete_stamp_cards(book, id, receipt));
    TRY(advance_goals(book, facts, record, receipt));
    decide_referral(book, *store, purchase, record, receipt);
    if (!purchase.quote) {
        record.deferral = TRY(deferral_of(programme, record)).parts;
        apply_parked(book, record, receipt);
    }
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(programme, *book.peek(id), book.at());

    describe(txn, record, purchase.channel);
    return receipt;
}

}  // namespace vuelve
