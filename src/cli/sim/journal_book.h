#pragma once

#include <map>

#include "app/books.h"
#include "cli/sim/checks.h"

namespace vuelve::cli {

/// Holds the accountant's readings of a shop against each other at the end of every month: the
/// roll-forward adds up and follows the one before, pools owe nothing for points nobody holds, and
/// the journal has moved the accounts to where the pools stand. Source: domain.md 10, 13 (I29).
class JournalBook {
 public:
    /// `first`: the month in which the shop opened.
    JournalBook(Checks& checks, int first) : checks_(checks), next_(first) {}

    /// Reads every month since the last audit up to `month`, which is over. Throws Violation.
    void audit(app::Service& service, const app::OpenProgramme& programme, int month);

 private:
    void roll_forward(app::Service& service, const app::OpenProgramme& programme, int month);
    void pools(const std::vector<analytics::PoolRow>& rows, int month);
    void journal(const std::vector<analytics::JournalLine>& lines,
                 const std::vector<analytics::PoolRow>& rows,
                 int month);

    Checks& checks_;
    int next_;                               // yyyymm, the first that was not audited
    std::map<CurrencyId, Units> closing_;    // of the last month
    std::map<std::string, Minor> accounts_;  // debits less credits, to date
};

}  // namespace vuelve::cli
