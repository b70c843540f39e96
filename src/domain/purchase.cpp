#include "domain/purchase.h"

#include <algorithm>

#include "domain/award.h"
#include "domain/challenge.h"
#include "domain/discount.h"
#include "domain/pay_points.h"
#include "domain/referral.h"
#include "domain/returns.h"
#include "domain/suspension.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

/// Source: domain.md 3.3.
Result<bool> accept_time(const Programme& programme,
                         const Holder& member,
                         Instant occurred_at,
                         Instant at) {
    const ProgrammeDocument& doc = programme.document();
    if (occurred_at - at > 5 * ms_per_minute) return refuse(ErrorCode::FutureDated);
    if (at - occurred_at > doc.max_backdate_days * ms_per_day) return refuse(ErrorCode::TooOld);
    if (member.enrolled_at - occurred_at > doc.retro_claim_days * ms_per_day)
        return refuse(ErrorCode::BeforeEnrolment);
    return true;
}

void advance_counters(Book& book, HolderId member, const Evaluation& evaluation, Purchase& record) {
    for (const CounterChange& change : evaluation.counters)
        book.count(member, change.key, change.by);
    for (const BudgetChange& change : evaluation.budgets) {
        std::int64_t full = 0;
        for (const Rule& rule : book.programme().rules())
            if (rule.number == change.rule && rule.budget) full = rule.budget->n;
        ResourceKey key{ResourceKind::RuleBudget, change.rule.value, 0};
        Resource budget = book.resource(key, full);
        budget.left -= change.units.n;
        book.set(key, budget);
    }
    record.counters.insert(record.counters.end(), evaluation.counters.begin(),
                           evaluation.counters.end());
    record.budgets = evaluation.budgets;
}

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
                                          .lines = record_lines(basket)});
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
    receipt.trace = evaluation.trace;
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
    if (TRY(advance_challenges(book, facts, record, receipt))) {
        upgrade(book, id, day);
        TRY(complete_stamp_cards(book, id, receipt));
    }
    decide_referral(book, *store, record, receipt);
    if (!purchase.quote) apply_parked(book, record, receipt);
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(programme, *book.peek(id), book.at());

    txn.kind = TxnKind::Purchase;
    txn.holder = id;
    txn.occurred_at = occurred_at;
    txn.on_day = day;
    txn.store = store->id;
    txn.brand = store->brand_id;
    txn.channel = purchase.channel;
    txn.amount = basket.total;
    return receipt;
}

}  // namespace vuelve
