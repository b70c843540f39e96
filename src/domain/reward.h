#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Prizes of the catalogue: taken, handed over, given back, forgotten. Source: domain.md 7.1 to
/// 7.3, 7.8, 14.
namespace vuelve {

/// Errors in the order of 7.2: UnknownMember, MemberNotActive, UnknownReward, NotInWindow,
/// NotEligible, LimitReached, OutOfStock, InsufficientPoints.
Result<Receipt> redeem(Book& book, const Redeem& command, Transaction& txn);

/// Points to their lots, stock and limit back, voucher cancelled. Errors: NotFound, InvalidState,
/// VoucherUsed.
Result<Receipt> refund_redemption(Book& book, const RefundRedemption& command, Transaction& txn);

/// Delivered, booked, collected. Errors: NotFound, InvalidState.
Result<Receipt> fulfil_redemption(Book& book, const FulfilRedemption& command, Transaction& txn);

/// Not collected in time: nothing comes back.
void lapse_redemption(Book& book, HolderId member, RedemptionId redemption);

/// Whether the member may still cancel it: not handed over, not used, not final. `voucher` is the
/// one it issued.
bool can_be_taken_back(const Programme& programme, const Redemption& taken, const Voucher* voucher);

/// What a member pays at their level, and whether anything but the balance is in the way now.
Units cost_for(const Programme& programme, const Holder& member, const Reward& reward, Instant at);
/// Conditions about the member, judged as at a purchase of nothing in this store at book.at().
bool eligible(const Book& book,
              const Holder& member,
              const std::vector<Condition>& conditions,
              const Store& store);
/// Errors as redeem's from NotInWindow to OutOfStock.
Result<bool> check_offer(const Book& book,
                         const Holder& member,
                         const Reward& reward,
                         const Store& store);

}  // namespace vuelve
