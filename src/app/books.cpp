#include "app/books.h"

#include "app/kept_books.h"
#include "storage/accounting_read.h"

namespace vuelve::app {

RollForward read_roll_forward(Service& service,
                              const OpenProgramme& programme,
                              CurrencyId currency,
                              int month) {
    auto reader = service.database().fan_out();
    if (auto kept = storage::frozen_units(*reader, books_of(programme), month, currency))
        return *kept;
    return roll_forward(storage::read_monthly_units(*reader, programme.placement(),
                                                    programme.key().programme_id, currency, month),
                        month);
}

Result<std::vector<MoneyLine>> read_money_journal(Service& service,
                                                  const OpenProgramme& programme,
                                                  int month) {
    auto snapshot = programme.snapshot();
    Day first = day_of(month / 100, month % 100, 1);
    auto reader = service.database().fan_out();
    auto bookings = TRY(storage::read_bookings(
        *reader, programme.vault(), programme.placement(), programme.key().programme_id, *snapshot,
        snapshot->zone().day_start(first), snapshot->zone().day_start(add_months(first, 1))));
    return money_journal(*snapshot, bookings);
}

Result<Deferral> read_deferral(Service& service,
                               const OpenProgramme& programme,
                               const std::string& purchase) {
    auto reader = service.database().fan_out();
    auto found = programme.ledger().find_purchase(*reader, purchase);
    if (!found) return refuse(ErrorCode::NotFound, "no such purchase");
    return deferral_of(*programme.snapshot(), *found);
}

Result<std::vector<analytics::PoolRow>> read_pools(Service& service,
                                                   const OpenProgramme& programme,
                                                   int until_month) {
    auto reader = service.database().fan_out();
    return TRY(keep_books(*reader, programme, *programme.snapshot(), until_month)).pools;
}

Result<std::vector<analytics::JournalLine>> read_journal(Service& service,
                                                         const OpenProgramme& programme,
                                                         int month) {
    const auto snapshot = programme.snapshot();
    const auto books = books_of(programme);
    auto reader = service.database().fan_out();
    for (const storage::ClosedMonthRow& closed : storage::closed_months(*reader, books))
        if (closed.month == month && closed.is_frozen)
            return storage::frozen_lines(*reader, books, month);
    return TRY(keep_books(*reader, programme, *snapshot, month))
        .journal(*reader, programme, *snapshot, month);
}

std::vector<storage::LateFact> read_late_facts(Service& service,
                                               const OpenProgramme& programme,
                                               CurrencyId currency,
                                               int month) {
    auto reader = service.database().fan_out();
    return storage::late_facts(*reader, books_of(programme), currency, month);
}

bool has_begun(const Service& service, const OpenProgramme& programme, int month) {
    return month <= month_number(programme.snapshot()->zone().local_day(service.now()));
}

}  // namespace vuelve::app
