#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/calendar.h"
#include "domain/ids.h"

/// What members said in a period, counted. Source: domain.md 8.8.
namespace vuelve::analytics {

/// One answer, under the member its giver is by now. In the order of answering.
struct AnswerFact {
    HolderId member{};
    Day day{};
    StoreId store{};  // 0 = nowhere
    std::optional<int> rating{}, nps{};
};

struct Satisfaction {
    std::array<std::int64_t, 5> ratings{};  // how often 1, 2, 3, 4, 5
    std::int64_t rated = 0;
    std::optional<std::string> mean{};  // of the ratings, two decimals, half away from zero
    /// The last recommendation of each member in the period: 9-10, 7-8, 0-6.
    std::int64_t promoters = 0, passives = 0, detractors = 0;
    std::optional<std::string> nps{};  // one decimal

    std::int64_t recommended() const { return promoters + passives + detractors; }
};

Satisfaction satisfaction(std::span<const AnswerFact> answers);

/// The same apart by store and by month (yyyymm), ascending. A member's recommendation counts in
/// each with the last one given there.
struct SatisfactionReport {
    Satisfaction all;
    std::vector<std::pair<StoreId, Satisfaction>> by_store;
    std::vector<std::pair<int, Satisfaction>> by_month;
};
SatisfactionReport satisfaction_report(std::span<const AnswerFact> answers);

}  // namespace vuelve::analytics
