#include "app/purchase_reading.h"

#include <algorithm>

#include "storage/purchase_keys.h"

namespace vuelve::app {

Result<PurchaseReading> read_purchase(Service& service,
                                      const OpenProgramme& programme,
                                      const std::string& id,
                                      const std::vector<std::string>& stores) {
    auto reader = service.database().snapshot();
    auto known = programme.ledger().find(*reader, id);
    auto purchase = programme.ledger().find_purchase(*reader, id);
    if (!known || !purchase) return refuse(ErrorCode::NotFound, "no such purchase");
    auto snapshot = programme.snapshot();
    const std::string& store = snapshot->symbols().code(purchase->store.value);
    if (!stores.empty() && std::ranges::find(stores, store) == stores.end())
        return refuse(ErrorCode::NotFound, "of another store");
    return PurchaseReading{known->earlier.receipt, *std::move(purchase), std::move(snapshot)};
}

Result<std::vector<std::string>> find_purchases(Service& service,
                                                const OpenProgramme& programme,
                                                const PurchaseLookup& wanted) {
    constexpr int found_max = 20;
    const storage::PurchaseKeys keys(programme.vault(), wanted.fiscal, wanted.receipt);
    storage::PurchaseKeyStore::Wanted key{.kind = storage::PurchaseKeyKind::Fiscal};
    if (keys.fiscal) {
        key.hash = *keys.fiscal;
    } else {
        key = {.kind = storage::PurchaseKeyKind::Receipt, .hash = *keys.receipt, .day = wanted.day};
    }
    if (!wanted.store.empty()) {
        const auto snapshot = programme.snapshot();
        const Store* store = snapshot->find_store(wanted.store);
        if (!store) return refuse_field("/store", "unknown-reference", "no such store");
        key.store = store->id;
    }
    const storage::PurchaseKeyStore store(programme.placement(), programme.key().programme_id);
    return store.find(*service.database().snapshot(), key, found_max);
}

}  // namespace vuelve::app
