#include "app/tills.h"

#include <algorithm>

#include "app/audit.h"
#include "app/regions.h"
#include "app/settings.h"
#include "codec/answer_json.h"

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

constexpr std::int64_t till_code_lives_ms = 10 * ms_per_minute;
constexpr std::size_t till_code_size = 8;  // 40 random bits, for ten minutes

/// As it is typed: in capitals, without spaces and dashes.
std::string plain_till_code(std::string_view typed) {
    std::string code;
    for (const char c : typed)
        if (c != ' ' && c != '-')
            code += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return code;
}

storage::crypto::Hash till_code_hash(const OpenProgramme& programme, std::string_view code) {
    return programme.vault().card_mac("till", storage::crypto::bytes_of(code));
}

Result<void> check_till_store(const OpenProgramme& programme,
                              const StaffAuthority& by,
                              const std::string& store) {
    if (!programme.snapshot()->find_store(store))
        return refuse_field("/store", "unknown-reference", "no store has this code");
    if (!reaches(by, store)) return refuse(ErrorCode::Forbidden);
    return {};
}

NewTill make_till(Service& service,
                  const OpenProgramme& programme,
                  storage::Transaction& tx,
                  const Caller& by,
                  const std::string& store,
                  const std::string& name) {
    auto fresh = storage::make_till_secret(programme.key().tenant_id);
    NewTill made{.till = {.till_id = service.ids().next_id(),
                          .programme_id = programme.key().programme_id,
                          .store = store,
                          .name = name,
                          .created_at = service.now(),
                          .created_by = by.owner},
                 .secret = std::move(fresh.text)};
    storage::TillStore(programme.placement()).add(tx, made.till, fresh.hash);
    record_till(programme, tx, by, "till.registered", made.till, service.now());
    return made;
}

}  // namespace

Result<NewTill> add_till(Service& service,
                         const StaffAuthority& by,
                         const std::string& store,
                         const std::string& name) {
    const OpenProgramme& programme = *service.programmes().find(by.caller.programme);
    TRY(check_till_store(programme, by, store));
    auto tx = service.database().begin();
    NewTill made = make_till(service, programme, *tx, by.caller, store, name);
    tx->commit();
    return made;
}

Result<OfferedTill> offer_till(Service& service,
                               const StaffAuthority& by,
                               const std::string& store,
                               const std::string& name) {
    const OpenProgramme& programme = *service.programmes().find(by.caller.programme);
    TRY(check_till_store(programme, by, store));
    OfferedTill offer{.code = service.ids().voucher_code().substr(0, till_code_size),
                      .expires_at = service.now() + till_code_lives_ms};
    auto tx = service.database().begin();
    storage::TillStore(programme.placement())
        .add_code(*tx, till_code_hash(programme, offer.code),
                  {.programme_id = programme.key().programme_id,
                   .store = store,
                   .name = name,
                   .created_by = by.caller.owner},
                  service.now(), offer.expires_at);
    record_deed(programme, *tx, by.caller, {.action = "till.offered", .object = "store:" + store},
                service.now());
    tx->commit();
    return offer;
}

Result<NewTill> bind_till(Service& service,
                          const std::string& wanted,
                          std::string_view typed,
                          const std::string& peer) {
    const std::string code = plain_till_code(typed);
    const auto only = wanted.empty() ? std::nullopt : service.programmes().find_code(wanted);
    for (OpenProgramme* programme : service.programmes().all()) {
        if (!wanted.empty() && (!only || programme->key() != *only)) continue;
        auto tx = service.database().begin();
        const auto offered = storage::TillStore(programme->placement())
                                 .take_code(*tx, till_code_hash(*programme, code), service.now());
        if (!offered || offered->programme_id != programme->key().programme_id) continue;
        const Caller by{.programme = programme->key(),
                        .owner = offered->created_by,
                        .actor = offered->created_by,
                        .peer = peer};
        NewTill made = make_till(service, *programme, *tx, by, offered->store, offered->name);
        tx->commit();
        return made;
    }
    return refuse(ErrorCode::Unauthenticated);
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
