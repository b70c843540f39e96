#pragma once

#include <string>
#include <vector>

#include "domain/calendar.h"

/// The members of the demo shop: invented people with habits.
namespace vuelve::cli {

/// How a customer's visits go through the year, so that models have something to find.
enum class Habit { Loyal, Growing, Fading, Returning, Occasional, Once };

struct DemoMember {
    int number = 0;  // from 1
    std::string name;
    std::string phone;  // +593 99 00x xxxx: no operator gives these out
    std::string card;
    std::string home_store;  // CENTRO, NORTE, WEB
    Day birth_date{};
    Habit habit{};
    int visits_per_100_days = 0;          // while the habit is at its height
    int joined = 0;                       // day of the year of the shop, from 0
    int turned = 0;                       // the day on which the habit changes
    int basket_lines = 0;                 // of a usual basket
    std::vector<std::size_t> favourites;  // shelves bought more often
    bool pays_by_card = false;
    bool spends_points = false;
    bool wants_messages = false;
};

/// `count` members; `shelves` = how many shelves there are, `last_day` = the last day of the year.
std::vector<DemoMember> demo_people(int count, std::size_t shelves, Day last_day);

/// Visits in 1000 days that the habit brings about on day `day` of the year; 0 before joining.
int visit_rate(const DemoMember& member, int day);

}  // namespace vuelve::cli
