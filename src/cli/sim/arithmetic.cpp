#include "cli/sim/arithmetic.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace vuelve::cli::own {
namespace {

struct Civil {
    int year, month, day;
};

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int month_days(int year, int month) {
    constexpr std::array lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

/// Counted year by year: slow, plain, and unlike the domain's formulas.
Civil civil_of(std::int64_t day) {
    int year = 1970;
    while (day >= (is_leap_year(year) ? 366 : 365)) day -= is_leap_year(year++) ? 366 : 365;
    int month = 1;
    while (day >= month_days(year, month)) day -= month_days(year, month++);
    return {year, month, static_cast<int>(day) + 1};
}

std::int64_t day_of(const Civil& date) {
    std::int64_t days = date.day - 1;
    for (int year = 1970; year < date.year; ++year) days += is_leap_year(year) ? 366 : 365;
    for (int month = 1; month < date.month; ++month) days += month_days(date.year, month);
    return days;
}

}  // namespace

std::int64_t part_down(std::int64_t a, std::int64_t b, std::int64_t c) {
    return static_cast<std::int64_t>(static_cast<__int128>(a) * b / c);
}

std::int64_t part_half_up(std::int64_t a, std::int64_t b, std::int64_t c) {
    return static_cast<std::int64_t>((static_cast<__int128>(a) * b * 2 + c) /
                                     (static_cast<__int128>(c) * 2));
}

std::vector<std::int64_t> shares(std::int64_t total, const std::vector<std::int64_t>& weights) {
    std::vector<std::int64_t> out(weights.size(), 0);
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    if (out.empty()) return out;
    if (sum == 0) {
        out[0] = total;
        return out;
    }
    std::int64_t left = total;
    std::vector<std::size_t> order(weights.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        order[i] = i;
        out[i] = part_down(total, weights[i], sum);
        left -= out[i];
    }
    auto remainder = [&](std::size_t i) {
        return static_cast<std::int64_t>(static_cast<__int128>(total) * weights[i] % sum);
    };
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return remainder(a) > remainder(b); });
    for (std::size_t i = 0; left > 0; ++i, --left) ++out[order[i]];
    return out;
}

std::optional<std::int64_t> fixed_offset(const std::string& zone) {
    static const std::map<std::string, int> hours{
        {"UTC", 0}, {"America/Guayaquil", -5}, {"America/Bogota", -5}, {"Asia/Tokyo", 9}};
    auto found = hours.find(zone);
    if (found == hours.end()) return std::nullopt;
    return found->second * std::int64_t{3'600'000};
}

std::int64_t day_at(Instant at, std::int64_t offset) { return (at.value + offset) / 86'400'000; }

int year_of(std::int64_t day) { return civil_of(day).year; }

std::int64_t months_before(std::int64_t day, int months) {
    Civil date = civil_of(day);
    for (; months > 0; --months)
        if (--date.month == 0) date = {date.year - 1, 12, date.day};
    date.day = std::min(date.day, month_days(date.year, date.month));
    return day_of(date);
}

}  // namespace vuelve::cli::own
