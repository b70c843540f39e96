#include "http/entry.h"

#include "app/sessions.h"

namespace vuelve::http {
namespace {

using Operations = std::set<std::string_view>;

const Operations& for_store_bound() {
    static const Operations operations{
        // The store is in what is sent, or in the receipt.
        "createQuote", "createPurchase", "createPurchases", "createReturn", "voidPurchase",
        "getPurchase", "lookupPurchases", "getPurchaseExplanation", "createReceiptLink",
        "getDeferral", "captureReservation", "createRedemption", "listRedemptions", "getRedemption",
        "refundRedemption", "fulfilRedemption", "setRewardStock", "createAction", "createAnswer",
        "putStoreDay", "getMeasures", "listMeasureRows", "listBrandMembers", "getBrandMember",
        // Members belong to no store.
        "createMember", "lookupMember", "searchMembers", "getMember", "updateMember",
        "getMemberBalances", "getMemberTier", "listMemberLots", "listMemberHistory",
        "listMemberVouchers", "getMemberActivities", "listMemberReferrals", "listMemberNotices",
        "listMemberMessages", "suspendMember", "reactivateMember", "optIn", "subscribe",
        "listSubscriptions", "paySubscription", "failPayment", "cancelSubscription", "joinClub",
        "setConsent", "listConsents", "listMemberAnswers", "listMemberBadges", "setMemberLevel",
        "addIdentity", "removeIdentity", "blockIdentity", "replaceIdentity", "createHousehold",
        "getHousehold", "joinHousehold", "leaveHousehold", "showSignInCode", "createTillCode",
        "createReservation", "getReservation", "cancelReservation", "createTransfer",
        "createConversion", "createExtension", "createReinstatement", "createAdjustment",
        "listApprovals", "decideApproval",
        // What the whole programme offers.
        "listRewards", "getReward", "priceCoupons", "validateVoucher", "useVoucher", "lockVoucher",
        "unlockVoucher", "listStores", "listCoupons", "listClubs", "getClub", "listLeaderboards",
        "getLeaderboard", "getProgramme", "listProgrammeVersions", "getProgrammeVersion",
        "getProgrammeDraft", "validateProgramme", "getProgrammeDiff", "diffProgramme",
        "listCampaigns", "listSegments", "listSegmentPaths",
        // Nobody gives more than they hold: checked where it is given.
        "createKey", "rotateKey", "revokeKey", "listStaff", "createStaff", "getStaff",
        "updateStaff", "disableStaff", "enableStaff", "resetStaffPassword",
        "resetStaffSecondFactor", "listTills", "createTill", "revokeTill", "createTillBinding",
        "listProducts", "getPurchaseTicket", "previewReturn", "getShift",
        // One's own.
        "getSession", "endSession", "stepUp", "changePassword", "listSessions", "revokeSession",
        "offerSecondFactor", "confirmSecondFactor", "renewRecoveryCodes", "setPin"};
    return operations;
}

const Operations& fresh() {
    static const Operations operations{"createKey",
                                       "rotateKey",
                                       "createWebhook",
                                       "rotateWebhookSecret",
                                       "createExport",
                                       "decideApproval",
                                       "decideReferral",
                                       "approveProgrammeDraft",
                                       "publishProgrammeDraft",
                                       "rollBackProgramme",
                                       "putSettings",
                                       "createStaff",
                                       "updateStaff",
                                       "enableStaff",
                                       "resetStaffPassword",
                                       "resetStaffSecondFactor",
                                       "createTill",
                                       "createTillBinding",
                                       "createOwnData",
                                       "decidePrivacyRequest",
                                       "eraseMe",
                                       "createOwnTransfer",
                                       "createContactCode",
                                       "joinOwnHousehold",
                                       "leaveOwnHousehold",
                                       "eraseMember",
                                       "listCardMessages",
                                       "decideCase"};
    return operations;
}

}  // namespace

bool is_for_store_bound(std::string_view operation) {
    return for_store_bound().contains(operation);
}

bool needs_fresh_proof(std::string_view operation) { return fresh().contains(operation); }

Operations entry_operations() {
    Operations all = for_store_bound();
    all.insert(fresh().begin(), fresh().end());
    return all;
}

bool is_stepped_up(const Caller& caller, Instant now) {
    if (caller.kind == CallerKind::Key) return true;
    return caller.stepped_up_ms && now.value - *caller.stepped_up_ms <= app::step_up_fresh_ms;
}

Result<void> check_entry(std::string_view operation, const Caller& caller, Instant now) {
    if (!caller.stores.empty() && !is_for_store_bound(operation))
        return refuse(ErrorCode::Forbidden, "cannot be narrowed to stores");
    if (!is_stepped_up(caller, now) && needs_fresh_proof(operation))
        return refuse(ErrorCode::StepUpRequired);
    return {};
}

}  // namespace vuelve::http
