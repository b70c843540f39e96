#include "app/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/audit.h"
#include "app/staff.h"
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

void check_currencies(const Programme& programme,
                      std::string_view name,
                      const std::map<std::string, std::int64_t>& limits,
                      Error& error) {
    for (const auto& [currency, units] : limits)
        if (!programme.find_currency(currency))
            error.faults.push_back({fmt::format("/{}/{}", name, currency), "unknown-reference",
                                    "no currency has this code"});
}

/// Errors: ValidationFailed with all that the programme does not have.
Result<void> check_references(const Programme& programme, const Settings& settings) {
    Error error{ErrorCode::ValidationFailed, "settings name what is not there"};
    check_currencies(programme, "adjust_approval_above", settings.adjust_approval_above, error);
    check_currencies(programme, "manager_adjust_above", settings.manager_adjust_above, error);
    for (const auto& [region, stores] : settings.regions)
        for (std::size_t i = 0; i < stores.size(); ++i)
            if (!programme.find_store(stores[i]))
                error.faults.push_back({fmt::format("/regions/{}/{}", region, i),
                                        "unknown-reference", "no store has this code"});
    if (error.faults.empty()) return {};
    return std::unexpected(std::move(error));
}

}  // namespace

Settings read_settings(Service& service, const ProgrammeKey& programme) {
    return read_settings(*service.database().snapshot(), programme);
}

Settings read_settings(storage::Reader& reader, const ProgrammeKey& programme) {
    const Json stored = stored_settings(reader, programme.tenant_id);
    return storage::or_corrupt(read_stored_settings(stored));
}

Result<void> write_settings(Service& service, const Caller& by, const Settings& settings) {
    const ProgrammeKey& programme = by.programme;
    TRY(check_references(*service.programmes().find(programme)->snapshot(), settings));
    const Json given = TRY(parse_json(settings_json(settings)));
    auto tx = service.database().begin();
    Json::Object kept = *given.get_if<Json::Object>();
    const Json stored = stored_settings(*tx, programme.tenant_id);
    if (storage::or_corrupt(read_stored_settings(stored)).regions != settings.regions)
        for (const OpenProgramme* open : service.programmes().all())
            if (open->key().tenant_id == programme.tenant_id)
                end_sessions_by_region(service, *tx, *open);
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
