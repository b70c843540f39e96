#include "domain/counting.h"

namespace vuelve {

std::vector<std::uint32_t> counted_lines(const std::vector<Condition>& conditions,
                                         const PurchaseFacts& facts) {
    std::vector<std::uint32_t> lines;
    for (std::uint32_t line = 0; line < facts.basket->lines.size(); ++line)
        if (facts.basket->lines[line].eligible.n > 0) lines.push_back(line);
    keep_matching(conditions, *facts.basket, lines);
    if (lines.empty() || !check_conditions(conditions, facts, lines).holds) return {};
    return lines;
}

std::int64_t added_by(Challenge::Metric metric,
                      const Basket& basket,
                      const std::vector<std::uint32_t>& lines) {
    if (metric == Challenge::Metric::PurchaseCount) return 1;
    std::int64_t sum = 0;
    for (std::uint32_t line : lines)
        sum += metric == Challenge::Metric::Spend ? basket.lines[line].eligible.n
                                                  : basket.lines[line].source->quantity;
    return sum;
}

std::int64_t lost_by(Challenge::Metric metric,
                     const Purchase& purchase,
                     const std::vector<std::uint8_t>& matched,
                     const std::vector<std::int64_t>& back) {
    const bool is_quantity = metric == Challenge::Metric::Quantity;
    if (!is_quantity && metric != Challenge::Metric::Spend) return 0;
    std::int64_t lost = 0;
    for (std::size_t i = 0; i < back.size(); ++i) {
        if (matched[i] == 0) continue;
        const RecordedLine& line = purchase.lines[i];
        lost += is_quantity ? back[i]
                            : part_of(line.eligible, line, line.returned) -
                                  part_of(line.eligible, line, line.returned - back[i]);
    }
    return lost;
}

}  // namespace vuelve
