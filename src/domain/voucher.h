#pragma once

#include "domain/book.h"
#include "domain/command.h"

/// Vouchers: granted, used, cancelled, and the prizes of stamp cards. Source: domain.md 4.3
/// d, 4.8, 7.6, 8.1, 14.
namespace vuelve {

/// Issues one voucher for each coupon granted by a purchase.
void grant_coupons(Book& book,
                   HolderId member,
                   const std::vector<std::string>& coupons,
                   Instant occurred_at,
                   Receipt& receipt);
/// While a card with auto_issue is full: redeem its stamps, issue its prize.
/// Errors: Overflow, for more than a thousand cards at once.
Result<bool> complete_stamp_cards(Book& book, HolderId member, Receipt& receipt);
/// Uses what a purchase presents in `coupons[]`, in the order sent; public coupons present
/// themselves. Gives the codes of the coupons behind them, and notes in the record what a void or
/// full return gives back.
/// Errors: NotFound, WrongMember, VoucherUsed, VoucherCancelled, VoucherExpired.   Source:
/// contract.md 1 rule 19.
Result<std::vector<std::string>> present_coupons(Book& book,
                                                 const Holder& member,
                                                 const RecordPurchase& purchase,
                                                 Purchase& record);
/// After a full return or void: what the purchase used and is still valid can be used again (7.7).
void give_back_used(Book& book, const Purchase& purchase);

/// A voucher for what a reward promises: its coupon where it names one, else the prize itself. From
/// the supplier's codes where there is a pool.
VoucherId issue_reward_voucher(Book& book,
                               HolderId owner,
                               const Reward& reward,
                               RedemptionId redemption);

/// A holder's voucher; nothing when it is not theirs or not loaded.
const Voucher* find_voucher(const Book& book, HolderId holder, VoucherId id);

/// Holds a voucher for a cart. Errors as use_voucher's; InvalidState when it is held already.
Result<Receipt> lock_voucher(Book& book, const LockVoucher& command, Transaction& txn);
/// Errors: NotFound, WrongMember, InvalidState when it is not held.
Result<Receipt> unlock_voucher(Book& book, const UnlockVoucher& command, Transaction& txn);

/// Marks a voucher as used. Errors in the order of domain.md 7.6: WrongMember, VoucherUsed,
/// VoucherCancelled, VoucherExpired.
Result<Receipt> use_voucher(Book& book, const UseVoucher& command, Transaction& txn);

struct HeldVoucher {
    HolderId owner{};
    VoucherId id{};
};
/// The newest voucher of a stamp card's prize in this currency that is still unused and whose
/// stamps came from this account, the member's own or that of another in the household; nothing
/// when there is none. What another account paid goes back there and helps nobody here.
std::optional<HeldVoucher> newest_unused_prize(const Book& book,
                                               HolderId member,
                                               HolderId account,
                                               CurrencyId stamps);

/// Cancels those of the member's vouchers that nobody used; used ones are reported as
/// unrecoverable.
void cancel_vouchers(Book& book,
                     HolderId member,
                     const std::vector<VoucherId>& vouchers,
                     Receipt& receipt);
/// Cancels what a taken-back purchase granted and nobody used; used ones are reported as
/// unrecoverable.
void cancel_granted(Book& book, HolderId member, const std::string& purchase, Receipt& receipt);

}  // namespace vuelve
