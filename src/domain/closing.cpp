#include "domain/closing.h"

namespace vuelve {

Result<Receipt> close_month(Book& book, const CloseMonth& command, Transaction& txn) {
    const int year = command.month / 100, month = command.month % 100;
    if (year < 1970 || year > 9999 || month < 1 || month > 12)
        return refuse_field("/month", "wrong-format", "a month is written 2026-03");
    const Zone& zone = book.programme().zone();
    const Instant until = zone.day_start(add_months(day_of(year, month, 1), 1));
    if (book.at() < until) return refuse_field("/month", "out-of-range", "the month is not over");
    const auto& closed_until = book.state().closed_until;
    if (closed_until && until <= *closed_until)
        return refuse(ErrorCode::InvalidState, "the month is closed already");
    book.close({.month = command.month, .until = until});
    txn.kind = TxnKind::Member;
    return Receipt{
        .command = "close_month", .txn = book.txn(), .at = book.at(), .month = command.month};
}

std::optional<int> closed_month_of(const Programme& programme, const State& state, Instant at) {
    if (!state.closed_until || at >= *state.closed_until) return std::nullopt;
    return month_number(programme.zone().local_day(at));
}

}  // namespace vuelve
