#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/service.h"
#include "codec/purchase_json.h"

/// A purchase as it was recorded and as it stands, for whoever takes goods back. Source:
/// features.md c1, domain.md 4.
namespace vuelve::app {

struct PurchaseReading {
    std::shared_ptr<const Receipt> receipt;  // the answer given then
    Purchase purchase;                       // after its returns
    std::shared_ptr<const Programme> programme;
};
/// Errors: NotFound, also where `stores` (empty = all) has not its store.
Result<PurchaseReading> read_purchase(Service& service,
                                      const OpenProgramme& programme,
                                      const std::string& id,
                                      const std::vector<std::string>& stores);

/// Those that bear the number, newest first; at most twenty. Errors: ValidationFailed for an
/// unknown store.
Result<std::vector<std::string>> find_purchases(Service& service,
                                                const OpenProgramme& programme,
                                                const PurchaseLookup& wanted);

}  // namespace vuelve::app
