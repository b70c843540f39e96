#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "domain/decision.h"

/// The words of one language. {0}, {1} are filled in by fill(). One table file for each language.
namespace vuelve {

/// A condition as a refusal ("No aplicó: {refused}.") and as part of a rule read aloud.
struct ConditionPhrase {
    std::string_view refused, read;
};

/// A number of things: "{0} visitas", "{0} visita".
struct CountPhrase {
    std::string_view many, one;
};

struct Phrases {
    // What fired: {0} name of the rule, {1} points, {2} money.
    std::string_view base, more, plain, tier_factor, plan_factor;
    std::string_view stamps, stamps_one_missing, stamps_complete;  // {0} won {1} held {2} missing
    std::string_view coupon_won, badge_won, discount_given;
    std::string_view capped;  // takes the place of the full stop

    // What did not: reasons of domain.md 3.10.
    std::string_view refused, starts, ended_on, paused, ended, no_lines;
    std::string_view starts_today, starts_tomorrow, ended_today, ended_yesterday;
    std::string_view no_lines_of;                          // {0} the lines that would
    std::string_view used_once, used_times, points_limit;  // {0} times or points, {1} period
    std::string_view budget, excluded, line_taken, another_rule, no_base, zero;
    std::string_view control_group;
    std::array<std::string_view, 7> this_period;  // by Period: "este mes"
    std::array<std::string_view, 7> a_period;     // "por mes"

    // In the order of ConditionType. {0} what it asks or what is missing, {1} the goal, {2} where.
    std::array<ConditionPhrase, 22> conditions;
    ConditionPhrase birthday_month, birthday_window, nth_every;
    std::string_view one_unit_missing;  // as the refusal of min_quantity
    std::string_view clock;             // {0} from {1} to
    std::string_view all_of_them;       // {0} weekdays

    std::string_view category_excluded, sku_excluded, paid_without_earning, brand_suspended;
    std::string_view earned, balance, balance_worth, next_level, next_level_one;
    std::string_view visits, visit;
    // A club: {0} together so far, {1} the goal with its unit, {2} the member's own part.
    // A referral: why nobody gets anything ({0} the least amount), or who decides first.
    std::string_view referral_same, referral_not_eligible, referral_least, referral_late;
    std::string_view referral_limit, referral_failed, referral_review, referral_declined;
    std::string_view club, club_reached, club_purchases, club_quantity;

    // A rule read aloud.
    std::string_view earn_base, multiply, bonus, bonus_per_quantity, coupon, badge, discount;
    std::string_view at_most, at_most_times, at_most_once, until_spent, from_day, to_day;

    std::string_view and_word, or_word;
    std::string_view date;                     // {0} day {1} month {2} year
    std::string_view date_this_year;           // {0} day {1} month
    std::array<std::string_view, 7> weekdays;  // as all_of_them takes them
    std::array<std::string_view, 12> months;
    /// pos ecommerce app web kiosk call_center partner_api (domain.md 1.3)
    std::array<std::string_view, 7> channels;
    /// cash card gift_card points wallet voucher credit other (domain.md 2.7)
    std::array<std::string_view, 8> tenders;
    std::array<std::string_view, 4> actions;      // review share check_in profile (domain.md 8.7)
    std::string_view plan_gave, plan_would_give;  // {0} plan {1} points

    // What is missing for a level, a card, a challenge.
    std::array<CountPhrase, 6> counted;          // by Challenge::Metric
    std::string_view missing, missing_one;       // {0} amount
    std::string_view until;                      // {0} last day
    std::string_view card, card_one, card_full;  // {0} earned {1} missing {2} prize; {0} prize
    std::string_view challenge_join;             // {0} amount
    std::string_view challenge_done, challenge_closed;

    // What a quote offers: {0} name of the coupon {1} money {2} where.
    std::string_view coupon_gives, coupon_short, coupon_no_line, coupon_alone, coupon_spent;
    // {0} name of the prize {1} cost, or what is missing of it, or for whom it is.
    std::string_view reward_in_reach, reward_short, reward_only, reward_not_for_you;
    std::string_view reward_out_of_season, reward_limit, reward_sold_out, reward_no;

    bool short_hours =
        false;  // "8" for 8:00 where both ends are full hours. Last: the rest is text
};

extern const Phrases phrases_es, phrases_en, phrases_pt;

/// The table of a language; es for one we do not speak.
const Phrases& phrases_of(std::string_view language);
/// Puts `values` in the places {0} to {9} of `phrase`.
std::string fill(std::string_view phrase, std::initializer_list<std::string_view> values);
/// The same at the end of `text`.
void fill_into(std::string& text,
               std::string_view phrase,
               std::initializer_list<std::string_view> values);
/// "puntos" -> "punto", "estrellas" -> "estrella": documents name currencies in the plural.
std::string singular(std::string_view plural, std::string_view language);

}  // namespace vuelve
