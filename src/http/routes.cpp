#include "http/routes.h"

#include <algorithm>
#include <iterator>

#include "http/activities.h"
#include "http/adjustments.h"
#include "http/approvals.h"
#include "http/audit.h"
#include "http/badges.h"
#include "http/books.h"
#include "http/brands.h"
#include "http/campaigns.h"
#include "http/catalogue.h"
#include "http/clubs.h"
#include "http/events.h"
#include "http/history.h"
#include "http/households.h"
#include "http/jobs.h"
#include "http/keys.h"
#include "http/leaderboards.h"
#include "http/look.h"
#include "http/measures.h"
#include "http/member_changes.h"
#include "http/member_pages.h"
#include "http/member_search.h"
#include "http/members.h"
#include "http/outbox.h"
#include "http/parked.h"
#include "http/plans.h"
#include "http/products.h"
#include "http/programme.h"
#include "http/purchase_view.h"
#include "http/purchases.h"
#include "http/receipt_pages.h"
#include "http/redemptions.h"
#include "http/referrals.h"
#include "http/reports.h"
#include "http/reservations.h"
#include "http/rewards.h"
#include "http/segments.h"
#include "http/settlement.h"
#include "http/statements.h"
#include "http/surveys.h"
#include "http/transfers.h"
#include "http/vouchers.h"
#include "http/webhooks.h"

namespace vuelve::http {

namespace {

using enum Method;

/// Buying, spending, prizes and what a till or web shop asks beside.
std::vector<Route> counter_routes(Api& api) {
    // A code that nobody has is a guess until it is right.
    const auto careful = [&api](auto handler) {
        return api.failed_lookups.guard(std::move(handler));
    };
    // clang-format off
    return {
        {Post, "/v1/quotes",                                     "points.earn",      "createQuote",         command(api, ask_quote, tell_done)},
        {Post, "/v1/purchases",                                  "points.earn",      "createPurchase",      command(api, ask_purchase, tell_created)},
        {Post, "/v1/purchases/batch",                            "points.earn",      "createPurchases",     record_batch(api), body_bytes_max, RunsOn::Worker},
        {Post, "/v1/purchases/{id}/returns",                     "refunds.write",    "createReturn",        command(api, ask_return, tell_created), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/purchases/{id}/returns/preview",             "refunds.write",    "previewReturn",       command(api, ask_return_preview, tell_done), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/purchases/{id}/void",                        "refunds.write",    "voidPurchase",        command(api, ask_void, tell_done), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/purchases/{id}",                             "points.earn",      "getPurchase",         reading(api, show_purchase)},
        {Post, "/v1/purchases/lookup",                           "points.earn",      "lookupPurchases",     reading(api, look_up_purchases)},
        {Get,  "/v1/purchases/{id}/deferral",                    "reports.read",     "getDeferral",         reading(api, show_deferral)},
        {Get,  "/v1/parked",                                     "refunds.write",    "listParked",          reading(api, list_parked)},
        {Post, "/v1/parked/decide",                              "refunds.write",    "decideParked",        command(api, ask_parked_decision, tell_done)},

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
        {Post, "/v1/redemptions/{id}/refund",                    "refunds.write",    "refundRedemption",    command(api, ask_redemption_refund, tell_done), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/redemptions/{id}/fulfil",                    "points.burn",      "fulfilRedemption",    command(api, ask_fulfilment, tell_done), body_bytes_default, RunsOn::Worker},

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

        {Get,  "/v1/products",                                   "catalog.read",     "listProducts",        reading(api, list_products), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/stores",                                     "catalog.read",     "listStores",          reading(api, list_stores)},
        {Get,  "/v1/coupons",                                    "catalog.read",     "listCoupons",         reading(api, list_coupons)},
        {Get,  "/v1/clubs",                                      "catalog.read",     "listClubs",           reading(api, list_clubs)},
        {Get,  "/v1/clubs/{code}",                               "catalog.read",     "getClub",             reading(api, show_club)},
        {Get,  "/v1/leaderboards",                               "catalog.read",     "listLeaderboards",    reading(api, list_leaderboards)},
        {Get,  "/v1/leaderboards/{code}",                        "members.read",     "getLeaderboard",      reading(api, show_leaderboard)},
    };
    // clang-format on
}

/// A purchase told to people, as long as anybody asks.
std::vector<Route> receipt_routes(Api& api) {
    // clang-format off
    return {
        {Get,  "/v1/purchases/{id}/explanation",                 "points.earn",      "getPurchaseExplanation", reading(api, show_explanation)},
        {Get,  "/v1/purchases/{id}/ticket",                      "points.earn",      "getPurchaseTicket",   reading(api, show_ticket)},
        {Post, "/v1/purchases/{id}/link",                        "points.earn",      "createReceiptLink",   reading(api, make_receipt_link)},
        {Get,  "/r/{token}",                                     std::string(open_scope), "getReceiptPage", receipt_page_route(api), body_bytes_default, RunsOn::Worker},
    };
    // clang-format on
}

/// Members, what they are in, say and hold.
std::vector<Route> people_routes(Api& api) {
    // clang-format off
    return {
        {Post, "/v1/members",                                    "members.write",    "createMember",        command(api, ask_enrolment, tell_enrolled)},
        {Post, "/v1/members/lookup",                             "members.read",     "lookupMember",        api.failed_members.guard(look_up_member(api)), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/members/search",                             "members.read",     "searchMembers",       reading(api, search_members), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/members/{id}",                               "members.read",     "getMember",           get_member(api)},
        {Patch, "/v1/members/{id}",                              "members.write",    "updateMember",        command(api, ask_member_update, tell_member)},
        {Get,  "/v1/members/{id}/balances",                      "members.read",     "getMemberBalances",   get_balances(api)},
        {Get,  "/v1/members/{id}/tier",                          "members.read",     "getMemberTier",       get_tier(api)},
        {Get,  "/v1/members/{id}/lots",                          "members.read",     "listMemberLots",      list_lots(api)},
        {Get,  "/v1/members/{id}/history",                       "members.read",     "listMemberHistory",   list_history(api)},
        {Get,  "/v1/members/{id}/vouchers",                      "members.read",     "listMemberVouchers",  reading(api, list_vouchers)},
        {Get,  "/v1/members/{id}/activities",                    "members.read",     "getMemberActivities", reading(api, show_activities)},
        {Get,  "/v1/members/{id}/referrals",                     "members.read",     "listMemberReferrals", reading(api, list_member_referrals)},
        {Get,  "/v1/members/{id}/notices",                       "members.read",     "listMemberNotices",   reading(api, list_notices)},
        {Get,  "/v1/members/{id}/messages",                      "members.read",     "listMemberMessages",  reading(api, list_member_messages)},
        {Post, "/v1/members/{id}/suspend",                       "members.write",    "suspendMember",       command(api, ask_suspension, tell_member)},
        {Post, "/v1/members/{id}/reactivate",                    "members.write",    "reactivateMember",    command(api, ask_reactivation, tell_member)},
        {Post, "/v1/members/{id}/close",                         "members.merge",    "closeMember",         command(api, ask_close, tell_member)},
        {Post, "/v1/members/{id}/merge",                         "members.merge",    "mergeMembers",        command(api, ask_merge, tell_member)},
        {Post, "/v1/members/{id}/challenges",                    "members.write",    "optIn",               command(api, ask_opt_in, tell_done)},
        {Post, "/v1/members/{id}/subscriptions",                 "members.write",    "subscribe",           command(api, ask_subscription, tell_created)},
        {Get,  "/v1/members/{id}/subscriptions",                 "members.read",     "listSubscriptions",   reading(api, list_subscriptions)},
        {Post, "/v1/members/{id}/subscriptions/{plan}/paid",     "members.write",    "paySubscription",     command(api, ask_payment, tell_done)},
        {Post, "/v1/members/{id}/subscriptions/{plan}/payment-failed", "members.write", "failPayment",      command(api, ask_failed_payment, tell_done)},
        {Post, "/v1/members/{id}/subscriptions/{plan}/cancel",   "members.write",    "cancelSubscription",  command(api, ask_subscription_cancelled, tell_done)},
        {Post, "/v1/members/{id}/actions",                       "points.earn",      "createAction",        command(api, ask_action, tell_created)},
        {Post, "/v1/members/{id}/clubs",                         "members.write",    "joinClub",            command(api, ask_join_club, tell_done)},
        {Post, "/v1/members/{id}/consents",                      "members.write",    "setConsent",          command(api, ask_consent, tell_done)},
        {Get,  "/v1/members/{id}/consents",                      "members.read",     "listConsents",        reading(api, list_consents)},
        {Post, "/v1/members/{id}/answers",                       "members.write",    "createAnswer",        command(api, ask_answer, tell_created)},
        {Get,  "/v1/members/{id}/answers",                       "members.read",     "listMemberAnswers",   reading(api, list_answers)},
        {Get,  "/v1/members/{id}/badges",                        "members.read",     "listMemberBadges",    reading(api, list_badges)},
        {Post, "/v1/members/{id}/level",                         "points.adjust",    "setMemberLevel",      command(api, ask_level, tell_member)},
        {Post, "/v1/members/{id}/identities",                    "members.write",    "addIdentity",         command(api, ask_identity_added, tell_member)},
        {Post, "/v1/members/{id}/identities/remove",             "members.write",    "removeIdentity",      command(api, ask_identity_removed, tell_member)},
        {Post, "/v1/members/{id}/identities/block",              "members.write",    "blockIdentity",       command(api, ask_identity_blocked, tell_member)},
        {Post, "/v1/members/{id}/identities/replace",            "members.write",    "replaceIdentity",     command(api, ask_identity_replaced, tell_member)},

        {Post, "/v1/households",                                 "members.write",    "createHousehold",     command(api, ask_new_household, tell_new_household)},
        {Get,  "/v1/households/{id}",                            "members.read",     "getHousehold",        reading(api, show_household)},
        {Post, "/v1/households/{id}/members",                    "members.write",    "joinHousehold",       command(api, ask_join, tell_household)},
        {Post, "/v1/households/{id}/members/{member}/leave",     "members.write",    "leaveHousehold",      command(api, ask_leave, tell_household), body_bytes_default, RunsOn::Worker},
    };
    // clang-format on
}

/// Marketing, accounting, second persons.
std::vector<Route> office_routes(Api& api) {
    // clang-format off
    return {
        {Get,  "/v1/campaigns",                                  "programme.read",   "listCampaigns",       reading(api, list_campaigns)},
        {Get,  "/v1/segments",                                   "programme.read",   "listSegments",        reading(api, list_segments)},
        {Get,  "/v1/segments/paths",                             "programme.read",   "listSegmentPaths",    reading(api, list_segment_paths)},
        {Post, "/v1/segments/draft",                             "programme.write",  "draftSegment",        reading(api, draft_segment), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/segments/{code}/members",                    "members.read",     "listSegmentMembers",  reading(api, list_segment_members)},
        {Get,  "/v1/segments/{code}/moves",                      "members.read",     "listSegmentMoves",    reading(api, list_segment_moves)},
        {Get,  "/v1/referrals",                                  "approvals.decide", "listReferrals",       reading(api, list_referrals)},
        {Post, "/v1/referrals/{member}/decide",                  "approvals.decide", "decideReferral",      command(api, ask_referral_decision, tell_done)},
        {Get,  "/v1/messages",                                   "reports.read",     "listMessages",        reading(api, list_messages)},
        {Get,  "/v1/approvals",                                  "approvals.decide", "listApprovals",       reading(api, list_approvals)},
        {Post, "/v1/approvals/{id}/decide",                      "approvals.decide", "decideApproval",      reading(api, decide_approval)},

        {Get,  "/v1/reports/roll-forward",                       "reports.read",     "getRollForward",      reading(api, show_roll_forward)},
        {Get,  "/v1/reports/clearing",                           "reports.read",     "getClearing",         reading(api, show_clearing)},
        {Get,  "/v1/reports/bilateral",                          "reports.read",     "getBilateral",        reading(api, show_bilateral)},
        {Get,  "/v1/reports/money-journal",                      "reports.read",     "getMoneyJournal",     reading(api, list_money_journal)},
        {Get,  "/v1/reports/recognition",                        "reports.read",     "getRecognition",      reading(api, list_recognition), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/reports/journal",                            "reports.read",     "getJournal",          reading(api, list_journal), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/reports/breakage",                           "reports.read",     "getBreakage",         reading(api, show_breakage), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/reports/metrics",                            "reports.read",     "getMeasures",         reading(api, show_measures)},
        {Get,  "/v1/reports/metrics/{name}/rows",                "reports.read",     "listMeasureRows",     reading(api, list_measure_rows)},
        {Get,  "/v1/reports/retention",                          "reports.read",     "getRetention",        reading(api, show_retention)},
        {Get,  "/v1/reports/retention/members",                  "reports.read",     "listCohortMembers",   reading(api, list_cohort)},
        {Get,  "/v1/reports/rfm",                                "reports.read",     "getRfm",              reading(api, show_rfm)},
        {Get,  "/v1/reports/rfm/members",                        "reports.read",     "listRfmMembers",      reading(api, list_rfm)},
        {Get,  "/v1/reports/campaigns/{code}",                   "reports.read",     "getCampaignResult",   reading(api, show_campaign)},
        {Get,  "/v1/reports/satisfaction",                       "reports.read",     "getSatisfaction",     reading(api, show_satisfaction)},

        {Post, "/v1/statements",                                 "settings.write",   "createStatements",    reading(api, make_statements)},
        {Get,  "/v1/statements",                                 "reports.read",     "listStatements",      reading(api, list_statements)},
        {Get,  "/v1/statements/{id}",                            "reports.read",     "getStatement",        reading(api, show_statement)},
        {Post, "/v1/statements/{id}/dispute",                    "settings.write",   "disputeStatement",    reading(api, dispute_statement)},
        {Post, "/v1/statements/{id}/settle",                     "settings.write",   "settleStatement",     reading(api, settle_statement)},
        {Post, "/v1/statements/{id}/correct",                    "settings.write",   "correctStatement",    reading(api, correct_statement)},
        {Get,  "/v1/brands/{code}/members",                      "members.read",     "listBrandMembers",    reading(api, list_brand_members)},
        {Get,  "/v1/brands/{code}/members/{id}",                 "members.read",     "getBrandMember",      reading(api, show_brand_member)},

        {Get,  "/v1/months",                                     "reports.read",     "listClosedMonths",    reading(api, list_months)},
        {Post, "/v1/months/{month}/close",                       "settings.write",   "closeMonth",          reading(api, close_month), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/breakage-estimates",                         "settings.write",   "createBreakageEstimate", reading(api, create_estimate), body_bytes_default, RunsOn::Worker},
        {Put,  "/v1/stores/{code}/days/{date}",                  "stock.write",      "putStoreDay",         reading(api, put_store_day)},

        {Get,  "/v1/audit",                                      "audit.read",       "listAudit",           reading(api, list_audit), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/keys",                                       "keys.manage",      "listKeys",            reading(api, list_keys)},
        {Post, "/v1/keys",                                       "keys.manage",      "createKey",           reading(api, create_key)},
        {Get,  "/v1/keys/{id}",                                  "keys.manage",      "getKey",              reading(api, show_key)},
        {Post, "/v1/keys/{id}/rotate",                           "keys.manage",      "rotateKey",           reading(api, rotate_key)},
        {Delete, "/v1/keys/{id}",                                "keys.manage",      "revokeKey",           reading(api, revoke_key)},
        {Get,  "/v1/settings",                                   "settings.write",   "getSettings",         reading(api, show_settings)},
        {Put,  "/v1/settings",                                   "settings.write",   "putSettings",         reading(api, change_settings)},
    };
    // clang-format on
}

/// What other systems follow, and are told.
std::vector<Route> feed_routes(Api& api) {
    // clang-format off
    return {
        {Get,  "/v1/events",                                     "events.read",      "listEvents",          reading(api, list_events), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/events/stream",                              "events.read",      "streamEvents",        reading(api, stream_events), body_bytes_default, RunsOn::Worker},

        {Post,   "/v1/webhooks",                                 "webhooks.manage",  "createWebhook",       reading(api, create_webhook)},
        {Get,    "/v1/webhooks",                                 "webhooks.manage",  "listWebhooks",        reading(api, list_webhooks)},
        {Get,    "/v1/webhooks/{id}",                            "webhooks.manage",  "getWebhook",          reading(api, show_webhook)},
        {Patch,  "/v1/webhooks/{id}",                            "webhooks.manage",  "updateWebhook",       reading(api, change_webhook)},
        {Delete, "/v1/webhooks/{id}",                            "webhooks.manage",  "deleteWebhook",       reading(api, delete_webhook)},
        {Post,   "/v1/webhooks/{id}/secret",                     "webhooks.manage",  "rotateWebhookSecret", reading(api, rotate_webhook_secret)},
        {Post,   "/v1/webhooks/{id}/pause",                      "webhooks.manage",  "pauseWebhook",        reading(api, pause_webhook)},
        {Post,   "/v1/webhooks/{id}/resume",                     "webhooks.manage",  "resumeWebhook",       reading(api, resume_webhook)},
        {Post,   "/v1/webhooks/{id}/test",                       "webhooks.manage",  "testWebhook",         reading(api, test_webhook), body_bytes_default, RunsOn::Worker},
        {Get,    "/v1/webhooks/{id}/deliveries",                 "webhooks.manage",  "listDeliveries",      reading(api, list_deliveries)},
        {Post,   "/v1/webhooks/{id}/replay",                     "webhooks.manage",  "replayDeliveries",    reading(api, replay_deliveries), body_bytes_default, RunsOn::Worker},
    };
    // clang-format on
}

/// Files in and out.
std::vector<Route> file_routes(Api& api) {
    constexpr std::string_view files = "text/csv application/x-ndjson";
    constexpr std::string_view files_or_json = "text/csv application/x-ndjson application/json";
    constexpr std::string_view json = "application/json", exports = "exports.read";
    const auto small = body_bytes_default;
    const auto worker = RunsOn::Worker;
    // clang-format off
    return {
        {Post, "/v1/imports",                                    "imports.write",    "createImport",        reading(api, create_import), body_bytes_max, worker, files_or_json},
        {Post, "/v1/jobs/{id}/parts",                            "imports.write",    "putJobPart",          reading(api, put_job_part), body_bytes_max, worker, files},
        {Post, "/v1/jobs/{id}/start",                            "imports.write",    "startJob",            reading(api, start_job)},
        {Post, "/v1/jobs/{id}/undo",                             "imports.write",    "undoJob",             reading(api, undo_job), small, worker},
        {Post, "/v1/exports",                                    "exports.read",     "createExport",        reading(api, create_export)},
        {Get,  "/v1/jobs",                                       "imports.write",    "listJobs",            reading(api, list_jobs), small, worker, json, exports},
        {Get,  "/v1/jobs/{id}",                                  "imports.write",    "getJob",              reading(api, show_job), small, worker, json, exports},
        {Get,  "/v1/jobs/{id}/stream",                           "imports.write",    "streamJob",           reading(api, stream_job), small, worker, json, exports},
        {Post, "/v1/jobs/{id}/cancel",                           "imports.write",    "cancelJob",           reading(api, cancel_job), small, worker, json, exports},
        {Get,  "/v1/jobs/{id}/rejected",                         "imports.write",    "getJobRejected",      reading(api, send_rejected)},
        {Get,  "/v1/jobs/{id}/result",                           "exports.read",     "getJobResult",        reading(api, send_result)},
    };
    // clang-format on
}

/// The programme's document on its way into force.
std::vector<Route> programme_routes(Api& api) {
    // clang-format off
    return {
        {Get,  "/v1/programme",                                  "programme.read",   "getProgramme",        reading(api, show_programme)},
        {Get,  "/v1/programme/versions",                         "programme.read",   "listProgrammeVersions", reading(api, list_versions)},
        {Get,  "/v1/programme/versions/{version}",               "programme.read",   "getProgrammeVersion", reading(api, show_version)},
        {Get,  "/v1/programme/draft",                            "programme.read",   "getProgrammeDraft",   reading(api, show_draft)},
        {Put,  "/v1/programme/draft",                            "programme.write",  "putProgrammeDraft",   reading(api, put_draft), body_bytes_default, RunsOn::Worker},
        {Delete, "/v1/programme/draft",                          "programme.write",  "deleteProgrammeDraft", reading(api, delete_draft), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/validate",                         "programme.read",   "validateProgramme",   reading(api, validate_programme), body_bytes_default, RunsOn::Worker},
        {Get,  "/v1/programme/diff",                             "programme.read",   "getProgrammeDiff",    reading(api, show_diff), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/diff",                             "programme.read",   "diffProgramme",       reading(api, diff_document), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/draft/submit",                     "programme.write",  "submitProgrammeDraft", reading(api, submit_draft), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/draft/approve",                    "programme.publish", "approveProgrammeDraft", reading(api, approve_draft), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/draft/reject",                     "programme.publish", "rejectProgrammeDraft", reading(api, reject_draft), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/draft/publish",                    "programme.publish", "publishProgrammeDraft", reading(api, publish_draft), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/draft/unschedule",                 "programme.publish", "unscheduleProgrammeDraft", reading(api, unschedule_draft), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/programme/rollback",                         "programme.publish", "rollBackProgramme",   reading(api, roll_back), body_bytes_default, RunsOn::Worker},

        {Get,  "/v1/brand",                                      "programme.read",   "getBrand",            reading(api, show_look)},
        {Put,  "/v1/brand",                                      "programme.write",  "putBrand",            reading(api, put_look)},
        {Post, "/v1/brand/preview",                              "programme.read",   "previewBrand",        reading(api, preview_look)},
        {Put,  "/v1/brand/logo",                                 "programme.write",  "putBrandLogo",        reading(api, put_logo), picture_bytes_max, RunsOn::Worker, logo_media},
        {Delete, "/v1/brand/logo",                               "programme.write",  "deleteBrandLogo",     reading(api, delete_logo)},
        {Get,  "/v1/brand/poster",                               "programme.read",   "getBrandPoster",      reading(api, show_poster)},
    };
    // clang-format on
}

}  // namespace

std::vector<Route> product_routes(Api& api) {
    std::vector<Route> routes = counter_routes(api);
    for (auto* more : {receipt_routes, people_routes, office_routes, programme_routes, feed_routes,
                       trust_routes, file_routes})
        std::ranges::move(more(api), std::back_inserter(routes));
    return routes;
}

}  // namespace vuelve::http
