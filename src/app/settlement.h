#pragma once

#include "analytics/clearing.h"
#include "app/service.h"

/// What the brands of a coalition owe one another, read from the stored ledger. Months are yyyymm
/// of the programme's zone. Source: domain.md 9, 10.6.
namespace vuelve::app {

/// Pooled settlement, at the prices of the document in force. Errors: Overflow.
Result<std::vector<analytics::ClearingRow>> read_clearing(Service& service,
                                                          const OpenProgramme& programme,
                                                          CurrencyId currency,
                                                          int month);
/// Errors: Overflow.
Result<std::vector<analytics::BilateralRow>> read_bilateral(Service& service,
                                                            const OpenProgramme& programme,
                                                            CurrencyId currency,
                                                            int month);

RollForwardByBrand read_roll_forward_by_brand(Service& service,
                                              const OpenProgramme& programme,
                                              CurrencyId currency,
                                              int month);

}  // namespace vuelve::app
