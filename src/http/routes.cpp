#include "http/routes.h"

#include "http/activities.h"
#include "http/adjustments.h"
#include "http/approvals.h"
#include "http/brands.h"
#include "http/households.h"
#include "http/member_changes.h"
#include "http/member_pages.h"
#include "http/members.h"
#include "http/parked.h"
#include "http/purchases.h"
#include "http/redemptions.h"
#include "http/reports.h"
#include "http/reservations.h"
#include "http/rewards.h"
#include "http/settlement.h"
#include "http/statements.h"
#include "http/transfers.h"
#include "http/vouchers.h"

namespace vuelve::http {

std::vector<Route> product_routes(Api& api) {
    using enum Method;
    // A code that nobody has is a guess until it is right.
    const auto careful = [&api](auto handler) {
        return api.failed_lookups.guard(std::move(handler));
    };
    // clang-format off
    std::vector<Route> routes{
        {Post, "/v1/quotes",                                     "points.earn",      "createQuote",         command(api, ask_quote, tell_done)},
        {Post, "/v1/purchases",                                  "points.earn",      "createPurchase",      command(api, ask_purchase, tell_created)},
        {Post, "/v1/purchases/batch",                            "points.earn",      "createPurchases",     record_batch(api), body_bytes_max, RunsOn::Worker},
        {Post, "/v1/purchases/{id}/returns",                     "refunds.write",    "createReturn",        command(api, ask_return, tell_created)},
        {Post, "/v1/purchases/{id}/void",                        "refunds.write",    "voidPurchase",        command(api, ask_void, tell_done)},
        {Get,  "/v1/purchases/{id}/deferral",                    "reports.read",     "getDeferral",         reading(api, show_deferral)},
        {Get,  "/v1/parked",                                     "refunds.write",    "listParked",          reading(api, list_parked)},
        {Post, "/v1/parked/decide",                              "refunds.write",    "decideParked",        command(api, ask_parked_decision, tell_done)},

        {Post, "/v1/members",                                    "members.write",    "createMember",        command(api, ask_enrolment, tell_enrolled)},
        {Post, "/v1/members/lookup",                             "members.read",     "lookupMember",        look_up_member(api)},
        {Get,  "/v1/members/{id}",                               "members.read",     "getMember",           get_member(api)},
        {Get,  "/v1/members/{id}/balances",                      "members.read",     "getMemberBalances",   get_balances(api)},
        {Get,  "/v1/members/{id}/lots",                          "members.read",     "listMemberLots",      list_lots(api)},
        {Get,  "/v1/members/{id}/history",                       "members.read",     "listMemberHistory",   list_history(api)},
        {Get,  "/v1/members/{id}/vouchers",                      "members.read",     "listMemberVouchers",  reading(api, list_vouchers)},
        {Get,  "/v1/members/{id}/activities",                    "members.read",     "getMemberActivities", reading(api, show_activities)},
        {Get,  "/v1/members/{id}/notices",                       "members.read",     "listMemberNotices",   reading(api, list_notices)},
        {Post, "/v1/members/{id}/suspend",                       "members.write",    "suspendMember",       command(api, ask_suspension, tell_member)},
        {Post, "/v1/members/{id}/reactivate",                    "members.write",    "reactivateMember",    command(api, ask_reactivation, tell_member)},
        {Post, "/v1/members/{id}/close",                         "members.merge",    "closeMember",         command(api, ask_close, tell_member)},
        {Post, "/v1/members/{id}/merge",                         "members.merge",    "mergeMembers",        command(api, ask_merge, tell_member)},
        {Post, "/v1/members/{id}/challenges",                    "members.write",    "optIn",               command(api, ask_opt_in, tell_done)},
        {Post, "/v1/members/{id}/level",                         "points.adjust",    "setMemberLevel",      command(api, ask_level, tell_member)},
        {Post, "/v1/members/{id}/identities",                    "members.write",    "addIdentity",         command(api, ask_identity_added, tell_member)},
        {Post, "/v1/members/{id}/identities/remove",             "members.write",    "removeIdentity",      command(api, ask_identity_removed, tell_member)},
        {Post, "/v1/members/{id}/identities/block",              "members.write",    "blockIdentity",       command(api, ask_identity_blocked, tell_member)},
        {Post, "/v1/members/{id}/identities/replace",            "members.write",    "replaceIdentity",     command(api, ask_identity_replaced, tell_member)},
        {Post, "/v1/households",                                 "members.write",    "createHousehold",     command(api, ask_new_household, tell_new_household)},
        {Get,  "/v1/households/{id}",                            "members.read",     "getHousehold",        reading(api, show_household)},
        {Post, "/v1/households/{id}/members",                    "members.write",    "joinHousehold",       command(api, ask_join, tell_household)},
        {Post, "/v1/households/{id}/members/{member}/leave",     "members.write",    "leaveHousehold",      command(api, ask_leave, tell_household), body_bytes_default, RunsOn::Worker},

        {Post, "/v1/reservations",                               "points.burn",      "createReservation",   command(api, ask_reservation, tell_reserved)},
        {Get,  "/v1/reservations/{id}",                          "points.burn",      "getReservation",      reading(api, show_reservation)},
        {Post, "/v1/reservations/{id}/capture",                  "points.burn",      "captureReservation",  command(api, ask_capture, tell_done)},
        {Post, "/v1/reservations/{id}/cancel",                   "points.burn",      "cancelReservation",   command(api, ask_cancellation, tell_done)},
        {Get,  "/v1/rewards",                                    "catalog.read",     "listRewards",         reading(api, list_rewards)},
        {Get,  "/v1/rewards/{code}",                             "catalog.read",     "getReward",           reading(api, show_reward)},
        {Post, "/v1/rewards/{code}/stock",                       "stock.write",      "setRewardStock",      command(api, ask_stock, tell_done)},
        {Post, "/v1/rewards/{code}/codes",                       "imports.write",    "addRewardCodes",      command(api, ask_reward_codes, tell_done), body_bytes_max, RunsOn::Worker},
        {Post, "/v1/redemptions",                                "points.burn",      "createRedemption",    command(api, ask_redemption, tell_redeemed)},
        {Get,  "/v1/redemptions",                                "points.burn",      "listRedemptions",     reading(api, list_redemptions)},
        {Get,  "/v1/redemptions/{id}",                           "points.burn",      "getRedemption",       reading(api, show_redemption)},
        {Post, "/v1/redemptions/{id}/refund",                    "refunds.write",    "refundRedemption",    command(api, ask_redemption_refund, tell_done)},
        {Post, "/v1/redemptions/{id}/fulfil",                    "points.burn",      "fulfilRedemption",    command(api, ask_fulfilment, tell_done)},
        {Post, "/v1/coupons/price",                              "coupons.validate", "priceCoupons",        reading(api, price_with_coupons)},
        {Post, "/v1/coupons/{code}/codes",                       "imports.write",    "addCouponCodes",      command(api, ask_coupon_codes, tell_done), body_bytes_max, RunsOn::Worker},
        {Post, "/v1/vouchers/validate",                          "coupons.validate", "validateVoucher",     careful(reading(api, validate_voucher)), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/vouchers/use",                               "coupons.redeem",   "useVoucher",          careful(command(api, ask_use, tell_done))},
        {Post, "/v1/vouchers/lock",                              "coupons.redeem",   "lockVoucher",         careful(command(api, ask_lock, tell_done))},
        {Post, "/v1/vouchers/unlock",                            "coupons.redeem",   "unlockVoucher",       careful(command(api, ask_unlock, tell_done))},

        {Post, "/v1/transfers",                                  "points.burn",      "createTransfer",      command(api, ask_transfer, tell_created)},
        {Post, "/v1/conversions",                                "points.burn",      "createConversion",    command(api, ask_conversion, tell_created)},
        {Post, "/v1/extensions",                                 "points.adjust",    "createExtension",     command(api, ask_extension, tell_created)},
        {Post, "/v1/reinstatements",                             "points.adjust",    "createReinstatement", command(api, ask_reinstatement, tell_created)},
        {Post, "/v1/adjustments",                                "points.adjust",    "createAdjustment",    create_adjustment(api), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/reports/roll-forward",                       "reports.read",     "getRollForward",      reading(api, show_roll_forward)},
        {Get,  "/v1/reports/clearing",                           "reports.read",     "getClearing",         reading(api, show_clearing)},
        {Get,  "/v1/reports/bilateral",                          "reports.read",     "getBilateral",        reading(api, show_bilateral)},
        {Get,  "/v1/reports/money-journal",                      "reports.read",     "getMoneyJournal",     reading(api, list_money_journal)},
        {Get,  "/v1/brands/{code}/members",                      "members.read",     "listBrandMembers",    reading(api, list_brand_members)},
        {Get,  "/v1/brands/{code}/members/{id}",                 "members.read",     "getBrandMember",      reading(api, show_brand_member)},
        {Post, "/v1/statements",                                 "settings.write",   "createStatements",    reading(api, make_statements)},
        {Get,  "/v1/statements",                                 "reports.read",     "listStatements",      reading(api, list_statements)},
        {Get,  "/v1/statements/{id}",                            "reports.read",     "getStatement",        reading(api, show_statement)},
        {Post, "/v1/statements/{id}/dispute",                    "settings.write",   "disputeStatement",    reading(api, dispute_statement)},
        {Post, "/v1/statements/{id}/settle",                     "settings.write",   "settleStatement",     reading(api, settle_statement)},
        {Post, "/v1/statements/{id}/correct",                    "settings.write",   "correctStatement",    reading(api, correct_statement)},
        {Get,  "/v1/approvals",                                  "approvals.decide", "listApprovals",       reading(api, list_approvals)},
        {Post, "/v1/approvals/{id}/decide",                      "approvals.decide", "decideApproval",      reading(api, decide_approval)},
        {Get,  "/v1/settings",                                   "settings.write",   "getSettings",         reading(api, show_settings)},
        {Put,  "/v1/settings",                                   "settings.write",   "putSettings",         reading(api, change_settings)},
    };
    // clang-format on
    return routes;
}

}  // namespace vuelve::http
