#include "analytics/clearing.h"

#include <algorithm>
#include <map>

namespace vuelve::analytics {
namespace {

/// half_up(units x price of a whole point), on magnitude: a refund mirrors its redemption.
Result<Minor> priced(Units units, const Ratio& price, int scale) {
    return Minor{TRY(round(Ratio(units.n, power_of_ten(scale)) * price, Rounding::HalfUp))};
}

}  // namespace

Result<ClearingRow> clear_brand(const Brand& brand,
                                const BrandUnits& units,
                                int scale,
                                BreakageOwner owner) {
    ClearingRow row{.brand = brand.code,
                    .issued_net = units.issued_net(),
                    .redeemed_net = units.redeemed_net()};
    row.issue_due = TRY(priced(row.issued_net, brand.issue_price, scale));
    row.redeem_claim = TRY(priced(row.redeemed_net, brand.redeem_price, scale));
    if (row.issue_due.n > 0)
        row.fee = Minor{TRY(
            round(Ratio(row.issue_due.n) * brand.fee_percent * Ratio(1, 100), Rounding::HalfUp))};
    if (owner == BreakageOwner::Issuer)
        row.breakage_credit = TRY(priced(units.expired, brand.issue_price, scale));
    row.net_payable = row.issue_due + row.fee - row.redeem_claim - row.breakage_credit;
    return row;
}

Minor operator_margin(std::span<const ClearingRow> rows) {
    Minor margin{};
    for (const ClearingRow& row : rows) margin += row.net_payable;
    return margin;
}

Result<std::vector<BilateralRow>> bilateral(std::span<const Brand> brands,
                                            std::span<const BrandFlow> flows,
                                            int scale) {
    std::map<std::pair<std::string, std::string>, Units> matrix;
    for (const BrandFlow& flow : flows) matrix[{flow.issuer, flow.redeemer}] += flow.points;
    std::vector<BilateralRow> rows;
    for (const auto& [pair, points] : matrix) {
        if (points.n == 0) continue;
        const auto& [issuer, redeemer] = pair;
        const auto brand = std::ranges::find(brands, redeemer, &Brand::code);
        if (brand == brands.end()) return refuse(ErrorCode::NotFound, "no brand " + redeemer);
        BilateralRow row{.issuer = issuer, .redeemer = redeemer, .points = points};
        if (issuer != redeemer) row.amount = TRY(priced(points, brand->redeem_price, scale));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace vuelve::analytics
