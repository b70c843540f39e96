#pragma once

#include <array>
#include <string_view>

#include "codec/sentences_phrases.h"

namespace vuelve {

/// The words of terms in one language; {0}, {1} as fill() takes them.
struct TermsWords {
    // Titles, by section.
    std::string_view earn, gifts, value, expiry, levels, stamps, rewards, challenges, plans;
    std::string_view referral, returns;

    std::string_view earns_nothing, tenders_earn_nothing;  // {0} categories
    std::string_view ready_after;                          // {0} currency {1} time
    std::string_view per_day;                              // {0} units
    std::string_view worth;                                // {0} units {1} money
    std::string_view pay;                                  // {0} currency {1} least units {2} share
    std::string_view transfer, transfer_max, transfer_fee;

    // {0} currency, {1} time or day
    std::string_view never, after, annual, annual_from, fixed, idle;
    std::array<std::string_view, 7> period_end;    // by Period
    std::array<std::string_view, 7> period_later;  // {1} time before the period ends
    CountPhrase months, years;
    std::array<std::string_view, 3> activity;  // earn, redeem, both

    std::string_view level_base, level_from;  // {0} level {1} threshold
    std::string_view level_factor;            // {0} factor {1} currency
    std::string_view level_discount;          // {0} percent
    std::array<std::string_view, 4> counted;  // by Tiers::Window; {0} time
    std::string_view spent;                   // {0} money

    std::string_view card;                             // {0} units {1} prize
    std::string_view prize, prize_money, prize_until;  // {0} name {1} cost {2} money; {0} day
    std::string_view challenge;  // {0} name {1} what {2} first day {3} last day {4} prize
    std::string_view badge_prize, coupon_prize;           // {0} name
    std::string_view plan, plan_factor;                   // {0} name {1} price {2} period
    std::array<std::string_view, 7> each;                 // by Period: "al mes"
    std::string_view invite, invite_limit, invite_later;  // {0} {1} units {2} money {3} time
    std::string_view birthday;                            // {0} prize
    std::string_view taken_back, owed;                    // {0} currency
    std::string_view prize_back;
    std::string_view gift, gift_invited;  // {0} units {1} money

    std::string_view marketing, profiling;  // consents
};

extern const TermsWords terms_es, terms_en, terms_pt;
const TermsWords& terms_words(std::string_view language);

}  // namespace vuelve
