#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/document.h"

/// What brands of a coalition owe one another for a month's points. Exact whole numbers; amounts in
/// minor units; prices of brands are for a whole point, so `scale` of the currency matters.
/// Source: domain.md 9.2, 9.3.
namespace vuelve::analytics {

/// What a brand's points did in a month, by posting time.
struct BrandUnits {
    Units earned{}, reversed{};                // of its issued account
    Units redeemed{}, captured{}, refunded{};  // of its redeemed account
    Units expired{};                           // of lots it issued

    Units issued_net() const { return earned - reversed; }
    Units redeemed_net() const { return redeemed + captured - refunded; }
};

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

}  // namespace vuelve::analytics
