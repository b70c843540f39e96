#include "app/import_report.h"

#include <numeric>

namespace vuelve::app {

std::int64_t ImportTotals::rejected_count() const {
    return std::accumulate(
        rejected.begin(), rejected.end(), std::int64_t{0},
        [](std::int64_t sum, const auto& reason) { return sum + reason.second; });
}

void ImportTotals::count_purchase(const Answer& answer) {
    bool is_new = answer.outcome == Outcome::Ok;
    ++(is_new ? accepted : replayed);
    if (!answer.receipt || !answer.programme) return;
    money += answer.receipt->total.n;
    if (is_new) new_money += answer.receipt->total.n;
    const SymbolTable& symbols = answer.programme->symbols();
    for (const auto& award : answer.receipt->effects) {
        const std::string& currency = symbols.code(award.currency.value);
        issued[currency] += award.points.n;
        if (is_new) new_issued[currency] += award.points.n;
        awards[symbols.code(award.rule.value) + ":" + currency] += award.points.n;
    }
}

std::string reason_of(const Error& error) {
    std::string reason(literal(error.code));
    if (error.faults.empty()) return error.message.empty() ? reason : reason + ": " + error.message;
    const Fault& first = error.faults.front();
    return reason + ": " + first.code + " " + first.pointer + ": " + first.detail;
}

}  // namespace vuelve::app
