#pragma once

#include "app/service.h"
#include "codec/settings.h"

/// What a tenant sets beside its programmes (contract.md 7, `tenant.settings`).
namespace vuelve::app {

Settings read_settings(Service& service, const ProgrammeKey& programme);
Settings read_settings(storage::Reader& reader, const ProgrammeKey& programme);
/// Takes the place of the settings before; what else the row keeps stays. Errors: ValidationFailed
/// for a currency that the programme does not have.
Result<void> write_settings(Service& service, const Caller& by, const Settings& settings);

}  // namespace vuelve::app
