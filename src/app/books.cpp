#include "app/books.h"

#include "storage/accounting_read.h"

namespace vuelve::app {

RollForward read_roll_forward(Service& service,
                              const OpenProgramme& programme,
                              CurrencyId currency,
                              int month) {
    auto reader = service.database().snapshot();
    return roll_forward(storage::read_monthly_units(*reader, programme.placement(),
                                                    programme.key().programme_id, currency, month),
                        month);
}

Result<std::vector<MoneyLine>> read_money_journal(Service& service,
                                                  const OpenProgramme& programme,
                                                  int month) {
    auto snapshot = programme.snapshot();
    Day first = day_of(month / 100, month % 100, 1);
    auto reader = service.database().snapshot();
    auto bookings = TRY(storage::read_bookings(
        *reader, programme.vault(), programme.placement(), programme.key().programme_id, *snapshot,
        snapshot->zone().day_start(first), snapshot->zone().day_start(add_months(first, 1))));
    return money_journal(*snapshot, bookings);
}

Result<Deferral> read_deferral(Service& service,
                               const OpenProgramme& programme,
                               const std::string& purchase) {
    auto reader = service.database().snapshot();
    auto found = programme.ledger().find_purchase(*reader, purchase);
    if (!found) return refuse(ErrorCode::NotFound, "no such purchase");
    return deferral_of(*programme.snapshot(), *found);
}

}  // namespace vuelve::app
