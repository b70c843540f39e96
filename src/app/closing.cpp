#include <algorithm>

#include "app/books.h"
#include "app/kept_books.h"
#include "codec/json_writer.h"
#include "storage/accounting_read.h"

namespace vuelve::app {
namespace {

Ask ask_close(const OpenProgramme& programme, const Caller& caller, int month) {
    const std::string name = format_month(month);
    JsonWriter command;
    command.begin_object().member("command", "close_month").member("month", name).end_object();
    return {.programme = programme.key(),
            .command = {.body = CloseMonth{month},
                        .key = "close-month/" + name,
                        .request_hash = programme.vault().request_hash(command.text()),
                        .actor = caller.actor},
            .document = command.text()};
}

/// The months to close, in their order: from the first that is open.
std::vector<int> open_months(Service& service, const OpenProgramme& programme, int until) {
    auto reader = service.database().fan_out();
    const auto books = books_of(programme);
    const auto closed = storage::closed_months(*reader, books);
    int from = closed.empty()
                   ? std::min(storage::first_month(*reader, books).value_or(until), until)
                   : analytics::month_after(closed.back().month);
    std::vector<int> months;
    for (int month = from; month <= until; month = analytics::month_after(month))
        months.push_back(month);
    return months;
}

storage::FrozenMonth figures_of(storage::Reader& reader,
                                const OpenProgramme& programme,
                                const Programme& snapshot,
                                int month) {
    storage::FrozenMonth frozen{.month = month};
    const auto books = books_of(programme);
    frozen.entries = storage::entries_of_month(reader, books, month);
    for (const Currency& currency : snapshot.document().currencies)
        frozen.units.emplace_back(
            currency.id,
            roll_forward(storage::read_monthly_units(reader, books.placement, books.programme_id,
                                                     currency.id, month),
                         month));
    return frozen;
}

std::vector<storage::ClosedMonthRow> months_to_freeze(storage::Reader& reader,
                                                      const OpenProgramme& programme) {
    auto closed = storage::closed_months(reader, books_of(programme));
    std::erase_if(closed, [](const storage::ClosedMonthRow& month) { return month.is_frozen; });
    return closed;
}

/// Figures of closed months that have none kept yet: a crash may have come between.
Result<std::vector<storage::FrozenMonth>> figures_to_keep(Service& service,
                                                          const OpenProgramme& programme) {
    const auto snapshot = programme.snapshot();
    auto reader = service.database().fan_out();
    std::vector<storage::FrozenMonth> figures;
    const auto closed = months_to_freeze(*reader, programme);
    if (closed.empty()) return figures;
    const KeptBooks kept = TRY(keep_books(*reader, programme, *snapshot, closed.back().month));
    for (const storage::ClosedMonthRow& month : closed) {
        auto& frozen = figures.emplace_back(figures_of(*reader, programme, *snapshot, month.month));
        frozen.pools = kept.pools_of(month.month);
        frozen.lines = TRY(kept.journal(*reader, programme, *snapshot, month.month));
    }
    return figures;
}

Result<void> freeze(Service& service, const OpenProgramme& programme) {
    const auto figures = TRY(figures_to_keep(service, programme));
    auto tx = service.database().begin();
    const auto missing = months_to_freeze(*tx, programme);  // another call may have been faster
    for (const storage::FrozenMonth& frozen : figures)
        if (std::ranges::find(missing, frozen.month, &storage::ClosedMonthRow::month) !=
            missing.end())
            storage::freeze_month(*tx, books_of(programme), frozen, service.now());
    tx->commit();
    return {};
}

}  // namespace

std::vector<storage::ClosedMonthRow> read_closed_months(Service& service,
                                                        const OpenProgramme& programme) {
    return storage::closed_months(*service.database().fan_out(), books_of(programme));
}

Result<std::vector<int>> close_month(Service& service,
                                     const OpenProgramme& programme,
                                     const Caller& caller,
                                     int month) {
    const Zone& zone = programme.snapshot()->zone();
    const Instant until = zone.day_start(add_months(day_of(month / 100, month % 100, 1), 1));
    if (service.now() < until)
        return refuse_field("/month", "out-of-range", "the month is not over");
    service.engine().settle_all();
    const std::vector<int> months = open_months(service, programme, month);
    for (int one : months) {
        Answer answer = service.engine().ask(ask_close(programme, caller, one));
        if (answer.error) return std::unexpected(*answer.error);
    }
    TRY(freeze(service, programme));
    if (months.empty()) return refuse(ErrorCode::InvalidState, "the month is closed already");
    return months;
}

}  // namespace vuelve::app
