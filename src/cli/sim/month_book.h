#pragma once

#include <map>
#include <tuple>

#include "cli/sim/checks.h"
#include "cli/sim/evidence.h"

/// The auditor's sums by month and brand, kept from entries alone, against what the shop's reports
/// say of its months. Source: domain.md 9.5, 10.6, 13 (I18, I19).
namespace vuelve::cli {

class MonthBook {
 public:
    /// `programme` outlives the book.
    MonthBook(const Programme& programme, Checks& checks)
        : programme_(programme), checks_(checks) {}

    /// Adds the new entries of every holder that was read, then holds the months told against them.
    /// Throws Violation.
    void take(const Evidence& evidence);

 private:
    using BrandSums = std::map<std::string, std::int64_t>;  // by the brand's code

    void book(const Entry& entry);
    void check_clearing(const MonthTold& told);
    void check_bilateral(const MonthTold& told);
    void check_roll_forward(const MonthTold& told);
    BrandSums sums_of(const MonthTold& told, Contra contra) const;

    const Programme& programme_;
    Checks& checks_;
    /// What lies outside of holders, by currency, month, account and brand.
    std::map<std::tuple<CurrencyId, int, Contra, BrandId>, std::int64_t> outside_;
    /// What all holders together had at the end of a month that moved anything.
    std::map<std::pair<CurrencyId, int>, std::int64_t> moved_;
};

}  // namespace vuelve::cli
