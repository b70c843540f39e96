#pragma once

#include "domain/book.h"

/// The two money-like halves of a return: points paid with come back, points earned are taken back.
/// Source: domain.md 4.2 to 4.6.
namespace vuelve {

/// Gives back points of the tenders for a ticket of which `returned` money is back in all.
/// `before` = money returned earlier. Fills receipt.refund.
void refund_paid_points(
    Book& book, Purchase& purchase, Minor before, Minor returned, Receipt& receipt);

/// Takes `units` of an award back where domain.md 4.3 says: its lot, what expired of it, other
/// lots, unused prizes, debt.
void claw_back(Book& book, const Purchase& purchase, Award& award, Units units, Receipt& receipt);

/// Puts units back into the lots they came from, last consumed first; what is left over afterwards
/// is returned. Lots that ended meanwhile expire again at once; call settle_refunded after the
/// entry.
Units restore_lots(Book& book,
                   HolderId holder,
                   const Currency& currency,
                   std::vector<LotUse>& uses,
                   Units units,
                   std::vector<LotId>& touched);
void settle_refunded(Book& book, HolderId holder, const std::vector<LotId>& touched);

}  // namespace vuelve
