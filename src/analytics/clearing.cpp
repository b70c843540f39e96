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

std::vector<Brand> brands_of(const Programme& programme, std::span<const BrandPosting> postings) {
    std::vector<Brand> brands = programme.document().brands;
    auto add = [&](BrandId id) {
        if (id.value == 0 || std::ranges::find(brands, id, &Brand::id) != brands.end()) return;
        Brand gone;
        gone.code = programme.symbols().code(id.value);
        gone.id = id;
        brands.push_back(std::move(gone));
    };
    for (const BrandPosting& one : postings) {
        add(one.contra_brand);
        add(one.issuer);
    }
    return brands;
}

Result<std::vector<ClearingRow>> clear_month(const Programme& programme,
                                             const Currency& currency,
                                             std::span<const BrandPosting> postings,
                                             int month) {
    const auto units = brand_units(postings, month);
    const auto owner =
        programme.document().breakage_to_issuer ? BreakageOwner::Issuer : BreakageOwner::Operator;
    std::vector<ClearingRow> rows;
    for (const Brand& brand : brands_of(programme, postings)) {
        auto found = units.find(brand.id);
        rows.push_back(TRY(clear_brand(brand, found == units.end() ? BrandUnits{} : found->second,
                                       currency.scale, owner)));
    }
    return rows;
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

Result<std::vector<BilateralRow>> bilateral_month(const Programme& programme,
                                                  const Currency& currency,
                                                  std::span<const BrandPosting> postings,
                                                  int month) {
    std::vector<BrandFlow> flows;
    for (const auto& [pair, points] : brand_flows(postings, month))
        flows.push_back({std::string(programme.symbols().code(pair.first.value)),
                         std::string(programme.symbols().code(pair.second.value)), points});
    return bilateral(brands_of(programme, postings), flows, currency.scale);
}

}  // namespace vuelve::analytics
