#include "app/till_desk.h"

#include <algorithm>

#include "app/regions.h"
#include "app/settings.h"

namespace vuelve::app {
namespace {

/// Mirrors what sign_in_at_till asks of somebody, but for the PIN itself.
bool may_sign_in_at(const Staff& staff,
                    const Programme& programme,
                    const Settings& settings,
                    const std::string& store) {
    if (!staff.is_active() || staff.pin.empty() || staff.must_change) return false;
    const auto stores = stores_of(programme, settings, staff);
    if (!stores) return false;
    return stores->empty() || std::ranges::find(*stores, store) != stores->end();
}

}  // namespace

Result<TillDesk> open_till_desk(Service& service, std::string_view secret) {
    auto found = find_till(service, secret);
    if (!found) return refuse(ErrorCode::Unauthenticated);
    OpenProgramme& programme = *found->programme;
    const Settings settings = read_settings(service, programme.key());
    TillDesk desk{.till = std::move(found->row),
                  .programme = &programme,
                  .people = {},
                  .spend_without_proof_max = settings.spend_without_proof_max,
                  .offline_spend_per_till_day_max = settings.offline_spend_per_till_day_max};
    const auto snapshot = programme.snapshot();
    for (Staff& staff :
         staff_store(programme).list(*service.database().snapshot(), programme.key().programme_id))
        if (may_sign_in_at(staff, *snapshot, settings, desk.till.store))
            desk.people.push_back({std::move(staff.login), std::move(staff.name)});
    std::ranges::sort(desk.people, {}, &DeskPerson::name);
    return desk;
}

}  // namespace vuelve::app
