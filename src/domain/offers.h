#pragma once

#include "domain/basket.h"
#include "domain/book.h"
#include "domain/command.h"

/// What a quote tells beside what the purchase would do: coupons for this basket, prizes in reach.
/// Nothing is held and nothing is promised. Source: domain.md 2.14, 3.11, 7.1 to 7.6.
namespace vuelve {

/// The most of each kind that a quote names.
inline constexpr std::size_t offers_max = 20;

/// Notes in the receipt, from the state before the purchase:
/// - each voucher of the member with a coupon, and each public coupon that runs, with what it would
///   take off beside the coupons this quote presents, which are left out; else why not: VoucherUsed
///   (no further use for this member), NotStackable, MinPurchase with what is missing,
///   NotApplicable. Usable ones first, by amount.
/// - each prize with its cost at the member's level and what the balance lacks; NotInWindow,
///   NotEligible, LimitReached, OutOfStock where the balance is not all that is in the way. Those
///   in reach first, the dearest in front, then those that lack least.
/// The vouchers of the member and the stock of the prizes are loaded.
void note_offers(const Book& book,
                 const Holder& member,
                 const RecordPurchase& purchase,
                 const Basket& basket,
                 const Store& store,
                 Receipt& receipt);

}  // namespace vuelve
