#include "cli/demo_people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/demo_random.h"

namespace vuelve::cli {
namespace {

constexpr std::string_view first_names[] = {
    "María",    "José",     "Ana",      "Luis",    "Carmen",    "Carlos",   "Rosa",   "Jorge",
    "Gabriela", "Juan",     "Verónica", "Diego",   "Patricia",  "Fernando", "Lucía",  "Andrés",
    "Paola",    "Santiago", "Mónica",   "Miguel",  "Daniela",   "Pablo",    "Elena",  "Ricardo",
    "Sofía",    "Byron",    "Ximena",   "Wilson",  "Narcisa",   "Segundo",  "Blanca", "Marco",
    "Valeria",  "Esteban",  "Gloria",   "Hernán",  "Nelly",     "Iván",     "Camila", "Galo",
    "Silvia",   "Edison",   "Mercedes", "Rodrigo", "Alexandra", "Mauricio", "Teresa", "Xavier"};
constexpr std::string_view surnames[] = {
    "Torres",   "Vera",     "Quishpe",   "Morales", "Cedeño",  "Guamán",  "Paredes", "Zambrano",
    "Andrade",  "Chávez",   "Salazar",   "Tipán",   "Mora",    "Naranjo", "Bravo",   "Espinosa",
    "Loor",     "Villacís", "Cabrera",   "Simbaña", "Ortiz",   "Mendoza", "Yánez",   "Rivadeneira",
    "Castro",   "Toapanta", "Jaramillo", "Pico",    "Suárez",  "Benítez", "Arias",   "Macías",
    "Cevallos", "Pilco",    "Herrera",   "Álvarez", "Moreira", "Caiza",   "León",    "Proaño"};
constexpr std::string_view stores[] = {"CENTRO", "NORTE", "WEB"};
constexpr std::array store_weights{55, 33, 12};
constexpr int year_days = 365;

struct HabitPlan {
    Habit habit;
    int weight;
    int visits_min, visits_max;  // in 100 days
};
constexpr HabitPlan habit_plans[] = {
    {Habit::Loyal, 26, 8, 30},     {Habit::Growing, 12, 8, 24},   {Habit::Fading, 22, 8, 26},
    {Habit::Returning, 10, 8, 22}, {Habit::Occasional, 22, 2, 6}, {Habit::Once, 8, 1, 1},
};

template <std::size_t N>
std::string_view one_of(const std::string_view (&words)[N], DemoRandom& random) {
    return words[static_cast<std::size_t>(random.below(static_cast<int>(N)))];
}

}  // namespace

std::vector<DemoMember> demo_people(int count, std::size_t shelves, Day last_day) {
    std::vector<DemoMember> people;
    DemoRandom random(2000);
    std::array<int, std::size(habit_plans)> habit_weights{};
    std::ranges::transform(habit_plans, habit_weights.begin(), &HabitPlan::weight);
    for (int number = 1; number <= count; ++number) {
        DemoMember member{.number = number};
        member.name = fmt::format("{} {} {}", one_of(first_names, random), one_of(surnames, random),
                                  one_of(surnames, random));
        member.phone = fmt::format("+5939900{:05d}", number);
        member.card = fmt::format("7001{:06d}", number);
        member.home_store = stores[random.weighted(store_weights)];
        // Of age when they enrolled, up to a year before.
        member.birth_date = std::min(last_day + -random.between(18 * year_days, 80 * year_days),
                                     last_day + -20 * year_days);
        const HabitPlan& plan = habit_plans[random.weighted(habit_weights)];
        member.habit = plan.habit;
        member.visits_per_100_days = random.between(plan.visits_min, plan.visits_max);
        // Two in five are members when the year begins; the others join on the way.
        member.joined = random.permille(400) ? random.below(3) : random.below(year_days - 20);
        member.turned = random.between(member.joined + 10, year_days);
        member.basket_lines = random.between(2, 9);
        for (int i = 0; i < 5; ++i) {
            member.favourites.push_back(
                static_cast<std::size_t>(random.below(static_cast<int>(shelves))));
        }
        member.pays_by_card = random.permille(380);
        member.spends_points = random.permille(550);
        member.wants_messages = random.permille(620);
        people.push_back(std::move(member));
    }
    return people;
}

int visit_rate(const DemoMember& member, int day) {
    if (day < member.joined) return 0;
    int usual = member.visits_per_100_days * 10;
    switch (member.habit) {
        case Habit::Loyal:
        case Habit::Occasional: return usual;
        case Habit::Growing: return usual * std::min(100, 30 + (day - member.joined)) / 100;
        case Habit::Fading:
            // Two months of fewer visits, then none.
            return day < member.turned ? usual
                                       : usual * std::max(0, 60 - (day - member.turned)) / 90;
        case Habit::Returning: {
            int away = day - member.turned;
            return away >= 0 && away < 90 ? 0 : usual;
        }
        case Habit::Once: return day == member.joined ? 1000 : 0;
    }
    return 0;
}

}  // namespace vuelve::cli
