#include "domain/activities.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/challenge.h"
#include "domain/club.h"
#include "domain/earn_candidates.h"
#include "domain/expiry.h"
#include "domain/household.h"
#include "domain/pay_points.h"
#include "domain/purchase.h"
#include "domain/reward.h"
#include "domain/suspension.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

/// True for conditions that the member and the hour decide, whatever is bought.
bool is_about_member(const Condition& condition) {
    switch (condition.type) {
        case ConditionType::Segment:
        case ConditionType::Tier:
        case ConditionType::TimeWindow:
        case ConditionType::Birthday:
        case ConditionType::FirstPurchase:
        case ConditionType::NthPurchase:
        case ConditionType::Subscription:
        case ConditionType::DaysSinceLastPurchase: return true;
        case ConditionType::Attribute: return condition.path.starts_with("member.");
        case ConditionType::Any:
        case ConditionType::Not: return std::ranges::all_of(condition.of, is_about_member);
        default: return false;
    }
}

/// Purchases until the rank fits, the next one counted as 1; nothing when it never will again.
std::optional<std::int64_t> purchases_until(const Condition& condition, std::int64_t rank) {
    if (condition.every) return (condition.nth - rank % condition.nth) % condition.nth + 1;
    if (rank > condition.nth) return std::nullopt;
    return condition.nth - rank + 1;
}

void note_needs(EarnActivity& activity, std::int64_t rank) {
    for (const Condition& condition : activity.rule->conditions) {
        if (condition.type == ConditionType::MinAmount)
            activity.missing_amount = Minor{condition.value};
        if (condition.type == ConditionType::MinQuantity)
            activity.missing_quantity = condition.value;
        if (condition.type == ConditionType::NthPurchase)
            activity.purchases_to_go = purchases_until(condition, rank);
    }
}

void note_limits(EarnActivity& activity, const PurchaseFacts& facts, const Book& book) {
    Day today = facts.store->zone->local_day(facts.occurred_at);
    for (const Limit& limit : activity.rule->limits) {
        auto key = limit_key(activity.rule->number, limit, today);
        if (!key || limit.points) continue;
        std::int64_t left =
            std::max<std::int64_t>(0, limit.value - book.tally(facts.member->id, *key).count);
        activity.uses_left = std::min(activity.uses_left.value_or(left), left);
    }
}

EarnActivity earn_activity(const Rule& rule,
                           const CompiledRule& compiled,
                           const PurchaseFacts& facts,
                           const Book& book) {
    EarnActivity activity{.rule = &rule};
    activity.trace.rule = rule.trace_name();
    activity.trace.rule_id = rule.id;
    activity.trace.reason = Reason::Fired;
    std::vector<Condition> about_member;
    std::ranges::copy_if(rule.conditions, std::back_inserter(about_member), is_about_member);
    ConditionResult judged = check_conditions(about_member, facts, {});
    if (in_control_group_of(compiled, facts)) {
        activity.trace.reason = Reason::ConditionFailed;
        activity.trace.detail = "control_group";
    } else if (!judged.holds) {
        activity.trace.reason = Reason::ConditionFailed;
        activity.trace.detail = judged.failed;
    } else if (const auto uses = used_up(rule, facts, book)) {
        activity.trace.reason = Reason::LimitReached;
        activity.trace.missing = *uses;
    } else if (budget_exhausted(rule, book)) {
        activity.trace.reason = Reason::BudgetExhausted;
    }
    note_needs(activity, facts.rank);
    note_limits(activity, facts, book);
    return activity;
}

Units available_to(const Book& book, const Holder& member, const Currency& currency) {
    return book.wallet(account_holder(member, currency), currency.id).available;
}

void judge_price(SpendActivity& activity, Units available) {
    activity.missing = std::max(Units{0}, activity.cost - available);
    activity.affordable = activity.missing.n == 0;
}

void add_rewards(const Book& book, const Holder& member, const Store& store, Activities& all) {
    const Programme& programme = book.programme();
    for (const Reward& reward : programme.document().rewards) {
        const Currency& currency = programme.currency(reward.currency_id);
        SpendActivity activity{.kind = SpendKind::Reward,
                               .code = reward.code,
                               .currency = currency.id,
                               .cost = cost_for(programme, member, reward, book.at()),
                               .money = reward.money};
        judge_price(activity, available_to(book, member, currency));
        if (auto offer = check_offer(book, member, reward, store); !offer)
            activity.refused = offer.error().code;
        if (activity.affordable && !activity.refused) activity.actions = {NextAction::Redeem};
        all.spend.push_back(std::move(activity));
    }
}

void add_points(const Book& book, const Holder& member, const Store& store, Activities& all) {
    const auto partner = check_partner(book.programme(), store.brand_id, book.at());
    for (const Currency& currency : book.programme().document().currencies) {
        if (currency.kind == CurrencyKind::Status) continue;
        Units available = available_to(book, member, currency);
        SpendActivity activity{.kind = SpendKind::Tender,
                               .code = currency.code,
                               .currency = currency.id,
                               .cost = std::max(currency.redeem.min_points, currency.redeem.step)};
        judge_price(activity, available);
        if (auto spend = may_spend(book, member, currency); !spend)
            activity.refused = spend.error().code;
        if (!partner) activity.refused = partner.error().code;
        if (currency.money_value) {
            Units whole{available.n - available.n % currency.redeem.step.n};
            activity.money = activity.affordable ? value_of(currency, whole) : Minor{0};
            if (activity.affordable && !activity.refused)
                activity.actions = {NextAction::Pay, NextAction::Reserve};
        }
        bool may_transfer = currency.transfer && available >= currency.transfer->min &&
                            may_give_away(book, member, currency);
        if (may_transfer) activity.actions.push_back(NextAction::Transfer);
        if (currency.money_value || currency.transfer) all.spend.push_back(std::move(activity));
    }
}

void add_coupons(const Book& book, const Holder& member, Activities& all) {
    const Programme& programme = book.programme();
    for (const Coupon& coupon : programme.document().coupons) {
        if (!coupon.is_public) continue;
        SpendActivity activity{.kind = SpendKind::Coupon, .code = coupon.code};
        if (coupon.valid_to) activity.valid_until = end_of(programme.zone(), *coupon.valid_to);
        TallyKey used{TallyKind::CouponUse, coupon.id.value, 0};
        if (activity.valid_until && *activity.valid_until <= book.at())
            activity.refused = ErrorCode::VoucherExpired;
        else if (coupon.per_member && book.tally(member.id, used).count >= *coupon.per_member)
            activity.refused = ErrorCode::VoucherUsed;
        else
            activity.actions = {NextAction::Present};
        all.spend.push_back(std::move(activity));
    }
}

void add_vouchers(const Book& book, const Holder& member, Activities& all) {
    const SymbolTable& symbols = book.programme().symbols();
    for (const Voucher& voucher : member.vouchers) {
        bool open = voucher.state == VoucherState::Issued || voucher.state == VoucherState::Locked;
        if (!open || voucher.valid_until <= book.at()) continue;
        SpendActivity activity{.kind = SpendKind::Voucher, .code = {}, .voucher = voucher.id};
        activity.code =
            symbols.code(voucher.coupon.value != 0 ? voucher.coupon.value : voucher.reward.value);
        activity.valid_until = voucher.valid_until;
        if (voucher.state == VoucherState::Locked)
            activity.refused = ErrorCode::InvalidState;
        else
            activity.actions = {NextAction::Present};
        all.spend.push_back(std::move(activity));
    }
}

void add_conversions(const Book& book, const Holder& member, Activities& all) {
    const Programme& programme = book.programme();
    for (const Conversion& rate : programme.document().conversions) {
        const Currency& from = programme.currency(rate.from_id);
        SpendActivity activity{.kind = SpendKind::Conversion,
                               .code = rate.to,
                               .currency = from.id,
                               .cost = rate.from_units};
        judge_price(activity, available_to(book, member, from));
        if (auto spend = may_spend(book, member, from); !spend)
            activity.refused = spend.error().code;
        if (activity.affordable && !activity.refused) activity.actions = {NextAction::Convert};
        all.spend.push_back(std::move(activity));
    }
}

void add_goals(const Book& book, const Holder& member, Activities& all) {
    const Programme& programme = book.programme();
    if (auto tier = preview(programme, member, book.at()); tier && tier->missing)
        all.reach.push_back({.kind = ReachKind::Level,
                             .code = level_code(programme, tier->next_level),
                             .earned = tier->metric,
                             .goal = tier->metric + *tier->missing,
                             .missing = *tier->missing,
                             .deadline = tier->deadline,
                             .prize = {},
                             .failed = {},
                             .actions = {NextAction::Purchase}});
    for (const StampCard& card : programme.document().stamp_cards) {
        Units stamps = available_to(book, member, programme.currency(card.currency_id));
        const std::int64_t earned = on_card(card, stamps).n;
        all.reach.push_back({.kind = ReachKind::StampCard,
                             .code = card.code,
                             .earned = earned,
                             .goal = card.goal.n,
                             .missing = card.goal.n - earned,
                             .deadline = {},
                             .prize = card.reward,
                             .on_next = card.auto_issue ? 0 : stamps.n - earned,
                             .failed = {},
                             .actions = {NextAction::Purchase}});
    }
}

/// Challenges that run, with what the member has of them.
void add_challenges(const PurchaseFacts& facts, Activities& all) {
    const Programme& programme = *facts.programme;
    for (const Challenge& challenge : programme.document().challenges) {
        const Instant now = facts.occurred_at;
        if (now < challenge.from || challenge.to <= now) continue;
        const ChallengeStanding standing =
            challenge_standing(programme, *facts.member, challenge, now);
        std::vector<Condition> about_member;
        std::ranges::copy_if(challenge.conditions, std::back_inserter(about_member),
                             is_about_member);
        ReachActivity activity{
            .kind = ReachKind::Challenge,
            .code = challenge.code,
            .earned = standing.progress,
            .goal = challenge.goal,
            .missing = standing.missing,
            .deadline = programme.zone().local_day(challenge.to + -1),
            .prize = {},
            .challenge = &challenge,
            .completed = standing.completed,
            .failed = std::string(check_conditions(about_member, facts, {}).failed)};
        if (!standing.is_done && activity.failed.empty())
            activity.actions = {standing.needs_opt_in ? NextAction::OptIn : NextAction::Purchase};
        all.reach.push_back(std::move(activity));
    }
}

void add_clubs(const Book& book, const Holder& member, Activities& all) {
    for (const Club& club : book.programme().document().clubs) {
        if (book.at() < club.from || book.at() >= club.to) continue;
        const ClubLine line = club_line(book, club, member.id);
        const bool joined = book.tally(member.id, joined_club(club)).count > 0;
        if (line.reached && !joined) continue;
        ReachActivity activity{.kind = ReachKind::Club,
                               .code = club.code,
                               .earned = line.progress,
                               .goal = line.goal,
                               .missing = line.goal - line.progress,
                               .deadline = last_day_before(book.programme().zone(), club.to),
                               .prize = {},
                               .club = line};
        if (!joined)
            activity.actions = {NextAction::Join};
        else if (activity.missing > 0)
            activity.actions = {NextAction::Purchase};
        all.reach.push_back(std::move(activity));
    }
}

}  // namespace

Activities activities_of(const Book& book, const Holder& member, const Store& store) {
    const Programme& programme = book.programme();
    RecordPurchase nothing;
    Basket empty;
    PurchaseFacts facts{.programme = &programme,
                        .member = &member,
                        .purchase = &nothing,
                        .basket = &empty,
                        .store = &store,
                        .occurred_at = book.at(),
                        .level = level_code(programme, level_at(member.head.tier, book.at())),
                        .rank = member.head.purchases + 1,
                        .last_purchase = last_purchase_of(member)};
    Activities all;
    const bool suspended = is_suspended(programme, store.brand_id, book.at());
    for (std::size_t place = 0; place < programme.rules().size(); ++place) {
        const CompiledRule& compiled = programme.rule_index()[place];
        if (!suspended && compiled.is_effective_at(book.at()))
            all.earn.push_back(earn_activity(programme.rules()[place], compiled, facts, book));
    }
    add_rewards(book, member, store, all);
    add_points(book, member, store, all);
    add_coupons(book, member, all);
    add_vouchers(book, member, all);
    add_conversions(book, member, all);
    add_goals(book, member, all);
    add_challenges(facts, all);
    add_clubs(book, member, all);
    return all;
}

Units on_card(const StampCard& card, Units available) {
    return card.auto_issue ? Units{available.n % card.goal.n} : std::min(available, card.goal);
}

std::string_view name_of(SpendKind kind) {
    static constexpr std::array names{"reward", "tender", "coupon", "voucher", "conversion"};
    return names[std::to_underlying(kind)];
}

std::string_view name_of(NextAction action) {
    static constexpr std::array names{"redeem",   "reserve",  "pay",    "present", "convert",
                                      "transfer", "purchase", "action", "opt_in",  "join"};
    return names[std::to_underlying(action)];
}

std::string_view name_of(ReachKind kind) {
    static constexpr std::array names{"level", "stamp_card", "challenge", "club"};
    return names[std::to_underlying(kind)];
}

}  // namespace vuelve
