#include "domain/club.h"

#include <algorithm>

#include "domain/alloc.h"
#include "domain/award.h"
#include "domain/counting.h"
#include "domain/gift.h"
#include "domain/purchase.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

/// Lines of the purchase that count for the club; none when it does not fit.
std::vector<std::uint32_t> lines_for_club(const Club& club,
                                          const PurchaseFacts& facts,
                                          const Book& book) {
    if (facts.occurred_at < club.from || facts.occurred_at >= club.to) return {};
    const Tally joined = book.tally(facts.member->id, joined_club(club));
    if (joined.count == 0 || facts.occurred_at.value < joined.value) return {};
    return counted_lines(club.conditions, facts);
}

/// The reward of the member whose purchase reaches the goal, listed among the purchase's effects.
/// Only its void takes it back.
Result<bool> reward_purchaser(Book& book,
                              const Club& club,
                              const PurchaseFacts& facts,
                              const std::vector<std::uint32_t>& lines,
                              ClubShare& share,
                              Purchase& record,
                              Receipt& receipt) {
    if (club.reward == EffectType::Badge)
        grant_badges(book, record.member, {club.reward_code}, record, receipt);
    if (club.reward == EffectType::Coupon) {
        // Without the purchase's name: a full return takes back what it granted, not this.
        Receipt own;
        grant_coupons(book, record.member, {club.reward_code}, facts.occurred_at, own);
        std::ranges::copy(own.vouchers, std::back_inserter(receipt.vouchers));
        share.vouchers = std::move(own.vouchers);
    }
    if (club.reward != EffectType::Bonus) return false;
    std::vector<std::int64_t> weights(facts.basket->lines.size(), 0);
    for (std::uint32_t line : lines) weights[line] = facts.basket->lines[line].eligible.n;
    Earned bonus{.rule = club.rule,
                 .currency = club.currency_id,
                 .units = club.reward_points,
                 .shares = alloc(club.reward_points.n, std::span(weights)),
                 .on_return = OnReturn::Keep,
                 .funding = Funding::Marketing};
    return post_awards(book, record.member, {bonus}, facts.occurred_at, facts.store->brand_id,
                       record, receipt);
}

/// Of a purchase that added to it, so that it is there, also of a club that is no more.
ResourceKey goal_of(const ClubShare& share) {
    return {ResourceKind::ClubGoal, share.club.value, 0};
}

/// With the goal reached nothing moves it any more.
bool is_running(const Book& book, const ClubShare& share) {
    return book.resource(goal_of(share), 0).left > 0;
}

void give_back(Book& book, const ClubShare& share, std::int64_t units) {
    Resource goal = book.resource(goal_of(share), 0);
    goal.left = std::min(goal.total, goal.left + units);
    book.set(goal_of(share), goal);
}

}  // namespace

ResourceKey goal_of(const Club& club) { return {ResourceKind::ClubGoal, club.rule.value, 0}; }
TallyKey part_of_club(const Club& club) { return {TallyKind::ClubPart, club.rule.value, 0}; }
TallyKey joined_club(const Club& club) { return {TallyKind::ClubJoined, club.rule.value, 0}; }

ClubLine club_line(const Book& book, const Club& club, HolderId member) {
    const Resource goal = book.resource(goal_of(club), club.goal);
    return {.club = club.rule,
            .progress = goal.total - goal.left,
            .goal = goal.total,
            .own = book.tally(member, part_of_club(club)).value,
            .is_quantity = club.metric == Challenge::Metric::Quantity,
            .reached = goal.left == 0};
}

Result<bool> advance_clubs(Book& book,
                           const PurchaseFacts& facts,
                           Purchase& record,
                           Receipt& receipt) {
    bool has_bonus = false;
    for (const Club& club : book.programme().document().clubs) {
        Resource goal = book.resource(goal_of(club), club.goal);
        if (goal.left == 0) continue;
        const auto lines = lines_for_club(club, facts, book);
        if (lines.empty()) continue;
        CounterChange part{part_of_club(club), {added_by(club.metric, *facts.basket, lines), 0}};
        ClubShare share{.club = club.rule,
                        .added = std::min(part.by.value, goal.left),
                        .matched = std::vector<std::uint8_t>(facts.basket->lines.size(), 0),
                        .vouchers = {}};
        for (std::uint32_t line : lines) share.matched[line] = 1;
        goal.left -= share.added;
        book.set(goal_of(club), goal);
        if (goal.left == 0) {
            part.by.count = 1;
            has_bonus |= TRY(reward_purchaser(book, club, facts, lines, share, record, receipt));
        }
        book.count(record.member, part.key, part.by);
        record.counters.push_back(part);
        record.clubs.push_back(std::move(share));
        receipt.clubs.push_back(club_line(book, club, record.member));
    }
    return has_bonus;
}

void lower_clubs(Book& book,
                 Purchase& purchase,
                 const std::vector<std::int64_t>& back,
                 Receipt& receipt) {
    for (ClubShare& share : purchase.clubs) {
        const Club* club = book.programme().find_club(share.club);
        if (!club || !is_running(book, share)) continue;
        const std::int64_t lost = lost_by(club->metric, purchase, share.matched, back);
        if (lost > 0) {
            share.added -= lost;
            give_back(book, share, lost);
            book.count(purchase.member, part_of_club(*club), {-lost, 0});
        }
        receipt.clubs.push_back(club_line(book, *club, purchase.member));
    }
}

void undo_clubs(Book& book, const Purchase& purchase, Receipt& receipt) {
    for (const ClubShare& share : purchase.clubs) {
        cancel_vouchers(book, purchase.member, share.vouchers, receipt);
        if (is_running(book, share)) give_back(book, share, share.added);
        if (const Club* club = book.programme().find_club(share.club))
            receipt.clubs.push_back(club_line(book, *club, purchase.member));
    }
}

bool is_owed_reward(const State& state, const Club& club, const Holder& member) {
    if (member.kind != HolderKind::Member || member.head.state != MemberState::Active) return false;
    const auto part = member.tallies.find(part_of_club(club));
    if (part == member.tallies.end() || part->second.value <= 0 || part->second.count > 0)
        return false;
    const auto goal = state.resources.find(goal_of(club));
    return goal != state.resources.end() && goal->second.left == 0;
}

void reward_clubs(Book& book, HolderId member) {
    for (const Club& club : book.programme().document().clubs) {
        if (!is_owed_reward(book.state(), club, *book.peek(member))) continue;
        book.count(member, part_of_club(club), {0, 1});
        give_gift(book, member,
                  {.reward = club.reward,
                   .currency = club.currency_id,
                   .points = club.reward_points,
                   .rule = club.rule,
                   .code = club.reward_code});
    }
}

Result<Receipt> join_club(Book& book, const JoinClub& command, Transaction& txn) {
    HolderId id = TRY(active_member(book, command.member))->id;
    const Club* club = book.programme().find_club(command.club);
    if (!club)
        return refuse_field("/club", "unknown-reference", "no club has the code " + command.club);
    if (book.at() < club->from || book.at() >= club->to) return refuse(ErrorCode::NotInWindow);
    const TallyKey joined = joined_club(*club);
    if (book.tally(id, joined).count == 0) {
        if (book.resource(goal_of(*club), club->goal).left == 0)
            return refuse(ErrorCode::InvalidState, "the goal of the club is reached");
        book.set(id, joined, {book.at().value, 1});
    }
    txn.kind = TxnKind::Member;
    txn.holder = id;
    Receipt receipt{.command = "join_club", .txn = book.txn(), .member = id, .at = book.at()};
    receipt.clubs.push_back(club_line(book, *club, id));
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(book.programme(), *book.peek(id), book.at());
    return receipt;
}

}  // namespace vuelve
