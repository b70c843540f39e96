#include "domain/referral.h"

#include <algorithm>
#include <array>

#include "domain/conditions.h"
#include "domain/credit.h"
#include "domain/purchase.h"
#include "domain/refund.h"
#include "domain/suspension.h"
#include "domain/tier.h"
#include "domain/trait.h"

namespace vuelve {
namespace {

/// Attributes that tell the same as the traits at the door.
constexpr std::array telling_attributes{TraitKind::Address, TraitKind::Device,
                                        TraitKind::PaymentToken};

bool same(TraitKind kind, const AttributeValue& a, const AttributeValue& b) {
    const auto* text = std::get_if<std::string>(&a);
    const auto* other = std::get_if<std::string>(&b);
    if (!text || !other) return a == b;
    if (kind != TraitKind::Address) return !text->empty() && *text == *other;
    const std::string plain = normalised_address(std::span(text, 1));
    return !plain.empty() && plain == normalised_address(std::span(other, 1));
}

bool shares_attributes(const Holder& a, const Holder& b) {
    return std::ranges::any_of(telling_attributes, [&](TraitKind kind) {
        auto one = a.attributes.find(std::string(name_of(kind)));
        auto other = b.attributes.find(std::string(name_of(kind)));
        return one != a.attributes.end() && other != b.attributes.end() &&
               same(kind, one->second, other->second);
    });
}

bool is_excluded(const ReferralPolicy& policy, const Holder& member) {
    return std::ranges::any_of(member.segments, [&](const std::string& segment) {
        return std::ranges::find(policy.excluded_segments, segment) !=
               policy.excluded_segments.end();
    });
}

/// Why these two earn nothing by a referral.
std::optional<ErrorCode> refusal_of(const ReferralPolicy& policy,
                                    const Holder* referrer,
                                    const Holder& referee,
                                    bool has_trait_of_referrer) {
    if (!referrer || referrer->head.state != MemberState::Active) return ErrorCode::NotEligible;
    if (referrer->id == referee.id || has_trait_of_referrer ||
        shares_attributes(*referrer, referee))
        return ErrorCode::SelfReferral;
    if (is_excluded(policy, *referrer) || is_excluded(policy, referee))
        return ErrorCode::NotEligible;
    return std::nullopt;
}

/// Who the referrer is by now: merges have gone on.
const Holder* referrer_of(const Book& book, HolderId referrer) {
    const Holder* survivor = resolve(book.state(), referrer);
    return survivor ? book.peek(survivor->id) : nullptr;
}

/// The referrer's counter in the period that contains the day.
std::optional<TallyKey> counter_of(TallyKind kind, const std::optional<Limit>& limit, Day day) {
    if (!limit || limit->period == Period::Transaction) return std::nullopt;
    return TallyKey{kind, 0,
                    period_key(limit->period, day) * 8 + static_cast<std::int64_t>(limit->period)};
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
Award post(Book& book, const Bonus& bonus, BrandId brand, Instant at) {
    LotId lot = give(book, {.holder = bonus.account,
                            .currency = bonus.currency,
                            .units = bonus.units,
                            .brand = brand,
                            .rule = bonus.rule,
                            .funding = Funding::Marketing,
                            .earned_at = at,
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

/// Is it the first purchase, in time, and enough? Errors, in the order in which they are told:
/// NotInWindow (not the first, too late), MinPurchase.
Result<bool> check_first(const Book& book, const ReferralPolicy& policy, const Purchase& record) {
    const Zone& zone = book.programme().zone();
    const Holder& referee = *book.peek(record.member);
    const int days = zone.local_day(record.occurred_at) - zone.local_day(referee.enrolled_at);
    if (referee.head.purchases != 1 || days > policy.within_days)
        return refuse(ErrorCode::NotInWindow);
    TRY(check_partner(book.programme(), record.brand, record.occurred_at));
    if (record.total < policy.min_amount) return refuse(ErrorCode::MinPurchase);
    return true;
}

/// What is left of a first purchase that a person had to look at. Errors: MinPurchase.
Result<bool> check_kept(const ReferralPolicy& policy, const Purchase& record) {
    const bool is_whole = std::ranges::all_of(
        record.lines, [](const RecordedLine& line) { return line.returned == line.quantity; });
    if (record.voided || is_whole || record.total - record.returned_money < policy.min_amount)
        return refuse(ErrorCode::MinPurchase);
    return true;
}

void reject(Book& book, HolderId referee, ErrorCode why, Receipt& receipt) {
    Referral& referral = book.referral(referee);
    referral.state = ReferralState::Rejected;
    referral.in_review = false;
    receipt.referral = ReferralState::Rejected;
    receipt.referral_in_review = false;
    receipt.referral_refused = why;
}

/// Who qualified by what, and when: a purchase as it happens, or one that a decision lets count.
struct Qualifying {
    Purchase& record;
    Instant at{};
    bool has_trait_of_referrer = false;
};

/// Posts both bonuses. Everything is checked before: a refusal leaves all as it is. Errors:
/// LimitReached, Overflow, ExpiryInPast, and those of refusal_of.
Result<bool> qualify(Book& book, const Store& store, const Qualifying& by, Receipt& receipt) {
    const ReferralPolicy& policy = *book.programme().document().referral;
    Purchase& record = by.record;
    const HolderId referee = record.member;
    const Holder* referrer = referrer_of(book, book.peek(referee)->referral->referrer);
    if (auto refusal = refusal_of(policy, referrer, *book.peek(referee), by.has_trait_of_referrer))
        return refuse(*refusal);
    const auto limit =
        counter_of(TallyKind::ReferralLimit, policy.limit, store.zone->local_day(by.at));
    if (limit && book.tally(referrer->id, *limit).count >= policy.limit->value)
        return refuse(ErrorCode::LimitReached);
    std::array<Bonus, 2> bonuses{Bonus{.member = referrer->id,
                                       .currency = policy.referrer_currency_id,
                                       .units = policy.referrer_points,
                                       .rule = policy.referrer_rule},
                                 Bonus{.member = referee,
                                       .currency = policy.referee_currency_id,
                                       .units = policy.referee_points,
                                       .rule = policy.referee_rule}};
    for (Bonus& bonus : bonuses) TRY(prepare(book, policy, by.at, bonus));

    QualifiedReferral& done = record.referral.emplace();
    done.referee = referee;
    done.referrer = referrer->id;
    done.min_amount = policy.min_amount;
    done.limit = limit;
    for (const Bonus& bonus : bonuses)
        done.awards.push_back(post(book, bonus, record.brand, by.at));
    if (limit) book.count(done.referrer, *limit, {0, 1});
    Referral& referral = book.referral(referee);
    referral.txn = record.txn;
    const LotTerms& terms = bonuses.back().terms;
    referral.state = terms.pending ? ReferralState::Qualified : ReferralState::Rewarded;
    if (terms.pending) referral.due_at = terms.available_at;
    receipt.referral = referral.state;
    return true;
}

/// A person decides first: the purchase waits with the referral, or makes it lapse.
Result<bool> wait_for_decision(Book& book, const Purchase& record, Receipt& receipt) {
    const auto& referral = book.peek(record.member)->referral;
    if (referral->txn.value != 0) return true;  // an earlier one waits already
    TRY(check_first(book, *book.programme().document().referral, record));
    book.referral(record.member).txn = record.txn;
    receipt.referral = ReferralState::Open;
    receipt.referral_in_review = true;
    return true;
}

Result<bool> decide_by_purchase(Book& book,
                                const Store& store,
                                const Qualifying& by,
                                Receipt& receipt) {
    TRY(check_first(book, *book.programme().document().referral, by.record));
    return qualify(book, store, by, receipt);
}

/// The purchase that waits for the decision; nothing when none does.
const Purchase* waiting_purchase(const Book& book, TxnId txn) {
    if (txn.value == 0) return nullptr;
    for (const auto& [id, purchase] : book.state().purchases)
        if (purchase.txn == txn) return &purchase;
    return nullptr;
}

/// Counts who came by this member, and tells whether that is more than anybody may bring without a
/// look.
bool is_too_fast(Book& book, const ReferralPolicy& policy, HolderId referrer, Instant at) {
    const auto brought = counter_of(TallyKind::Recommended, policy.review_above,
                                    book.programme().zone().local_day(at));
    if (!brought) return false;
    book.count(referrer, *brought, {0, 1});
    return book.tally(referrer, *brought).count > policy.review_above->value;
}

/// Whoever goes around in a circle gets nothing before a person looked at it: every referral on the
/// way that is still open waits.
void hold_ring(Book& book, HolderId closes, const std::vector<HolderId>& way, Receipt& receipt) {
    for (const HolderId id : way) {
        const Holder* referee = book.peek(id);
        if (referee && referee->referral && referee->referral->state == ReferralState::Open)
            book.referral(id).in_review = true;
    }
    book.referral(closes).in_review = true;
    receipt.referral_in_review = true;
}

}  // namespace

Result<bool> open_referral(Book& book, const Enrol& command, Receipt& receipt) {
    if (!command.referrer) return false;
    if (!book.programme().document().referral)
        return refuse_field("/referral_code", "unknown-reference",
                            "the programme rewards no referrals");
    const ReferralPolicy& policy = *book.programme().document().referral;
    const Holder* referrer = referrer_of(book, *command.referrer);
    std::optional<ErrorCode> refusal;
    if (command.has_identity_of_referrer) refusal = ErrorCode::SelfReferral;
    if (!refusal)
        refusal =
            refusal_of(policy, referrer, *book.peek(command.holder), command.has_trait_of_referrer);
    if (!refusal && command.has_known_identity) refusal = ErrorCode::NotEligible;
    Referral& referral = book.referral(command.holder);
    referral.referrer = referrer ? referrer->id : *command.referrer;
    receipt.other = referral.referrer;
    receipt.referral = ReferralState::Open;
    if (refusal) {
        reject(book, command.holder, *refusal, receipt);
    } else if (!command.ring.empty()) {
        hold_ring(book, command.holder, command.ring, receipt);
    } else if (is_too_fast(book, policy, referral.referrer, command.enrolled_at)) {
        book.referral(command.holder).in_review = true;
        receipt.referral_in_review = true;
    }
    return true;
}

void decide_referral(Book& book,
                     const Store& store,
                     const RecordPurchase& command,
                     Purchase& record,
                     Receipt& receipt) {
    const auto& referral = book.peek(record.member)->referral;
    if (!referral || referral->state != ReferralState::Open) return;
    if (!book.programme().document().referral) return;
    const bool is_free = !referral->in_review && command.ring.empty();
    if (!command.ring.empty()) hold_ring(book, record.member, command.ring, receipt);
    Result<bool> done =
        is_free
            ? decide_by_purchase(
                  book, store, {record, record.occurred_at, command.has_trait_of_referrer}, receipt)
            : wait_for_decision(book, record, receipt);
    if (done) return;
    reject(book, record.member, done.error().code, receipt);
    book.referral(record.member).txn = book.txn();
}

Result<Receipt> decide_review(Book& book, const DecideReferral& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const HolderId id = TRY(open_member(book, command.member))->id;
    const auto& waiting = book.peek(id)->referral;
    if (!waiting || waiting->state != ReferralState::Open || !waiting->in_review)
        return refuse(ErrorCode::InvalidState, "no referral of this member waits for a decision");
    if (!programme.document().referral)
        return refuse(ErrorCode::InvalidState, "the programme rewards no referrals any more");
    Receipt receipt{.command = "decide_referral", .txn = book.txn(), .member = id, .at = book.at()};
    receipt.other = waiting->referrer;
    const Purchase* first = waiting_purchase(book, waiting->txn);
    Referral& referral = book.referral(id);
    referral.in_review = false;
    receipt.referral = command.approve ? ReferralState::Open : ReferralState::Rejected;
    referral.state = *receipt.referral;
    if (command.approve && first) {
        Purchase& record = book.set_purchase(*first);
        record.member = id;
        Result<bool> done = check_kept(*programme.document().referral, record);
        if (done)
            done = qualify(book, programme.store(record.store),
                           {record, book.at(), command.has_trait_of_referrer}, receipt);
        if (!done) reject(book, id, done.error().code, receipt);
        txn.parent = record.id;
    }
    txn.kind = TxnKind::Member;
    txn.holder = id;
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(programme, *book.peek(id), book.at());
    return receipt;
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
    if (!referral || referral->state != ReferralState::Open) return;
    Referral& lapsed = book.referral(referee);
    lapsed.state = ReferralState::Rejected;
    lapsed.in_review = false;
}

}  // namespace vuelve
