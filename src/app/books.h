#pragma once

#include "analytics/breakage.h"
#include "analytics/journal.h"
#include "app/asks.h"
#include "app/service.h"
#include "domain/accounting.h"
#include "storage/books_store.h"

/// A programme's books, read from its stored ledger. Months are yyyymm of the programme's zone.
/// Source: domain.md 10.
namespace vuelve::app {

RollForward read_roll_forward(Service& service,
                              const OpenProgramme& programme,
                              CurrencyId currency,
                              int month);
/// What was posted in the month though it happened in one that was closed by then.
std::vector<storage::LateFact> read_late_facts(Service& service,
                                               const OpenProgramme& programme,
                                               CurrencyId currency,
                                               int month);
/// Errors: Overflow.
Result<std::vector<MoneyLine>> read_money_journal(Service& service,
                                                  const OpenProgramme& programme,
                                                  int month);
/// Errors: NotFound, Overflow.
Result<Deferral> read_deferral(Service& service,
                               const OpenProgramme& programme,
                               const std::string& purchase);

/// Every pool at the end of every month up to `until_month`; closed months as they were closed.
/// Reads the whole ledger. Errors: Overflow.   Source: domain.md 10.2, 10.4.
Result<std::vector<analytics::PoolRow>> read_pools(Service& service,
                                                   const OpenProgramme& programme,
                                                   int until_month);
/// The whole journal of a month; a closed one as it was closed. Reads the whole ledger for an open
/// one. Errors: Overflow.   Source: domain.md 10.7.
Result<std::vector<analytics::JournalLine>> read_journal(Service& service,
                                                         const OpenProgramme& programme,
                                                         int month);

/// Whether any of the month has passed, in the programme's zone: there is nothing to read of a
/// later one.
bool has_begun(const Service& service, const OpenProgramme& programme, int month);

/// In their order.
std::vector<storage::ClosedMonthRow> read_closed_months(Service& service,
                                                        const OpenProgramme& programme);
/// Closes a month, and those before it that are open, each after everything due was run; keeps
/// their figures. Gives the months closed by this call. Errors: ValidationFailed (no month, not
/// over), InvalidState (closed already), and those of the engine.   Source: docs/adr/0018.
Result<std::vector<int>> close_month(Service& service,
                                     const OpenProgramme& programme,
                                     const Caller& caller,
                                     int month);

}  // namespace vuelve::app
