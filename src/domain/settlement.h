#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "domain/accounting.h"

/// Points of a coalition by the brands they belong to: who issued them, who redeemed them. Months
/// are yyyymm of the programme's zone, by posting time. Source: domain.md 9, 10.6.
namespace vuelve {

/// What entries of one kind moved in one month, of one issuer's points.
struct BrandPosting {
    int month = 0;
    EntryType type{};
    Contra contra{};
    BrandId contra_brand{};
    BrandId issuer{};      // 0 = `points` is 0
    Units points{};        // pending, available and reserved of the issuer's lots
    Units debt{};          // what moved without lots
    Units contra_units{};  // on the account `contra`
};
/// The same for a journal of entries, in one currency; one posting or more for each entry.
std::vector<BrandPosting> brand_postings(const Programme& programme,
                                         std::span<const Entry> entries,
                                         CurrencyId currency);

/// What a brand's points did in a month, by posting time.
struct BrandUnits {
    Units earned{}, reversed{};                // of its issued account
    Units redeemed{}, captured{}, refunded{};  // of its redeemed account
    Units expired{};                           // of lots it issued, less what was reinstated

    Units issued_net() const { return earned - reversed; }
    Units redeemed_net() const { return redeemed + captured - refunded; }
    friend bool operator==(const BrandUnits&, const BrandUnits&) = default;
};
/// Every brand that moved anything in `month`.
std::map<BrandId, BrandUnits> brand_units(std::span<const BrandPosting> postings, int month);

/// Points of lots issued by one brand and redeemed at another in a month; negative for refunds. A
/// part financed by debt is the redeemer's own (domain.md 9.3).
using BrandFlows = std::map<std::pair<BrandId, BrandId>, Units>;  // by issuer and redeemer
BrandFlows brand_flows(std::span<const BrandPosting> postings, int month);

/// One column of the roll-forward. `moved` is what went to it from other columns: debt repaid with
/// points of a brand, units given from member to member. It is 0 over all columns, and opening and
/// all rows and `moved` make closing.
struct RollForwardColumn {
    RollForward rows;
    Units moved{};
    friend bool operator==(const RollForwardColumn&, const RollForwardColumn&) = default;
};
/// Every row under its name in payloads, in their order; `moved` before `closing`.
std::array<std::pair<std::string_view, Units>, 14> rows_of(const RollForwardColumn& column);

/// The roll-forward apart by whose points they are; what is owed without points is a column of its
/// own. Source: domain.md 10.6.
struct RollForwardByBrand {
    std::map<BrandId, RollForwardColumn> brands;
    RollForwardColumn debt;
};
RollForwardByBrand roll_forward_by_brand(std::span<const BrandPosting> postings, int month);
/// The sum of all columns: the roll-forward of the currency.
RollForwardColumn total_of(const RollForwardByBrand& columns);

}  // namespace vuelve
