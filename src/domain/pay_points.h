#pragma once

#include "domain/basket.h"
#include "domain/book.h"

/// Points as a means of payment. Source: domain.md 2.13, 2.14, 2.16.
namespace vuelve {

/// Money value of units, floored; 0 without a money value.
Minor value_of(const Currency& currency, Units units);

/// The most that can be paid on a ticket of `total` with `available` units; zeros when below the
/// minimum.
MaxPoints max_payable(const Currency& currency, Units available, Minor total);

/// What a points or wallet tender costs, checked in the order of 2.14. `offline` lets the balance
/// be exceeded. Errors: ValidationFailed (currency), PointsValueMismatch, NotMultipleOfStep,
/// BelowMinPoints, ExceedsMaxShare, InsufficientPoints with `missing`.
Result<const Currency*> check_tender(
    const Book& book, const Holder& member, const Tender& tender, Minor total, bool offline);

/// Spends the tender of a purchase: entry, lots, activity. The tender has been checked.
PaidTender pay(Book& book,
               const Holder& member,
               const Currency& currency,
               const Tender& tender,
               BrandId brand,
               Day day);

/// True for tenders that spend a currency of the programme.
bool spends_units(const Tender& tender);

}  // namespace vuelve
