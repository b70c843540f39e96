#pragma once

#include "app/service.h"
#include "domain/accounting.h"

/// A programme's books, read from its stored ledger. Months are yyyymm of the programme's zone.
/// Source: domain.md 10.
namespace vuelve::app {

RollForward read_roll_forward(Service& service,
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

}  // namespace vuelve::app
