#pragma once

#include "app/service.h"
#include "domain/statement.h"
#include "storage/statement_store.h"

/// Statements between the brands of a coalition: made once for a month, disputed, settled,
/// corrected. Source: domain.md 9; ADR 0017.
namespace vuelve::app {

struct CheckedStatement {
    Statement statement;
    bool ties = false;  // the ledger still says the same
};

/// One for each brand; those there are already stay as they are. True when any is new.
/// Errors: InvalidState when the month is not over, or the ledger waits for what fell due in it;
/// Overflow.
struct MadeStatements {
    std::vector<CheckedStatement> statements;
    bool is_new = false;
};
Result<MadeStatements> make_statements(Service& service,
                                       const OpenProgramme& programme,
                                       const Caller& caller,
                                       CurrencyId currency,
                                       int month);

std::vector<CheckedStatement> list_statements(Service& service,
                                              const OpenProgramme& programme,
                                              const storage::StatementFilter& filter,
                                              std::int64_t after,
                                              std::int64_t limit);
/// Errors: NotFound.
Result<CheckedStatement> read_brand_statement(Service& service,
                                              const OpenProgramme& programme,
                                              std::int64_t id);

/// What somebody does with a statement; `amount` of a correction is what a later statement of the
/// brand adds. Errors: NotFound, InvalidState.
struct StatementMove {
    StatementEvent event{};
    std::string reason;
    Minor amount{};
};
Result<CheckedStatement> move_statement(Service& service,
                                        const OpenProgramme& programme,
                                        const Caller& caller,
                                        std::int64_t id,
                                        const StatementMove& move);

}  // namespace vuelve::app
