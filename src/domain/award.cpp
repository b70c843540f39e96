#include "domain/award.h"

#include "domain/credit.h"
#include "domain/earn_candidates.h"
#include "domain/tier.h"

namespace vuelve {

Result<bool> post_awards(Book& book,
                         HolderId member_id,
                         const std::vector<Earned>& all,
                         Instant occurred_at,
                         BrandId brand,
                         Purchase& record,
                         Receipt& receipt,
                         EarnedBy by) {
    const Programme& programme = book.programme();
    Day day = programme.zone().local_day(occurred_at);
    const Holder& member = *book.peek(member_id);
    for (const Earned& earned : all) {
        const Currency& currency = programme.currency(earned.currency);
        HolderId holder = account_holder(member, currency);
        const ExpiryPolicy& policy = earned.expiry ? *earned.expiry : currency.expiry;
        if (by == EarnedBy::Purchase && currency.expiry.earn_is_activity)
            note_activity(book, holder, currency, day);
        LotTerms terms = TRY(terms_for(book, holder, currency,
                                       earned.pending_days.value_or(currency.pending_days), policy,
                                       occurred_at));
        LotId lot = give(book, {.holder = holder,
                                .currency = currency.id,
                                .units = earned.units,
                                .brand = brand,
                                .rule = earned.rule,
                                .funding = earned.funding,
                                .earned_at = occurred_at,
                                .terms = terms});
        if (book.wallet(holder, currency.id).available.n > amount_max)
            return refuse(ErrorCode::Overflow);
        if (currency.kind == CurrencyKind::Status && programme.document().tiers &&
            programme.document().tiers->metric == Tiers::Metric::Status &&
            programme.document().tiers->currency_id == currency.id)
            add_metric(book, member.id, day, earned.units.n);
        record.awards.push_back({.rule = earned.rule,
                                 .currency = currency.id,
                                 .units = earned.units,
                                 .holder = holder,
                                 .lot = lot,
                                 .on_return = earned.on_return,
                                 .shares = earned.shares,
                                 .reversed = std::vector<std::int64_t>(earned.shares.size(), 0),
                                 .min_amount = earned.min_amount,
                                 .min_quantity = earned.min_quantity,
                                 .matched = earned.matched,
                                 .funding = earned.funding});
        AwardLine line{.rule = earned.rule,
                       .currency = currency.id,
                       .points = earned.units,
                       .pending = terms.pending,
                       .expires_at = terms.expires_at,
                       .last_day = {},
                       .lines = earned.shares};
        if (terms.expires_at) line.last_day = last_day_before(programme.zone(), *terms.expires_at);
        receipt.effects.push_back(std::move(line));
    }
    return true;
}

void advance_counters(Book& book, HolderId member, const Evaluation& evaluation, Purchase& record) {
    for (const CounterChange& change : evaluation.counters)
        book.count(member, change.key, change.by);
    for (const BudgetChange& change : evaluation.budgets) {
        ResourceKey key{ResourceKind::RuleBudget, change.rule.value, 0};
        Resource budget = budget_of(change.rule, book);
        budget.left -= change.units.n;
        book.set(key, budget);
    }
    record.counters.insert(record.counters.end(), evaluation.counters.begin(),
                           evaluation.counters.end());
    record.budgets = evaluation.budgets;
}

void grant_badges(Book& book,
                  HolderId member,
                  const std::vector<std::string>& badges,
                  Purchase& record,
                  Receipt& receipt) {
    for (const std::string& badge : badges) {
        if (!hold_badge(book, member, badge)) continue;
        // A void takes it back (8.3).
        record.counters.push_back({badge_key(book.programme(), badge), {book.txn().value, 1}});
        receipt.badges.push_back(badge);
    }
}

TallyKey badge_key(const Programme& programme, const std::string& badge) {
    return {TallyKind::Badge, programme.symbols().find(SymbolKind::Badge, badge), 0};
}

bool hold_badge(Book& book, HolderId member, const std::string& badge) {
    const TallyKey key = badge_key(book.programme(), badge);
    if (book.tally(member, key).count > 0) return false;
    book.set(member, key, {book.txn().value, 1});
    return true;
}

void lose_badge(Book& book, HolderId member, const CounterChange& granted) {
    if (book.tally(member, granted.key).value == granted.by.value)
        book.set(member, granted.key, {});
}

}  // namespace vuelve
