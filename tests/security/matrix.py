"""Who may do what: the expectation that the authorization matrix holds the server against.

Written from docs/contract.md 4 and docs/security.md 4, by hand; never from the server or its routes. An operation of
api/openapi.yaml that stands nowhere here fails the matrix: say first who may do it.
"""

# Scope -> operations that need it. Two scopes: either opens the door.
NEEDS = {
    "catalog.read": """listProducts listRewards getReward listStores listCoupons listClubs getClub listLeaderboards
        getNotice""",
    "members.read": """lookupMember searchMembers getMember getMemberBalances getMemberTier listMemberLots listMemberHistory listMemberVouchers
        listMemberAnswers listMemberBadges getLeaderboard listConsents listMemberMessages listSubscriptions getHousehold
        listSegmentMembers listSegmentMoves listMemberReferrals listMemberNotices listBrandMembers getBrandMember
        getMemberActivities""",
    "members.write": """createMember updateMember suspendMember reactivateMember optIn createAnswer setConsent joinClub subscribe
        paySubscription failPayment cancelSubscription addIdentity removeIdentity blockIdentity replaceIdentity createHousehold
        joinHousehold leaveHousehold
        showSignInCode""",
    "points.earn": """createQuote createPurchase createPurchases getPurchase lookupPurchases createAction getPurchaseExplanation
        createReceiptLink getPurchaseTicket getShift""",
    "points.burn": """createReservation getReservation captureReservation cancelReservation createRedemption listRedemptions
        getRedemption fulfilRedemption createTransfer createConversion
        createTillCode""",
    "refunds.write": """previewReturn createReturn voidPurchase listParked decideParked refundRedemption""",
    "points.adjust": """createAdjustment setMemberLevel createExtension createReinstatement""",
    "members.merge": """closeMember mergeMembers""",
    "coupons.validate": """priceCoupons validateVoucher""",
    "coupons.redeem": """useVoucher lockVoucher unlockVoucher""",
    "programme.read": """listSegments listSegmentPaths listCampaigns getProgramme listProgrammeVersions getProgrammeVersion
        getProgrammeDraft validateProgramme getProgrammeDiff diffProgramme getBrand previewBrand getBrandPoster""",
    "programme.write": """draftSegment putProgrammeDraft deleteProgrammeDraft submitProgrammeDraft putBrand putBrandLogo
        deleteBrandLogo""",
    "programme.publish": """approveProgrammeDraft rejectProgrammeDraft publishProgrammeDraft unscheduleProgrammeDraft
        rollBackProgramme""",
    "stock.write": """setRewardStock putStoreDay""",
    "reports.read": """getSatisfaction listMessages getDeferral getRollForward getClearing getBilateral listStatements getStatement
        getMoneyJournal getRecognition getJournal getBreakage listClosedMonths getMeasures listMeasureRows getRetention
        listCohortMembers getRfm listRfmMembers getCampaignResult""",
    "audit.read": """listAudit""",
    "imports.write": """addRewardCodes addCouponCodes createImport putJobPart startJob undoJob getJobRejected""",
    "exports.read": """createExport getJobResult""",
    "imports.write exports.read": """listJobs getJob streamJob cancelJob""",
    "events.read": """listEvents streamEvents""",
    "webhooks.manage": """createWebhook listWebhooks getWebhook updateWebhook deleteWebhook rotateWebhookSecret pauseWebhook
        resumeWebhook testWebhook listDeliveries replayDeliveries""",
    "keys.manage": """listKeys createKey getKey revokeKey rotateKey""",
    "settings.write": """getSettings putSettings createStatements disputeStatement settleStatement correctStatement
        createBreakageEstimate closeMonth""",
    "approvals.decide": """listApprovals decideApproval listReferrals decideReferral
        listCases getCase decideCase""",
    "members.unmask": """listCardMessages""",
    "staff.manage": """createStaff updateStaff disableStaff enableStaff resetStaffPassword resetStaffSecondFactor listTills createTill
        revokeTill createTillBinding""",
    "staff.manage audit.read": """listStaff getStaff""",
    "privacy.manage": """listPrivacyTexts putPrivacyText createOwnData listRestrictions setRestriction eraseMember createPrivacyRequest
        listPrivacyRequests getPrivacyRequest decidePrivacyRequest listErasures listRetention createIncident listIncidents getIncident
        followIncident listAffected""",
    "session": """getSession endSession setPin stepUp changePassword offerSecondFactor confirmSecondFactor renewRecoveryCodes listSessions
        revokeSession""",
    "me": """listOwnSessions deleteOwnSession getOwnSession signOut createStepUpCode confirmStepUp createContactCode confirmContact getOwnQr
        createOwnTillCode getMe updateMe getOwnBalances getOwnTier listOwnLots listOwnHistory listOwnVouchers getOwnActivities listOwnBadges
        listOwnReferrals listOwnSubscriptions listOwnMessages listRewardsForMe setOwnConsent listOwnConsents createOwnAnswer listOwnAnswers
        optInMyself createOwnRedemption getOwnRedemption refundOwnRedemption createOwnTransfer createOwnConversion getMyData listMyRestrictions
        setMyRestriction eraseMe getHome getPreferences putPreferences keepMe doubtMovement joinClubMyself listOwnSurveys listInbox readInbox
        getOwnMovement getOwnHousehold createOwnHousehold inviteToHousehold joinOwnHousehold leaveOwnHousehold listOwnLeaderboards
        getOwnLeaderboard cancelOwnSubscription""",
}

# Anybody, without a credential: no personal data behind any of them, or a secret in the address.
# The ways to sign in prove who it is by their bodies.
OPEN = """getReceiptPage getTillDesk getHealth getReadiness getMetrics getOpenapi getDocs signIn signInWithPin createSignInCode createOwnSession
    undoContactChange joinProgramme bindTill getCard getCardManifest getCardIcon""".split()

# What names a thing of another tenant answers 404, as if it were not there, but for:
FOREIGN = {
    # A receipt that is not known yet may still come: it waits, here (contract.md 1 rule 3).
    "createReturn": (202, 404), "previewReturn": (202, 404), "voidPurchase": (202, 404),
    # Rows of a batch are answered one by one; a list of things that are not there is empty.
    "createPurchases": (200,), "listRedemptions": (200, 404), "getLeaderboard": (200, 404), "listMessages": (200, 404),
    "decideParked": (404, 409),
    # What a file names is looked for when it is read.
    "createImport": (202, 404),
}

# Past the door, what is asked may need more than the door's own scope: points as money `points.burn`, an old sale
# `purchases.backdate`, a person's own data `members.unmask`; and nobody grants, ends or takes back more than they hold.
MORE = "createOwnData createPurchase createPurchases createKey revokeKey rotateKey undoJob".split()

COUNTER = "catalog.read members.read members.write points.earn points.burn refunds.write coupons.validate coupons.redeem"
EVERY = """catalog.read members.read members.write members.unmask points.earn points.burn refunds.write purchases.backdate
    points.adjust members.merge coupons.validate coupons.redeem programme.read programme.write programme.publish stock.write
    reports.read ledger.read audit.read exports.read imports.write events.read webhooks.manage keys.manage staff.manage
    settings.write privacy.manage approvals.decide"""

# Kinds of keys (contract.md 4). Beside them there is one key for every single scope.
KEYS = {
    "key pos": COUNTER,
    "key shop": COUNTER,
    "key publishable": "coupons.validate catalog.read",
    "key agent": "catalog.read members.read programme.read reports.read",
    "key all": EVERY,
}

# They take a code or a password: a wrong one is 401 of its own.
PROVING = "stepUp confirmStepUp confirmContact".split()

# They end who asks, or a person: asked last, when nobody is needed any more.
ENDING = """endSession signOut deleteOwnSession revokeSession changePassword offerSecondFactor confirmSecondFactor disableStaff updateStaff
    resetStaffPassword resetStaffSecondFactor revokeTill eraseMe eraseMember suspendMember closeMember mergeMembers""".split()

# People who sign in (contract.md 4). The limits within a scope (own store, own shift, second person) have tests of their own.
# "session" is what everybody of the shop may who is signed in: about their own sign-in and nothing else.
MANAGER = COUNTER + " purchases.backdate points.adjust stock.write reports.read ledger.read staff.manage approvals.decide"
STAFF = {
    "cashier": "session " + COUNTER,
    "manager": "session " + MANAGER,
    "marketer": "session catalog.read members.read programme.read programme.write stock.write reports.read exports.read",
    "admin": "session " + EVERY,  # the only one of the shop, who so holds `privacy.manage` too
    "auditor": "session catalog.read programme.read reports.read ledger.read audit.read exports.read",
    "privacy_officer": "session members.read members.unmask privacy.manage",
}
TILL = {"till": "session " + COUNTER}
MEMBER = {"member": "me"}


def needs():
    """Operation -> the scopes of which one is needed; () = open."""
    table = {operation: () for operation in OPEN}
    for scopes, operations in NEEDS.items():
        for operation in operations.split():
            if operation in table:
                raise SystemExit(f"tests/security/matrix.py: {operation} stands twice")
            table[operation] = tuple(scopes.split())
    return table
