#include "analytics/nps.h"

#include <algorithm>
#include <map>

#include "analytics/rate.h"

namespace vuelve::analytics {

std::vector<int> last_scores(std::span<const NpsAnswer> answers) {
    std::map<std::int64_t, const NpsAnswer*> last;
    for (const NpsAnswer& answer : answers) {
        const NpsAnswer*& known = last[answer.member];
        if (!known || known->at <= answer.at) known = &answer;
    }
    std::vector<int> scores;
    for (const auto& [member, answer] : last) scores.push_back(answer->score);
    return scores;
}

std::optional<std::string> nps(std::span<const int> scores) {
    const auto promoters = std::ranges::count_if(scores, [](int score) { return score >= 9; });
    const auto detractors = std::ranges::count_if(scores, [](int score) { return score <= 6; });
    return decimal_of(100 * (promoters - detractors), std::ssize(scores), 1);
}

}  // namespace vuelve::analytics
