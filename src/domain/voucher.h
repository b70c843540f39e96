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
void complete_stamp_cards(Book& book, HolderId member, Receipt& receipt);
/// Codes of the coupons behind the codes a purchase presents; public coupons present themselves.
std::vector<std::string> coupons_presented(const Book& book, const RecordPurchase& purchase);

/// Marks a voucher as used. Errors in the order of domain.md 7.6: WrongMember, VoucherUsed,
/// VoucherCancelled, VoucherExpired.
Result<Receipt> use_voucher(Book& book, const UseVoucher& command, Transaction& txn);

/// The newest voucher of a stamp card's prize in this currency that is still unused; nothing when
/// there is none.
std::optional<VoucherId> newest_unused_prize(const Book& book, HolderId holder, CurrencyId stamps);

/// Cancels what a taken-back purchase granted and nobody used; used ones are reported as
/// unrecoverable.
void cancel_granted(Book& book, HolderId member, const std::string& purchase, Receipt& receipt);

/// "issued"
std::string_view name_of(VoucherState state);

}  // namespace vuelve
