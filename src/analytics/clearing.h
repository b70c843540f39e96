#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/settlement.h"

/// What brands of a coalition owe one another for a month's points. Exact whole numbers; amounts in
/// minor units; prices of brands are for a whole point, so `scale` of the currency matters.
/// Source: domain.md 9.2, 9.3.
namespace vuelve::analytics {

struct ClearingRow {
    std::string brand;
    Units issued_net{}, redeemed_net{};
    Minor issue_due{}, redeem_claim{}, fee{};
    Minor breakage_credit{};  // 0 unless the issuer owns breakage
    Minor net_payable{};      // positive: the brand pays the operator
    friend bool operator==(const ClearingRow&, const ClearingRow&) = default;
};

enum class BreakageOwner : std::uint8_t { Operator, Issuer };

/// Pooled settlement of one brand. Errors: Overflow.
Result<ClearingRow> clear_brand(const Brand& brand,
                                const BrandUnits& units,
                                int scale,
                                BreakageOwner owner = BreakageOwner::Operator);

/// Every brand of the programme in the order of its document, then those no longer in it that
/// still moved something, with no price. Errors: Overflow.
Result<std::vector<ClearingRow>> clear_month(const Programme& programme,
                                             const Currency& currency,
                                             std::span<const BrandPosting> postings,
                                             int month);

/// What is left with the operator: what brands owe for points and fees, less claims and credits.
Minor operator_margin(std::span<const ClearingRow> rows);

/// Points of lots issued by one brand and redeemed at another; negative for refunds. A part
/// financed by debt is the redeemer's own.
struct BrandFlow {
    std::string issuer, redeemer;
    Units points{};
};
struct BilateralRow {
    std::string issuer, redeemer;
    Units points{};
    Minor amount{};  // the issuer pays the redeemer; 0 within one brand
    friend bool operator==(const BilateralRow&, const BilateralRow&) = default;
};
/// Every pair whose flows do not cancel out, by issuer and redeemer. `flows` in any order, a pair
/// any number of times. Errors: Overflow; NotFound for a redeemer that is none of `brands`.
Result<std::vector<BilateralRow>> bilateral(std::span<const Brand> brands,
                                            std::span<const BrandFlow> flows,
                                            int scale);
/// The same from what the ledger posted in a month. Errors: Overflow.
Result<std::vector<BilateralRow>> bilateral_month(const Programme& programme,
                                                  const Currency& currency,
                                                  std::span<const BrandPosting> postings,
                                                  int month);

/// The brands of the document with those that only the ledger still knows, without prices.
std::vector<Brand> brands_of(const Programme& programme, std::span<const BrandPosting> postings);

}  // namespace vuelve::analytics
