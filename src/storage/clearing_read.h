#pragma once

#include <cstdint>
#include <vector>

#include "domain/settlement.h"
#include "storage/database.h"
#include "storage/ids.h"

/// The ledger of one programme by the brands its points belong to. Source: domain.md 9, 10.6.
namespace vuelve::storage {

/// What entries moved in the months from `first` to `last` (yyyymm), summed by kind, accounts and
/// issuing brand.
std::vector<BrandPosting> read_brand_postings(Reader& reader,
                                              const Placement& placement,
                                              std::int64_t programme_id,
                                              CurrencyId currency,
                                              int first,
                                              int last);

}  // namespace vuelve::storage
