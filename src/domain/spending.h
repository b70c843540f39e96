#pragma once

#include "domain/book.h"

/// What every command that takes units asks first.
namespace vuelve {

/// Errors: InsufficientPoints with `missing`.
Result<bool> check_available(const Book& book,
                             HolderId account,
                             const Currency& currency,
                             Units points);

/// For the sentence of a refusal.
inline Figure figure_of(Units units, const Currency& currency) {
    return {Figure::Kind::Points, units.n, currency.id.value};
}
inline Figure figure_of(Minor money) { return {Figure::Kind::Money, money.n}; }

/// The currency of a body's `field`, which must be spendable. Errors: ValidationFailed.
Result<const Currency*> spendable_currency(const Programme& programme,
                                           const std::string& code,
                                           const char* field);

/// The store of a command; the first one for "". Errors: ValidationFailed.
Result<const Store*> store_of(const Programme& programme, const std::string& code);

/// Errors: ValidationFailed when `number` is not above 0.
Result<bool> check_positive(std::int64_t number, const char* field);

}  // namespace vuelve
