#pragma once

#include "domain/basket.h"
#include "domain/book.h"

/// Points on a ticket: as a means of payment (mode `tender`) or as a lower price (mode
/// `discount`). Source: domain.md 2.13 to 2.16.
namespace vuelve {

/// Money value of units, floored; 0 without a money value.
Minor value_of(const Currency& currency, Units units);

/// The most that can be paid on a ticket of `total` with `available` units, and the policy's
/// bounds; points and amount are zero when below the minimum. `lines` stays empty.
MaxPoints max_payable(const Currency& currency, Units available, Minor total);

/// For a quote: the most of each currency with a money value, from the balances of now, and how its
/// amount falls on the lines. In mode `discount` the share counts from the price before the points
/// that this quote presents already.
void note_max_points(const Book& book,
                     const Holder& member,
                     const RecordPurchase& purchase,
                     const Basket& basket,
                     Receipt& receipt);

/// Spends the points and wallet tenders of a purchase and its points discounts: entries, lots,
/// reservations, activity, and the answer's `spent`. All are checked before the first is spent.
/// Errors: ValidationFailed (currency, its mode, more than the basket's discount); then for each,
/// discounts first, in the order of 2.14: PointsValueMismatch, NotMultipleOfStep, BelowMinPoints,
/// ExceedsMaxShare, NotEligible; with a reservation NotFound, WrongMember, ReservationClosed,
/// ExceedsReservation; without InsufficientPoints with `missing`, except for an offline purchase.
Result<std::vector<PaidTender>> spend_points(Book& book,
                                             const Holder& member,
                                             const RecordPurchase& purchase,
                                             const Basket& basket,
                                             BrandId brand,
                                             Day day,
                                             Receipt& receipt);

}  // namespace vuelve
