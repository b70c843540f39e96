#include "domain/challenge.h"

#include <algorithm>

#include "domain/alloc.h"
#include "domain/award.h"
#include "domain/counting.h"
#include "domain/purchase.h"
#include "domain/streak.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

using Metric = Challenge::Metric;

TallyKey total_of(const Challenge& challenge) {
    return {TallyKind::Challenge, challenge.id.value, 0};
}

TallyKey back_since_done(const Challenge& challenge) {
    return {TallyKind::ChallengeBack, challenge.id.value, 0};
}

/// Progress of these is read off marks: purchases on one day, in one store, in one week are one.
bool counts_marks(const Challenge& challenge) {
    return challenge.metric == Metric::DistinctDays || challenge.metric == Metric::DistinctStores ||
           challenge.metric == Metric::StreakWeeks;
}

TallyKey mark_of(const Challenge& challenge, const PurchaseFacts& facts) {
    Day day = facts.store->zone->local_day(facts.occurred_at);
    std::int64_t place = challenge.metric == Metric::DistinctStores ? facts.store->id.value
                         : challenge.metric == Metric::StreakWeeks
                             ? streak_place({day, facts.store->id})
                             : day.value;
    return {TallyKind::ChallengeMark, challenge.id.value, place};
}

std::vector<std::int64_t> marks_of(const Challenge& challenge, const Holder& member) {
    std::vector<std::int64_t> marks;
    auto of_challenge = [&](const TallyKey& key) {
        return key.kind == TallyKind::ChallengeMark && key.ref == challenge.id.value;
    };
    for (auto place =
             member.tallies.lower_bound({TallyKind::ChallengeMark, challenge.id.value, INT64_MIN});
         place != member.tallies.end() && of_challenge(place->first); ++place)
        if (place->second.count > 0) marks.push_back(place->first.period);
    return marks;
}

struct Reached {
    std::int64_t progress = 0;
    std::int64_t goals = 0;  // how often the goal is in it
};

std::vector<StreakMark> streak_marks(const Challenge& challenge, const Holder& member) {
    std::vector<StreakMark> marks;
    for (std::int64_t place : marks_of(challenge, member)) marks.push_back(streak_mark(place));
    std::ranges::sort(marks);
    return marks;
}

Reached reached(const Challenge& challenge, const Holder& member, const Programme& programme) {
    if (challenge.metric == Metric::StreakWeeks) {
        const Streak streak = streak_of(streak_marks(challenge, member), challenge.goal, programme);
        return {streak.weeks, streak.goals};
    }
    std::int64_t progress = 0;
    if (counts_marks(challenge))
        progress = static_cast<std::int64_t>(marks_of(challenge, member).size());
    else if (auto found = member.tallies.find(total_of(challenge)); found != member.tallies.end())
        progress = found->second.value;
    return {progress, std::max<std::int64_t>(0, progress) / challenge.goal};
}

/// Has it come to its end for the member? Then returns lower nothing any more.
bool is_done(const Challenge& challenge, const Tally& total) {
    return !challenge.repeatable && total.count > 0;
}

/// Lines of the purchase that count for the challenge; none when it does not fit.
std::vector<std::uint32_t> lines_for(const Challenge& challenge,
                                     const PurchaseFacts& facts,
                                     const Book& book) {
    if (facts.occurred_at < challenge.from || facts.occurred_at >= challenge.to) return {};
    if (challenge.opt_in) {
        Tally asked =
            book.tally(facts.member->id, {TallyKind::ChallengeOptIn, challenge.id.value, 0});
        if (asked.count == 0 || facts.occurred_at.value < asked.value) return {};
    }
    return counted_lines(challenge.conditions, facts);
}

ChallengeLine line_of(const Book& book, const Challenge& challenge, HolderId member) {
    Tally total = book.tally(member, total_of(challenge));
    return {challenge.id, total.value, total.count, challenge.metric == Metric::Quantity};
}

/// One completion. A bonus stays when goods come back, as the completion does.
Result<bool> reward_bonus(Book& book,
                          const Challenge& challenge,
                          const PurchaseFacts& facts,
                          const std::vector<std::uint32_t>& lines,
                          Purchase& record,
                          Receipt& receipt) {
    std::vector<std::int64_t> weights(facts.basket->lines.size(), 0);
    for (std::uint32_t line : lines) weights[line] = facts.basket->lines[line].eligible.n;
    Earned bonus{.rule = challenge.rule,
                 .currency = challenge.currency_id,
                 .units = challenge.reward_points,
                 .shares = alloc(challenge.reward_points.n, std::span(weights)),
                 .on_return = OnReturn::Keep};
    return post_awards(book, record.member, {bonus}, facts.occurred_at, facts.store->brand_id,
                       record, receipt);
}

void reward_coupon(Book& book,
                   const Challenge& challenge,
                   const PurchaseFacts& facts,
                   ChallengePart& part,
                   Receipt& receipt) {
    // Without the purchase's name: a full return takes back what the purchase granted, not this.
    Receipt own;
    grant_coupons(book, facts.member->id, {challenge.reward_code}, facts.occurred_at, own);
    std::ranges::copy(own.vouchers, std::back_inserter(part.vouchers));
    std::ranges::copy(own.vouchers, std::back_inserter(receipt.vouchers));
}

/// Adds the purchase to the member's counters; gives how many completions it brought.
Result<std::int64_t> count_purchase(Book& book,
                                    const Challenge& challenge,
                                    const PurchaseFacts& facts,
                                    const std::vector<std::uint32_t>& lines,
                                    Purchase& record) {
    const HolderId member = record.member;
    const TallyKey total = total_of(challenge);
    CounterChange change{total, {}};
    if (counts_marks(challenge)) {
        CounterChange mark{mark_of(challenge, facts), {0, 1}};
        book.count(member, mark.key, mark.by);
        record.counters.push_back(mark);
    } else {
        change.by.value = added_by(challenge.metric, *facts.basket, lines);
        book.count(member, total, change.by);
    }
    Reached now = reached(challenge, *book.peek(member), book.programme());
    Tally tally = book.tally(member, total);
    std::int64_t goals = challenge.repeatable ? now.goals : std::min<std::int64_t>(1, now.goals);
    change.by.count = std::max<std::int64_t>(0, goals - tally.count);
    if (change.by.count > completions_at_once_max)
        return refuse(ErrorCode::Overflow, "a challenge completed too often at once");
    book.set(member, total, {now.progress, tally.count + change.by.count});
    record.counters.push_back(change);
    return change.by.count;
}

}  // namespace

Result<bool> advance_challenges(Book& book,
                                const PurchaseFacts& facts,
                                Purchase& record,
                                Receipt& receipt) {
    bool has_bonus = false;
    for (const Challenge& challenge : book.programme().document().challenges) {
        const auto lines = lines_for(challenge, facts, book);
        if (lines.empty()) continue;
        ChallengePart part{.challenge = challenge.id,
                           .matched = std::vector<std::uint8_t>(facts.basket->lines.size(), 0),
                           .vouchers = {}};
        for (std::uint32_t line : lines) part.matched[line] = 1;
        const std::int64_t completions = TRY(count_purchase(book, challenge, facts, lines, record));
        for (std::int64_t i = 0; i < completions; ++i) {
            if (challenge.reward == EffectType::Bonus)
                TRY(reward_bonus(book, challenge, facts, lines, record, receipt));
            if (challenge.reward == EffectType::Coupon)
                reward_coupon(book, challenge, facts, part, receipt);
            if (challenge.reward == EffectType::Badge)
                grant_badges(book, record.member, {challenge.reward_code}, record, receipt);
        }
        has_bonus |= completions > 0 && challenge.reward == EffectType::Bonus;
        record.challenges.push_back(std::move(part));
        receipt.challenges.push_back(line_of(book, challenge, record.member));
    }
    return has_bonus;
}

void lower_challenges(Book& book,
                      const Purchase& purchase,
                      const std::vector<std::int64_t>& back,
                      Receipt& receipt) {
    for (const ChallengePart& part : purchase.challenges) {
        const Challenge* challenge = book.programme().find_challenge(part.challenge);
        if (!challenge) continue;
        const TallyKey total = total_of(*challenge);
        const Tally tally = book.tally(purchase.member, total);
        const std::int64_t lost = lost_by(challenge->metric, purchase, part.matched, back);
        if (lost > 0 && is_done(*challenge, tally))
            book.count(purchase.member, back_since_done(*challenge), {lost, 0});
        else if (lost > 0)
            book.set(purchase.member, total,
                     {std::max<std::int64_t>(0, tally.value - lost), tally.count});
        receipt.challenges.push_back(line_of(book, *challenge, purchase.member));
    }
}

namespace {

/// With its completion undone a challenge runs again: what came back meanwhile counts now.
void resume(Book& book, const Challenge& challenge, HolderId member) {
    const TallyKey back = back_since_done(challenge);
    const Tally total = book.tally(member, total_of(challenge));
    const std::int64_t lost = book.tally(member, back).value;
    if (lost == 0 || is_done(challenge, total)) return;
    book.set(member, total_of(challenge),
             {std::max<std::int64_t>(0, total.value - lost), total.count});
    book.set(member, back, {});
}

void recount(Book& book, const Challenge& challenge, HolderId member) {
    if (!counts_marks(challenge)) return;
    Tally total = book.tally(member, total_of(challenge));
    std::int64_t progress = reached(challenge, *book.peek(member), book.programme()).progress;
    if (progress != total.value) book.set(member, total_of(challenge), {progress, total.count});
}

}  // namespace

void undo_challenges(Book& book, const Purchase& purchase, Receipt& receipt) {
    for (const ChallengePart& part : purchase.challenges) {
        cancel_vouchers(book, purchase.member, part.vouchers, receipt);
        const Challenge* challenge = book.programme().find_challenge(part.challenge);
        if (!challenge) continue;
        recount(book, *challenge, purchase.member);
        resume(book, *challenge, purchase.member);
        receipt.challenges.push_back(line_of(book, *challenge, purchase.member));
    }
}

void recount_challenges(Book& book, HolderId member) {
    for (const Challenge& challenge : book.programme().document().challenges)
        recount(book, challenge, member);
}

ChallengeStanding challenge_standing(const Programme& programme,
                                     const Holder& member,
                                     const Challenge& challenge,
                                     Instant at) {
    auto tally = [&](TallyKind kind) {
        auto found = member.tallies.find({kind, challenge.id.value, 0});
        return found == member.tallies.end() ? Tally{} : found->second;
    };
    ChallengeStanding standing{.progress = reached(challenge, member, programme).progress,
                               .completed = tally(TallyKind::Challenge).count};
    const bool is_streak = challenge.metric == Metric::StreakWeeks;
    if (is_streak &&
        !streak_lives(streak_marks(challenge, member), programme.zone().local_day(at), programme))
        standing.progress = 0;
    standing.needs_opt_in = challenge.opt_in && tally(TallyKind::ChallengeOptIn).count == 0;
    standing.is_done = !challenge.repeatable && standing.completed > 0;
    if (standing.is_done) return standing;
    // Progress that a return lowered fills the same goal again; a streak fills one after another.
    const std::int64_t next = is_streak && challenge.repeatable
                                  ? standing.progress / challenge.goal + 1
                                  : standing.completed + 1;
    standing.missing = std::max<std::int64_t>(0, next * challenge.goal - standing.progress);
    return standing;
}

Result<Receipt> opt_in(Book& book, const OptIn& command, Transaction& txn) {
    HolderId id = TRY(active_member(book, command.member))->id;
    const Challenge* challenge = book.programme().find_challenge(command.challenge);
    if (!challenge)
        return refuse_field("/challenge", "unknown-reference",
                            "no challenge has the code " + command.challenge);
    if (!challenge->opt_in)
        return refuse(ErrorCode::InvalidState, "the challenge counts everybody");
    if (challenge->to <= book.at()) return refuse(ErrorCode::NotInWindow);
    const TallyKey asked{TallyKind::ChallengeOptIn, challenge->id.value, 0};
    if (book.tally(id, asked).count == 0) book.set(id, asked, {book.at().value, 1});
    txn.kind = TxnKind::Member;
    txn.holder = id;
    Receipt receipt{.command = "opt_in", .txn = book.txn(), .member = id, .at = book.at()};
    receipt.challenges.push_back(line_of(book, *challenge, id));
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(book.programme(), *book.peek(id), book.at());
    return receipt;
}

}  // namespace vuelve
