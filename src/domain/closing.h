#pragma once

#include "domain/book.h"

namespace vuelve {

/// Ends a month for good, and with it all months before: no entry is posted into them afterwards.
/// What is due before its end has been run. Errors: ValidationFailed when it is no month or not
/// over; InvalidState when it is closed already.   Source: domain.md 10.6, docs/adr/0018.
Result<Receipt> close_month(Book& book, const CloseMonth& command, Transaction& txn);

/// The month of the programme's zone an instant belongs to when that month is closed; nothing
/// otherwise.
std::optional<int> closed_month_of(const Programme& programme, const State& state, Instant at);

}  // namespace vuelve
