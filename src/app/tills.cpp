#include "app/tills.h"

#include <algorithm>

#include "app/audit.h"

namespace vuelve::app {
namespace {

bool reaches(const StaffAuthority& by, const std::string& store) {
    return by.stores.empty() || std::ranges::find(by.stores, store) != by.stores.end();
}

void record_till(const OpenProgramme& programme,
                 storage::Transaction& tx,
                 const Caller& by,
                 std::string action,
                 const Till& till,
                 Instant at) {
    record_deed(programme, tx, by,
                {.action = std::move(action), .object = "till:" + std::to_string(till.till_id)},
                at);
}

}  // namespace

Result<NewTill> add_till(Service& service,
                         const StaffAuthority& by,
                         const std::string& store,
                         const std::string& name) {
    const OpenProgramme& programme = *service.programmes().find(by.caller.programme);
    if (!programme.snapshot()->find_store(store))
        return refuse_field("/store", "unknown-reference", "no store has this code");
    if (!reaches(by, store)) return refuse(ErrorCode::Forbidden);
    auto fresh = storage::make_till_secret(programme.key().tenant_id);
    NewTill made{.till = {.till_id = service.ids().next_id(),
                          .programme_id = programme.key().programme_id,
                          .store = store,
                          .name = name,
                          .created_at = service.now(),
                          .created_by = by.caller.owner},
                 .secret = std::move(fresh.text)};
    auto tx = service.database().begin();
    storage::TillStore(programme.placement()).add(*tx, made.till, fresh.hash);
    record_till(programme, *tx, by.caller, "till.registered", made.till, service.now());
    tx->commit();
    return made;
}

std::vector<Till> list_tills(Service& service, const StaffAuthority& by) {
    const OpenProgramme& programme = *service.programmes().find(by.caller.programme);
    auto tills = storage::TillStore(programme.placement())
                     .list(*service.database().snapshot(), programme.key().programme_id);
    std::erase_if(tills, [&](const Till& till) { return !reaches(by, till.store); });
    return tills;
}

Result<Till> revoke_till(Service& service, const StaffAuthority& by, std::int64_t till_id) {
    OpenProgramme& programme = *service.programmes().find(by.caller.programme);
    const auto tills = list_tills(service, by);
    const auto till = std::ranges::find(tills, till_id, &Till::till_id);
    if (till == tills.end()) return refuse(ErrorCode::NotFound);
    const std::int64_t programme_id = programme.key().programme_id;
    auto tx = service.database().begin();
    if (!storage::TillStore(programme.placement()).revoke(*tx, programme_id, till_id))
        return refuse(ErrorCode::InvalidState);
    for (const Staff& staff : staff_store(programme).list(*tx, programme_id))
        for (const Session& session :
             service.sessions().list(programme.key(), SessionKind::Till, staff.staff_id))
            if (session.device == std::to_string(till_id)) service.sessions().end(*tx, session);
    record_till(programme, *tx, by.caller, "till.revoked", *till, service.now());
    tx->commit();
    Till revoked = *till;
    revoked.state = TillState::Revoked;
    return revoked;
}

std::optional<TillFound> find_till(Service& service, std::string_view secret) {
    const auto claim = storage::read_till_secret(secret);
    if (!claim) return std::nullopt;
    for (OpenProgramme* programme : service.programmes().all()) {
        if (programme->key().tenant_id != claim->tenant_id) continue;
        auto till = storage::TillStore(programme->placement())
                        .find(*service.database().snapshot(), claim->hash);
        if (!till || till->state != TillState::Active ||
            till->programme_id != programme->key().programme_id)
            continue;
        return TillFound{*std::move(till), programme};
    }
    return std::nullopt;
}

}  // namespace vuelve::app
