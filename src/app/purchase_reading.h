#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/entitlements.h"
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

/// Who takes something back, as far as their credential binds them.
struct TakesBack {
    std::vector<std::string> stores{};  // empty = every store
    std::string own_shift{};            // a cashier's actor: what they recorded in this shift
    std::string own_orders{};           // a web shop's owner: what its keys recorded
};
inline constexpr std::int64_t shift_ms = 12 * ms_per_hour;

/// Errors: NotFound for a purchase of another store, or not of the web shop's own; also, for a
/// cashier, for one that is unknown. Forbidden for one that is not of the cashier's shift. What a
/// store or web shop sends before its purchase waits for it (contract.md 1 rule 3).
/// Source: security.md 3 (case 15), 4.
Result<void> check_taking_back(Service& service,
                               const OpenProgramme& programme,
                               const TakesBack& who,
                               const std::string& purchase);
/// The same for a redemption. Errors: NotFound, Forbidden.
Result<void> check_redemption_of(Service& service,
                                 const OpenProgramme& programme,
                                 const TakesBack& who,
                                 const RedemptionReading& reading);

/// Those that bear the number, newest first; at most twenty. Errors: ValidationFailed for an
/// unknown store.
Result<std::vector<std::string>> find_purchases(Service& service,
                                                const OpenProgramme& programme,
                                                const PurchaseLookup& wanted);

}  // namespace vuelve::app
