#include "analytics/satisfaction.h"

#include <algorithm>
#include <map>

#include "analytics/nps.h"
#include "analytics/rate.h"

namespace vuelve::analytics {

Satisfaction satisfaction(std::span<const AnswerFact> answers) {
    Satisfaction result;
    std::vector<NpsAnswer> recommended;
    std::int64_t sum = 0;
    for (const AnswerFact& answer : answers) {
        if (answer.rating) {
            ++result.ratings[static_cast<std::size_t>(*answer.rating - 1)];
            ++result.rated;
            sum += *answer.rating;
        }
        if (answer.nps)
            recommended.push_back({.member = answer.member.value, .at = {}, .score = *answer.nps});
    }
    const std::vector<int> scores = last_scores(recommended);
    result.mean = decimal_of(sum, result.rated, 2);
    result.promoters = std::ranges::count_if(scores, [](int score) { return score >= 9; });
    result.detractors = std::ranges::count_if(scores, [](int score) { return score <= 6; });
    result.passives = std::ssize(scores) - result.promoters - result.detractors;
    result.nps = nps(scores);
    return result;
}

SatisfactionReport satisfaction_report(std::span<const AnswerFact> answers) {
    SatisfactionReport report{.all = satisfaction(answers), .by_store = {}, .by_month = {}};
    std::map<StoreId, std::vector<AnswerFact>> stores;
    std::map<int, std::vector<AnswerFact>> months;
    for (const AnswerFact& answer : answers) {
        stores[answer.store].push_back(answer);
        months[month_number(answer.day)].push_back(answer);
    }
    for (const auto& [store, said] : stores)
        report.by_store.emplace_back(store, satisfaction(said));
    for (const auto& [month, said] : months)
        report.by_month.emplace_back(month, satisfaction(said));
    return report;
}

}  // namespace vuelve::analytics
