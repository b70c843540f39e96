#include "domain/referral.h"

#include <algorithm>
#include <array>

#include "domain/conditions.h"
#include "domain/credit.h"
#include "domain/refund.h"
#include "domain/suspension.h"

namespace vuelve {
namespace {

/// What two people do not share by chance. Source: domain.md 8.4.
constexpr std::array<std::string_view, 3> telling_attributes{"address", "device", "payment_token"};

/// Letters and digits alone, small: "Av. Sur 12" and "av sur  12" are one address.
std::string normalised(const std::string& text) {
    std::string kept;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'A' && c <= 'Z')
            kept += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80)
            kept += c;
    }
    return kept;
}

bool same(const AttributeValue& a, const AttributeValue& b) {
    const auto* text = std::get_if<std::string>(&a);
    const auto* other = std::get_if<std::string>(&b);
    if (!text || !other) return a == b;
    const std::string plain = normalised(*text);
    return !plain.empty() && plain == normalised(*other);
}

bool shares_attributes(const Holder& a, const Holder& b) {
    return std::ranges::any_of(telling_attributes, [&](std::string_view name) {
        auto one = a.attributes.find(std::string(name));
        auto other = b.attributes.find(std::string(name));
        return one != a.attributes.end() && other != b.attributes.end() &&
               same(one->second, other->second);
    });
}

bool is_employee(const Holder& member) {
    return std::ranges::find(member.segments, employees_segment) != member.segments.end();
}

/// Why these two earn nothing by a referral.
std::optional<ErrorCode> refusal_of(const Holder* referrer, const Holder& referee) {
    if (!referrer || referrer->head.state != MemberState::Active) return ErrorCode::NotEligible;
    if (referrer->id == referee.id || shares_attributes(*referrer, referee))
        return ErrorCode::SelfReferral;
    if (is_employee(*referrer) || is_employee(referee)) return ErrorCode::NotEligible;
    return std::nullopt;
}

/// Who the referrer is by now: merges have gone on.
const Holder* referrer_of(const Book& book, HolderId referrer) {
    const Holder* survivor = resolve(book.state(), referrer);
    return survivor ? book.peek(survivor->id) : nullptr;
}

std::optional<TallyKey> limit_of(const ReferralPolicy& policy, Day store_day) {
    if (!policy.limit || policy.limit->period == Period::Transaction) return std::nullopt;
    const Period period = policy.limit->period;
    return TallyKey{TallyKind::ReferralLimit, 0,
                    period_key(period, store_day) * 8 + static_cast<std::int64_t>(period)};
}

struct Bonus {
    HolderId member{};
    CurrencyId currency{};
    Units units{};
    RuleId rule{};
    HolderId account{};
    LotTerms terms{};
};

/// Fills account and terms. Errors: Overflow, ExpiryInPast.
Result<bool> prepare(const Book& book, const ReferralPolicy& policy, Instant at, Bonus& bonus) {
    const Currency& currency = book.programme().currency(bonus.currency);
    bonus.account = account_holder(*book.peek(bonus.member), currency);
    const Wallet wallet = book.wallet(bonus.account, currency.id);
    if (wallet.pending.n + wallet.available.n + bonus.units.n > amount_max)
        return refuse(ErrorCode::Overflow);
    bonus.terms =
        TRY(terms_for(book, bonus.account, currency, policy.hold_days, currency.expiry, at));
    return true;
}

/// One lot. Won customers are a cost of marketing, no part of what the ticket sold (10.4).
Award post(Book& book, const Bonus& bonus, const Purchase& record) {
    LotId lot = give(book, {.holder = bonus.account,
                            .currency = bonus.currency,
                            .units = bonus.units,
                            .brand = record.brand,
                            .rule = bonus.rule,
                            .funding = Funding::Marketing,
                            .earned_at = record.occurred_at,
                            .terms = bonus.terms});
    return {.rule = bonus.rule,
            .currency = bonus.currency,
            .units = bonus.units,
            .holder = bonus.account,
            .lot = lot,
            .on_return = OnReturn::Keep,
            .shares = {bonus.units.n},
            .reversed = {0}};
}

/// The checks of a first purchase, in the order in which they are told. Errors: NotInWindow (not
/// the first, too late), MinPurchase, LimitReached, and those of refusal_of.
Result<bool> check(const Book& book,
                   const ReferralPolicy& policy,
                   const Holder* referrer,
                   const Purchase& record,
                   const std::optional<TallyKey>& limit) {
    const Zone& zone = book.programme().zone();
    const Holder& referee = *book.peek(record.member);
    const int days = zone.local_day(record.occurred_at) - zone.local_day(referee.enrolled_at);
    if (referee.head.purchases != 1 || days > policy.within_days)
        return refuse(ErrorCode::NotInWindow);
    TRY(check_partner(book.programme(), record.brand, record.occurred_at));
    if (record.total < policy.min_amount) return refuse(ErrorCode::MinPurchase);
    if (auto refusal = refusal_of(referrer, referee)) return refuse(*refusal);
    if (limit && book.tally(referrer->id, *limit).count >= policy.limit->value)
        return refuse(ErrorCode::LimitReached);
    return true;
}

void reject(Book& book, HolderId referee, ErrorCode why, Receipt& receipt) {
    book.referral(referee).state = ReferralState::Rejected;
    receipt.referral = ReferralState::Rejected;
    receipt.referral_refused = why;
}

Result<bool> qualify(Book& book, const Store& store, Purchase& record, Receipt& receipt) {
    const ReferralPolicy& policy = *book.programme().document().referral;
    const HolderId referee = record.member;
    const Holder* referrer = referrer_of(book, book.peek(referee)->referral->referrer);
    const auto limit = limit_of(policy, store.zone->local_day(record.occurred_at));
    TRY(check(book, policy, referrer, record, limit));
    std::array<Bonus, 2> bonuses{Bonus{.member = referrer->id,
                                       .currency = policy.referrer_currency_id,
                                       .units = policy.referrer_points,
                                       .rule = policy.referrer_rule},
                                 Bonus{.member = referee,
                                       .currency = policy.referee_currency_id,
                                       .units = policy.referee_points,
                                       .rule = policy.referee_rule}};
    for (Bonus& bonus : bonuses) TRY(prepare(book, policy, record.occurred_at, bonus));

    QualifiedReferral& done = record.referral.emplace();
    done.referee = referee;
    done.referrer = referrer->id;
    done.min_amount = policy.min_amount;
    done.limit = limit;
    for (const Bonus& bonus : bonuses) done.awards.push_back(post(book, bonus, record));
    if (limit) book.count(done.referrer, *limit, {0, 1});
    Referral& referral = book.referral(referee);
    referral.txn = book.txn();
    const LotTerms& terms = bonuses.back().terms;
    referral.state = terms.pending ? ReferralState::Qualified : ReferralState::Rewarded;
    if (terms.pending) referral.due_at = terms.available_at;
    receipt.referral = referral.state;
    return true;
}

}  // namespace

Result<bool> open_referral(Book& book, const Enrol& command, Receipt& receipt) {
    if (!command.referrer) return false;
    if (!book.programme().document().referral)
        return refuse_field("/referral_code", "unknown-reference",
                            "the programme rewards no referrals");
    const Holder* referrer = referrer_of(book, *command.referrer);
    std::optional<ErrorCode> refusal;
    if (command.has_identity_of_referrer) refusal = ErrorCode::SelfReferral;
    if (!refusal) refusal = refusal_of(referrer, *book.peek(command.holder));
    if (!refusal && command.has_known_identity) refusal = ErrorCode::NotEligible;
    Referral& referral = book.referral(command.holder);
    referral.referrer = referrer ? referrer->id : *command.referrer;
    receipt.other = referral.referrer;
    receipt.referral = ReferralState::Open;
    if (refusal) reject(book, command.holder, *refusal, receipt);
    return true;
}

void decide_referral(Book& book, const Store& store, Purchase& record, Receipt& receipt) {
    const auto& referral = book.peek(record.member)->referral;
    if (!referral || referral->state != ReferralState::Open) return;
    if (!book.programme().document().referral) return;
    // Everything is checked before anything is posted: a refusal leaves the sale as it is.
    Result<bool> done = qualify(book, store, record, receipt);
    if (!done) {
        reject(book, record.member, done.error().code, receipt);
        book.referral(record.member).txn = book.txn();
    }
}

void reverse_referral(
    Book& book, Purchase& purchase, bool is_void, bool is_whole, Receipt& receipt) {
    if (!purchase.referral) return;
    QualifiedReferral& done = *purchase.referral;
    const bool falls_short =
        is_void || is_whole || purchase.total - purchase.returned_money < done.min_amount;
    if (!falls_short || done.awards.front().reversed.front() != 0) return;
    for (Award& award : done.awards) {
        claw_back(book, purchase, award, award.units, receipt);
        award.reversed = award.shares;
    }
    const Holder* referrer = referrer_of(book, done.referrer);
    // As with the limits of rules: a void gives the count back, a return does not (3.9).
    if (is_void && done.limit && referrer) book.count(referrer->id, *done.limit, {0, -1});
    Referral& referral = book.referral(done.referee);
    referral.state = ReferralState::Reversed;
    referral.due_at.reset();
    receipt.referral = referral.state;
}

void reward_referral(Book& book, HolderId referee) {
    Referral& referral = book.referral(referee);
    referral.state = ReferralState::Rewarded;
    referral.due_at.reset();
}

void lapse_referral(Book& book, HolderId referee) {
    const auto& referral = book.peek(referee)->referral;
    if (referral && referral->state == ReferralState::Open)
        book.referral(referee).state = ReferralState::Rejected;
}

}  // namespace vuelve
