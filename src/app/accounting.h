#pragma once

#include <string>
#include <vector>

#include "app/service.h"
#include "domain/accounting.h"

/// The books' questions to the ledger. Nothing falls due here: a month is final once the scheduler
/// has run past its end (domain.md 5.5). Months are yyyymm.
namespace vuelve::app {

/// Every month up to and including `until_month`, for several roll_forward() at once.
std::vector<MonthlyUnits> read_monthly_units(Service& service,
                                             const OpenProgramme& programme,
                                             CurrencyId currency,
                                             int until_month);
RollForward read_roll_forward(Service& service,
                              const OpenProgramme& programme,
                              CurrencyId currency,
                              int month);
/// Of a recorded purchase, whatever came back since. Errors: NotFound, Overflow.
Result<Deferral> read_deferral(Service& service,
                               const OpenProgramme& programme,
                               const std::string& purchase);
/// Errors: Overflow.
Result<std::vector<MoneyLine>> read_money_journal(Service& service,
                                                  const OpenProgramme& programme,
                                                  int month);

}  // namespace vuelve::app
