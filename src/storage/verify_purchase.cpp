#include "storage/verify_purchase.h"

#include <algorithm>
#include <numeric>

namespace vuelve::storage {
namespace {

std::int64_t sum(const std::vector<std::int64_t>& numbers) {
    return std::reduce(numbers.begin(), numbers.end(), std::int64_t{0});
}

void check_award(const Purchase& purchase,
                 const Award& award,
                 bool is_whole,
                 std::vector<Finding>& found) {
    const std::string where = "award of rule " + std::to_string(award.rule.value);
    if (sum(award.shares) != award.units.n)
        found.push_back({"I11", where,
                         "its shares add up to " + std::to_string(sum(award.shares)) + " of " +
                             std::to_string(award.units.n)});
    const std::int64_t reversed = sum(award.reversed);
    const bool is_kept = award.on_return == OnReturn::Keep && !purchase.voided;
    if (reversed < 0 || reversed > award.units.n ||
        (is_whole && !is_kept && reversed != award.units.n))
        found.push_back({"I12", where,
                         std::to_string(reversed) + " of " + std::to_string(award.units.n) +
                             " are taken back"});
}

}  // namespace

std::vector<Finding> verify_purchase(const Purchase& purchase) {
    std::vector<Finding> found;
    const bool is_whole =
        purchase.voided || std::ranges::all_of(purchase.lines, [](const RecordedLine& line) {
            return line.returned == line.quantity;
        });
    for (const RecordedLine& line : purchase.lines)
        if (line.returned < 0 || line.returned > line.quantity)
            found.push_back(
                {"I12", "line " + std::to_string(line.line), "more is back than was sold"});
    for (const Award& award : purchase.awards) check_award(purchase, award, is_whole, found);
    Minor money{};
    for (const PaidTender& paid : purchase.paid) {
        money += paid.refunded_money;
        if (paid.refunded_points.n < 0 || paid.refunded_points > paid.points ||
            (is_whole && paid.refunded_points != paid.points))
            found.push_back({"I13", "points tender",
                             std::to_string(paid.refunded_points.n) + " of " +
                                 std::to_string(paid.points.n) + " points are given back"});
    }
    if (money > purchase.returned_money || purchase.returned_money > purchase.total ||
        (is_whole && purchase.returned_money != purchase.total))
        found.push_back({"I13", "refund",
                         std::to_string(purchase.returned_money.n) + " of " +
                             std::to_string(purchase.total.n) + " is given back, " +
                             std::to_string(money.n) + " of it as points"});
    return found;
}

}  // namespace vuelve::storage
