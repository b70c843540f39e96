#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/breakage.h"
#include "analytics/clearing.h"
#include "analytics/journal.h"
#include "cli/scenario/golden_case.h"
#include "domain/accounting.h"

/// The accountant's reads of golden cases: `rollforward`, `rollforward_by_brand`, `deferral`,
/// `money_journal`, `clearing`, `bilateral`, `recognition`, `general_journal`, `breakage`.
namespace vuelve::cli {

/// Where a world keeps what the books need.
class Books {
 public:
    virtual ~Books() = default;
    virtual RollForward roll_forward(CurrencyId currency, int month) const = 0;
    virtual std::vector<MoneyLine> money_journal(int month) const = 0;
    virtual std::vector<analytics::ClearingRow> clearing(CurrencyId currency, int month) const = 0;
    virtual std::vector<analytics::BilateralRow> bilateral(CurrencyId currency,
                                                           int month) const = 0;
    virtual RollForwardByBrand roll_forward_by_brand(CurrencyId currency, int month) const = 0;
    /// The whole journal of the month.
    virtual std::vector<analytics::JournalLine> journal(int month) const = 0;
    virtual std::vector<analytics::CohortCell> triangle(CurrencyId currency, int month) const = 0;
    /// Pools at the end of the month.
    virtual std::vector<analytics::PoolRow> pools(int month) const = 0;
    /// Nothing for an unknown purchase.
    virtual std::optional<Deferral> deferral(const std::string& purchase) const = 0;
};

bool is_book_read(std::string_view op);
Json answer_books(const Programme& programme, const Books& books, const GoldenStep& step);

/// The rows of `month`; none where they could not be read.
std::vector<analytics::PoolRow> last_month_of(Result<std::vector<analytics::PoolRow>> rows,
                                              int month);

struct BooksQuestion {
    std::string currency, purchase;
    int month = 0;  // yyyymm
    int age = 1, cohorts_min = 1;
};
/// Errors: ValidationFailed.
Result<BooksQuestion> decode_books(const GoldenStep& step);

}  // namespace vuelve::cli
