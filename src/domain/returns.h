#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Returns, voids, and those that came before their purchase. Source: domain.md 4.
namespace vuelve {

/// Errors: FutureDated, UnknownLine, ReturnExceedsPurchase, ValidationFailed. An unknown purchase
/// parks the return.
Result<Receipt> record_return(Book& book, const RecordReturn& command, Transaction& txn);
/// Errors: FutureDated, AlreadyVoided, HasReturns. An unknown purchase parks the void.
Result<Receipt> void_purchase(Book& book, const VoidPurchase& command, Transaction& txn);

/// An operator applies or dismisses one that found no purchase or failed. Errors: NotFound,
/// InvalidState, and those of the return or void itself.
Result<Receipt> decide_parked(Book& book, const DecideParked& command, Transaction& txn);

/// Nobody sent its purchase in time.
void orphan(Book& book, const Parked& parked);

/// What waited for this purchase, by (occurred_at, id), in the same unit of work (4.10).
void apply_parked(Book& book, Purchase& purchase, Receipt& receipt);

}  // namespace vuelve
