#include "app/accounting.h"

#include "storage/accounting_read.h"

namespace vuelve::app {
namespace {

std::int32_t number_of(const OpenProgramme& programme) {
    return static_cast<std::int32_t>(programme.key().programme_id);
}

}  // namespace

std::vector<MonthlyUnits> read_monthly_units(Service& service,
                                             const OpenProgramme& programme,
                                             CurrencyId currency,
                                             int until_month) {
    auto reader = service.database().snapshot();
    return storage::read_monthly_units(*reader, programme.placement(), number_of(programme),
                                       currency, until_month);
}

RollForward read_roll_forward(Service& service,
                              const OpenProgramme& programme,
                              CurrencyId currency,
                              int month) {
    return roll_forward(read_monthly_units(service, programme, currency, month), month);
}

Result<Deferral> read_deferral(Service& service,
                               const OpenProgramme& programme,
                               const std::string& purchase) {
    auto reader = service.database().snapshot();
    auto known = programme.ledger().find_purchase(*reader, purchase);
    if (!known) return refuse(ErrorCode::NotFound);
    return deferral_of(*programme.snapshot(), *known);
}

Result<std::vector<MoneyLine>> read_money_journal(Service& service,
                                                  const OpenProgramme& programme,
                                                  int month) {
    const auto snapshot = programme.snapshot();
    const Day first = day_of(month / 100, month % 100, 1);
    auto reader = service.database().snapshot();
    const auto bookings = TRY(storage::read_bookings(
        *reader, programme.vault(), programme.placement(), number_of(programme), *snapshot,
        snapshot->zone().day_start(first), snapshot->zone().day_start(add_months(first, 1))));
    return money_journal(*snapshot, bookings);
}

}  // namespace vuelve::app
