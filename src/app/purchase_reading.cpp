#include "app/purchase_reading.h"

#include <algorithm>

#include "app/staff.h"
#include "storage/purchase_keys.h"

namespace vuelve::app {
namespace {

bool is_one_of(const std::vector<std::string>& codes, const std::string& code) {
    return codes.empty() || std::ranges::find(codes, code) != codes.end();
}

/// How the keys of an owner sign what they record, past ones too.
std::vector<std::string> actors_of(Service& service,
                                   const ProgrammeKey& programme,
                                   const std::string& owner) {
    std::vector<std::string> actors;
    for (const ApiKey& key : service.keys().list(programme))
        if (key.owner == owner) actors.push_back("key:" + key.key_id);
    return actors;
}

}  // namespace

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
    if (!is_one_of(stores, store)) return refuse(ErrorCode::NotFound, "of another store");
    return PurchaseReading{known->earlier.receipt, *std::move(purchase), std::move(snapshot)};
}

Result<void> check_taking_back(Service& service,
                               const OpenProgramme& programme,
                               const TakesBack& who,
                               const std::string& purchase) {
    auto reader = service.database().snapshot();
    const auto recorded =
        staff_store(programme).recorded_by(*reader, programme.key().programme_id, purchase);
    if (!recorded)
        return who.own_shift.empty() ? Result<void>() : refuse(ErrorCode::NotFound, "unknown");
    const auto is_of = [&](const std::string& actor) { return recorded->actor == actor; };
    if (!who.stores.empty()) TRY(read_purchase(service, programme, purchase, who.stores));
    if (!who.own_orders.empty() &&
        std::ranges::none_of(actors_of(service, programme.key(), who.own_orders), is_of))
        return refuse(ErrorCode::NotFound, "of somebody else");
    const bool is_own = is_of(who.own_shift) && service.now() - recorded->at <= shift_ms;
    if (!who.own_shift.empty() && !is_own) return refuse(ErrorCode::Forbidden, "not of this shift");
    return {};
}

Result<void> check_redemption_of(Service& service,
                                 const OpenProgramme& programme,
                                 const TakesBack& who,
                                 const RedemptionReading& reading) {
    const Redemption& redemption = reading.redemption;
    const auto snapshot = programme.snapshot();
    if (!is_one_of(who.stores, snapshot->symbols().code(redemption.store.value)))
        return refuse(ErrorCode::NotFound, "of another store");
    auto reader = service.database().snapshot();
    const storage::StaffStore store = staff_store(programme);
    const auto has_redeemed = [&](const std::string& actor) {
        return store.has_redeemed(*reader, actor, reading.holder, redemption.at);
    };
    if (!who.own_orders.empty() &&
        std::ranges::none_of(actors_of(service, programme.key(), who.own_orders), has_redeemed))
        return refuse(ErrorCode::NotFound, "of somebody else");
    const bool is_now = service.now() - redemption.at <= shift_ms;
    if (!who.own_shift.empty() && !(is_now && has_redeemed(who.own_shift)))
        return refuse(ErrorCode::Forbidden, "not of this shift");
    return {};
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
