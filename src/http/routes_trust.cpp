#include "http/routes.h"

#include <algorithm>
#include <iterator>

#include "http/activities.h"
#include "http/badges.h"
#include "http/card.h"
#include "http/cases.h"
#include "http/clubs.h"
#include "http/history.h"
#include "http/home.h"
#include "http/incidents.h"
#include "http/leaderboards.h"
#include "http/me.h"
#include "http/me_sign_in.h"
#include "http/member_changes.h"
#include "http/member_pages.h"
#include "http/outbox.h"
#include "http/own_household.h"
#include "http/plans.h"
#include "http/preferences.h"
#include "http/privacy.h"
#include "http/purchases.h"
#include "http/referrals.h"
#include "http/rewards.h"
#include "http/shift.h"
#include "http/sign_in.h"
#include "http/staff.h"
#include "http/surveys.h"
#include "http/till_desk.h"
#include "http/tills.h"
#include "http/vouchers.h"

namespace vuelve::http {

namespace {

using enum Method;

/// Who signs in: people of the shop, their tills.
std::vector<Route> staff_routes(Api& api) {
    const std::string open(open_scope), own(signed_in_scope);
    // clang-format off
    return {
        {Post, "/v1/session",                                    open,               "signIn",              sign_in_route(api)},
        {Post, "/v1/session/pin",                                open,               "signInWithPin",       pin_sign_in_route(api)},
        {Get,  "/v1/session",                                    own,                "getSession",          reading(api, show_session)},
        {Delete, "/v1/session",                                  own,                "endSession",          reading(api, end_session)},
        {Post, "/v1/session/step-up",                            own,                "stepUp",              step_up_route(api)},
        {Post, "/v1/session/password",                           own,                "changePassword",      change_password_route(api)},
        {Put,  "/v1/session/pin",                                own,                "setPin",              set_pin_route(api)},
        {Post, "/v1/session/second-factor",                      own,                "offerSecondFactor",   reading(api, begin_second_factor)},
        {Post, "/v1/session/second-factor/confirm",              own,                "confirmSecondFactor", confirm_second_factor_route(api)},
        {Post, "/v1/session/recovery-codes",                     own,                "renewRecoveryCodes",  reading(api, renew_codes)},
        {Get,  "/v1/sessions",                                   own,                "listSessions",        reading(api, list_sessions)},
        {Delete, "/v1/sessions/{id}",                            own,                "revokeSession",       reading(api, revoke_session)},

        {Get,  "/v1/staff",                                      "staff.manage",     "listStaff",           reading(api, list_staff), body_bytes_default, RunsOn::IoThread, "application/json", "audit.read"},
        {Post, "/v1/staff",                                      "staff.manage",     "createStaff",         reading(api, create_staff)},
        {Get,  "/v1/staff/{id}",                                 "staff.manage",     "getStaff",            reading(api, show_staff), body_bytes_default, RunsOn::IoThread, "application/json", "audit.read"},
        {Patch, "/v1/staff/{id}",                                "staff.manage",     "updateStaff",         reading(api, update_staff)},
        {Post, "/v1/staff/{id}/disable",                         "staff.manage",     "disableStaff",        reading(api, disable_staff)},
        {Post, "/v1/staff/{id}/enable",                          "staff.manage",     "enableStaff",         reading(api, enable_staff)},
        {Post, "/v1/staff/{id}/reset-password",                  "staff.manage",     "resetStaffPassword",  reading(api, reset_staff_password)},
        {Post, "/v1/staff/{id}/reset-second-factor",             "staff.manage",     "resetStaffSecondFactor", reading(api, reset_staff_second_factor)},

        {Get,  "/v1/tills",                                      "staff.manage",     "listTills",           reading(api, list_tills)},
        {Post, "/v1/tills",                                      "staff.manage",     "createTill",          reading(api, create_till)},
        {Post, "/v1/tills/codes",                                "staff.manage",     "createTillBinding",   reading(api, offer_till)},
        {Get,  "/v1/tills/shift",                                "points.earn",      "getShift",            reading(api, show_shift), body_bytes_default, RunsOn::Worker},
        {Post, "/v1/tills/bind",                                 open,               "bindTill",            bind_till_route(api), body_bytes_default, RunsOn::Worker},
        {Delete, "/v1/tills/{id}",                               "staff.manage",     "revokeTill",          reading(api, revoke_till)},
        {Get,  "/v1/till",                                       open,               "getTillDesk",             reading(api, show_till), body_bytes_default, RunsOn::Worker},
    };
    // clang-format on
}

/// How members come to their card and prove that they are there.
std::vector<Route> sign_in_routes(Api& api) {
    const std::string open(open_scope);
    const auto small = body_bytes_default;
    const auto worker = RunsOn::Worker;
    // clang-format off
    return {
        {Post,   "/v1/me/codes",                                 open,               "createSignInCode",    request_sign_in_code(api), small, worker},
        {Post,   "/v1/me/sessions",                              open,               "createOwnSession",    open_member_session(api), small, worker},
        {Post,   "/v1/me/join",                                  open,               "joinProgramme",       join_programme(api), small, worker},
        {Post,   "/v1/me/contact/undo",                          open,               "undoContactChange",   undo_contact_change(api), small, worker},

        {Get,    "/v1/me/session",                               "me",               "getOwnSession",       own(reading(api, show_own_session))},
        {Delete, "/v1/me/session",                               "me",               "signOut",             own(reading(api, sign_out))},
        {Get,    "/v1/me/sessions",                              "me",               "listOwnSessions",     own(reading(api, list_own_sessions))},
        {Delete, "/v1/me/sessions/{session}",                    "me",               "deleteOwnSession",    own(reading(api, end_own_session))},
        {Post,   "/v1/me/step-up",                               "me",               "createStepUpCode",    own(reading(api, request_step_up))},
        {Post,   "/v1/me/step-up/confirm",                       "me",               "confirmStepUp",       own(reading(api, prove_step_up))},
        {Post,   "/v1/me/contact",                               "me",               "createContactCode",   own(reading(api, request_new_contact))},
        {Post,   "/v1/me/contact/confirm",                       "me",               "confirmContact",      own(reading(api, prove_new_contact)), small, worker},
        {Get,    "/v1/me/qr",                                    "me",               "getOwnQr",            own(reading(api, show_own_qr))},
        {Post,   "/v1/me/till-code",                             "me",               "createOwnTillCode",   own(reading(api, show_own_till_code))},

        {Post,   "/v1/members/{id}/sign-in-codes",               "members.write",    "showSignInCode",      reading(api, show_sign_in_code)},
        {Post,   "/v1/members/{id}/till-codes",                  "points.burn",      "createTillCode",      reading(api, send_till_code)},
        {Get,    "/v1/card-messages",                            "members.unmask",   "listCardMessages",    reading(api, list_card_messages), small, worker},
    };
    // clang-format on
}

/// What members see and do for themselves.
std::vector<Route> card_routes(Api& api) {
    // They read more than an I/O thread should wait for.
    const auto small = body_bytes_default;
    const auto worker = RunsOn::Worker;
    // clang-format off
    return {
        {Get,    "/v1/me",                                       "me",               "getMe",               own(reading(api, show_me))},
        {Get,    "/v1/me/home",                                  "me",               "getHome",             own(reading(api, show_home)), small, worker},
        {Get,    "/v1/me/preferences",                           "me",               "getPreferences",      own(reading(api, show_preferences)), small, worker},
        {Put,    "/v1/me/preferences",                           "me",               "putPreferences",      own(reading(api, put_preferences)), small, worker},
        {Get,    "/v1/me/surveys",                               "me",               "listOwnSurveys",      own(reading(api, list_own_surveys)), small, worker},
        {Get,    "/v1/me/inbox",                                 "me",               "listInbox",           own(reading(api, list_inbox)), small, worker},
        {Post,   "/v1/me/inbox/read",                            "me",               "readInbox",           own(reading(api, read_own_inbox)), small, worker},
        {Get,    "/v1/me/history/{txn}",                         "me",               "getOwnMovement",      own(reading(api, show_own_movement)), small, worker},
        {Post,   "/v1/me/doubts",                                "me",               "doubtMovement",       own(reading(api, doubt_movement)), small, worker},
        {Get,    "/v1/me/leaderboards",                          "me",               "listOwnLeaderboards", own(reading(api, list_own_leaderboards)), small, worker},
        {Get,    "/v1/me/leaderboards/{code}",                   "me",               "getOwnLeaderboard",   own(reading(api, show_own_leaderboard)), small, worker},
        {Get,    "/v1/me/household",                             "me",               "getOwnHousehold",     own(reading(api, show_own_household)), small, worker},
        {Post,   "/v1/me/household",                             "me",               "createOwnHousehold",  own(command(api, ask_own_household, tell_own_household_made))},
        {Post,   "/v1/me/household/invitations",                 "me",               "inviteToHousehold",   own(reading(api, invite_to_own_household))},
        {Post,   "/v1/me/household/join",                        "me",               "joinOwnHousehold",    own(command(api, ask_join_own_household, tell_own_household))},
        {Post,   "/v1/me/household/leave",                       "me",               "leaveOwnHousehold",   own(command(api, ask_leave_own_household, tell_own_household))},
        {Post,   "/v1/me/subscriptions/{plan}/cancel",           "me",               "cancelOwnSubscription", own(command(api, ask_subscription_cancelled, tell_done))},
        {Patch,  "/v1/me",                                       "me",               "updateMe",            own(command(api, ask_own_update, tell_me))},
        {Get,    "/v1/me/balances",                              "me",               "getOwnBalances",      own(get_balances(api))},
        {Get,    "/v1/me/tier",                                  "me",               "getOwnTier",          own(get_tier(api))},
        {Get,    "/v1/me/lots",                                  "me",               "listOwnLots",         own(list_lots(api))},
        {Get,    "/v1/me/history",                               "me",               "listOwnHistory",      own(list_history(api))},
        {Get,    "/v1/me/vouchers",                              "me",               "listOwnVouchers",     own(reading(api, list_vouchers))},
        {Get,    "/v1/me/activities",                            "me",               "getOwnActivities",    own(reading(api, show_activities))},
        {Get,    "/v1/me/badges",                                "me",               "listOwnBadges",       own(reading(api, list_badges))},
        {Get,    "/v1/me/referrals",                             "me",               "listOwnReferrals",    own(reading(api, list_member_referrals))},
        {Get,    "/v1/me/subscriptions",                         "me",               "listOwnSubscriptions", own(reading(api, list_subscriptions))},
        {Get,    "/v1/me/messages",                              "me",               "listOwnMessages",     own(reading(api, list_member_messages))},
        {Get,    "/v1/me/rewards",                               "me",               "listRewardsForMe",    own(reading(api, list_own_rewards)), small, worker},
        {Get,    "/v1/me/consents",                              "me",               "listOwnConsents",     own(reading(api, list_consents))},
        {Post,   "/v1/me/consents",                              "me",               "setOwnConsent",       own(command(api, ask_consent, tell_done))},
        {Get,    "/v1/me/answers",                               "me",               "listOwnAnswers",      own(reading(api, list_answers))},
        {Post,   "/v1/me/answers",                               "me",               "createOwnAnswer",     own(command(api, ask_answer, tell_created))},
        {Post,   "/v1/me/clubs",                                 "me",               "joinClubMyself",      own(command(api, ask_join_club, tell_done))},
        {Post,   "/v1/me/challenges",                            "me",               "optInMyself",         own(command(api, ask_opt_in, tell_done))},
        {Post,   "/v1/me/redemptions",                           "me",               "createOwnRedemption", own(command(api, ask_own_redemption, tell_own_redeemed))},
        {Get,    "/v1/me/redemptions/{redemption}",              "me",               "getOwnRedemption",    own(reading(api, show_own_redemption))},
        {Post,   "/v1/me/redemptions/{redemption}/refund",       "me",               "refundOwnRedemption", own(command(api, ask_own_refund, tell_done))},
        {Post,   "/v1/me/transfers",                             "me",               "createOwnTransfer",   own(command(api, ask_own_transfer, tell_created))},
        {Post,   "/v1/me/conversions",                           "me",               "createOwnConversion", own(command(api, ask_own_conversion, tell_created))},
    };
    // clang-format on
}

/// The card before anybody has signed in.
std::vector<Route> open_card_routes(Api& api) {
    const std::string open(open_scope);
    const auto small = body_bytes_default;
    const auto worker = RunsOn::Worker;
    // clang-format off
    return {
        {Get,    "/v1/card",                                     open,               "getCard",             card_route(api), small, worker},
        {Get,    "/card/manifest.webmanifest",                   open,               "getCardManifest",     card_manifest_route(api), small, worker},
        {Get,    "/card/icons/{file}",                           open,               "getCardIcon",         card_icon_route(api), small, worker},
    };
    // clang-format on
}

/// What looks like fraud, and what was decided.
std::vector<Route> case_routes(Api& api) {
    // clang-format off
    return {
        {Get,  "/v1/cases",                                      "approvals.decide", "listCases",           reading(api, list_cases)},
        {Get,  "/v1/cases/{id}",                                 "approvals.decide", "getCase",             reading(api, show_case)},
        {Post, "/v1/cases/{id}/decide",                          "approvals.decide", "decideCase",          reading(api, decide_case)},
    };
    // clang-format on
}

/// Whose data it is.
std::vector<Route> privacy_routes(Api& api) {
    const std::string officer = "privacy.manage";
    const auto small = body_bytes_default;
    const auto worker = RunsOn::Worker;
    // clang-format off
    return {
        {Get,  "/v1/privacy/notice",                             "catalog.read",     "getNotice",           reading(api, show_notice)},
        {Get,  "/v1/privacy/notices",                            officer, "listPrivacyTexts",  reading(api, list_privacy_texts)},
        {Put,  "/v1/privacy/notices",                            officer, "putPrivacyText",    reading(api, put_privacy_text)},

        {Post, "/v1/members/{id}/own-data",                      officer, "createOwnData",     reading(api, make_own_data), small, worker},
        {Get,  "/v1/members/{id}/restrictions",                  officer, "listRestrictions",  reading(api, list_restrictions)},
        {Post, "/v1/members/{id}/restrictions",                  officer, "setRestriction",    reading(api, change_restriction), small, worker},
        {Post, "/v1/members/{id}/erase",                         officer, "eraseMember",       reading(api, erase_member), small, worker},

        {Post, "/v1/privacy/requests",                           officer, "createPrivacyRequest", reading(api, create_privacy_request), small, worker},
        {Get,  "/v1/privacy/requests",                           officer, "listPrivacyRequests", reading(api, list_privacy_requests)},
        {Get,  "/v1/privacy/requests/{id}",                      officer, "getPrivacyRequest", reading(api, show_privacy_request)},
        {Post, "/v1/privacy/requests/{id}/decide",               officer, "decidePrivacyRequest", reading(api, decide_privacy_request), small, worker},
        {Get,  "/v1/privacy/erasures",                           officer, "listErasures",      reading(api, list_erasures)},
        {Get,  "/v1/privacy/retention",                          officer, "listRetention",     reading(api, list_retention)},

        {Post, "/v1/privacy/incidents",                          officer, "createIncident",    reading(api, create_incident), small, worker},
        {Get,  "/v1/privacy/incidents",                          officer, "listIncidents",     reading(api, list_incidents)},
        {Get,  "/v1/privacy/incidents/{id}",                     officer, "getIncident",       reading(api, show_incident)},
        {Post, "/v1/privacy/incidents/{id}/follow",              officer, "followIncident",    reading(api, follow_incident), small, worker},
        {Get,  "/v1/privacy/incidents/{id}/affected",            officer, "listAffected",      reading(api, list_affected), small, worker},

        {Get,  "/v1/me/own-data",                                "me",               "getMyData",           reading(api, show_my_data), small, worker},
        {Get,  "/v1/me/restrictions",                            "me",               "listMyRestrictions",  reading(api, list_my_restrictions)},
        {Post, "/v1/me/restrictions",                            "me",               "setMyRestriction",    reading(api, change_my_restriction), small, worker},
        {Post, "/v1/me/erasure",                                 "me",               "eraseMe",             reading(api, erase_me), small, worker},
        {Delete, "/v1/me/erasure",                               "me",               "keepMe",              reading(api, keep_me), small, worker},
    };
    // clang-format on
}

}  // namespace

std::vector<Route> trust_routes(Api& api) {
    std::vector<Route> routes;
    for (auto* more :
         {staff_routes, sign_in_routes, open_card_routes, card_routes, case_routes, privacy_routes})
        std::ranges::move(more(api), std::back_inserter(routes));
    return routes;
}

}  // namespace vuelve::http
