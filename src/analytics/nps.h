#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/calendar.h"

/// Would they recommend us? Answers from 0 to 10. Source: domain.md 8.8.
namespace vuelve::analytics {

struct NpsAnswer {
    std::int64_t member = 0;
    Instant at{};
    int score = 0;
};

/// The last answer of each member counts, in the order of members; of two at one instant the later
/// in the list.
std::vector<int> last_scores(std::span<const NpsAnswer> answers);

/// 100 x (those of 9 and 10 - those of 0 to 6) / all, with one decimal, half away from zero:
/// "-33.3". None without answers.
std::optional<std::string> nps(std::span<const int> scores);

}  // namespace vuelve::analytics
