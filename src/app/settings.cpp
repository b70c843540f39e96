#include "app/settings.h"

#include <algorithm>

#include "app/audit.h"
#include "base/ensure.h"
#include "storage/stored_json.h"

namespace vuelve::app {
namespace {

Json stored_settings(storage::Reader& reader, std::int64_t tenant_id) {
    const auto tenants = storage::load_tenants(reader);
    const auto tenant = std::ranges::find(tenants, tenant_id, &storage::Tenant::tenant_id);
    ensure(tenant != tenants.end(), "a programme has its tenant");
    return storage::or_corrupt(parse_json(tenant->settings));
}

Result<void> check_currencies(const Programme& programme, const Settings& settings) {
    Error error{ErrorCode::ValidationFailed, "settings name what is not there"};
    for (const auto& [currency, units] : settings.adjust_approval_above)
        if (!programme.find_currency(currency))
            error.faults.push_back({"/adjust_approval_above/" + currency, "unknown-reference",
                                    "no currency has this code"});
    if (error.faults.empty()) return {};
    return std::unexpected(std::move(error));
}

}  // namespace

Settings read_settings(Service& service, const ProgrammeKey& programme) {
    const Json stored = stored_settings(*service.database().snapshot(), programme.tenant_id);
    return storage::or_corrupt(read_stored_settings(stored));
}

Result<void> write_settings(Service& service, const Caller& by, const Settings& settings) {
    const ProgrammeKey& programme = by.programme;
    TRY(check_currencies(*service.programmes().find(programme)->snapshot(), settings));
    const Json given = TRY(parse_json(settings_json(settings)));
    auto tx = service.database().begin();
    Json::Object kept = *given.get_if<Json::Object>();
    const Json stored = stored_settings(*tx, programme.tenant_id);
    for (const JsonMember& member : *stored.get_if<Json::Object>())
        if (!given.find(member.name)) kept.push_back(member);
    storage::set_tenant_settings(*tx, programme.tenant_id,
                                 canonical(Json(Json::Value(std::move(kept)))));
    record_deed(*service.programmes().find(by.programme), *tx, by,
                {.action = "settings.changed", .values = settings_json(settings)}, service.now());
    tx->commit();
    return {};
}

}  // namespace vuelve::app
