// Made from api/openapi.yaml by generate-operations.mjs; `npm run generate` makes it anew.
import type * as types from "./types.gen.ts";

/** Method, path, and whether it takes an Idempotency-Key. */
export const operations = {
    /** Add a supplier's codes for a coupon */
    addCouponCodes: { method: "POST", path: "/v1/coupons/{code}/codes", keyed: true },
    /** Add an identity */
    addIdentity: { method: "POST", path: "/v1/members/{id}/identities", keyed: true },
    /** Add a supplier's codes for a reward */
    addRewardCodes: { method: "POST", path: "/v1/rewards/{code}/codes", keyed: true },
    /** Approve the draft */
    approveProgrammeDraft: { method: "POST", path: "/v1/programme/draft/approve", keyed: false },
    /** Become a till */
    bindTill: { method: "POST", path: "/v1/tills/bind", keyed: false },
    /** Block an identity */
    blockIdentity: { method: "POST", path: "/v1/members/{id}/identities/block", keyed: true },
    /** Stop a job */
    cancelJob: { method: "POST", path: "/v1/jobs/{id}/cancel", keyed: false },
    /** End my plan */
    cancelOwnSubscription: { method: "POST", path: "/v1/me/subscriptions/{plan}/cancel", keyed: true },
    /** Release held points */
    cancelReservation: { method: "POST", path: "/v1/reservations/{id}/cancel", keyed: true },
    /** Give up a plan */
    cancelSubscription: { method: "POST", path: "/v1/members/{id}/subscriptions/{plan}/cancel", keyed: true },
    /** Spend held points */
    captureReservation: { method: "POST", path: "/v1/reservations/{id}/capture", keyed: true },
    /** Choose another password */
    changePassword: { method: "POST", path: "/v1/session/password", keyed: false },
    /** Close a member */
    closeMember: { method: "POST", path: "/v1/members/{id}/close", keyed: true },
    /** Close a month for good */
    closeMonth: { method: "POST", path: "/v1/months/{month}/close", keyed: false },
    /** Confirm the new contact */
    confirmContact: { method: "POST", path: "/v1/me/contact/confirm", keyed: false },
    /** Confirm the authenticator app */
    confirmSecondFactor: { method: "POST", path: "/v1/session/second-factor/confirm", keyed: false },
    /** Confirm with the code */
    confirmStepUp: { method: "POST", path: "/v1/me/step-up/confirm", keyed: false },
    /** Correct a disputed statement */
    correctStatement: { method: "POST", path: "/v1/statements/{id}/correct", keyed: false },
    /** Record something a member did without buying */
    createAction: { method: "POST", path: "/v1/members/{id}/actions", keyed: false },
    /** Adjust points by hand */
    createAdjustment: { method: "POST", path: "/v1/adjustments", keyed: true },
    /** Rate a purchase, or say whether one would recommend the shop */
    createAnswer: { method: "POST", path: "/v1/members/{id}/answers", keyed: true },
    /** Make a new estimate for a pool */
    createBreakageEstimate: { method: "POST", path: "/v1/breakage-estimates", keyed: false },
    /** Change my phone or e-mail */
    createContactCode: { method: "POST", path: "/v1/me/contact", keyed: false },
    /** Convert one currency into another */
    createConversion: { method: "POST", path: "/v1/conversions", keyed: true },
    /** Write data to a file, as a job */
    createExport: { method: "POST", path: "/v1/exports", keyed: true },
    /** Let points live longer */
    createExtension: { method: "POST", path: "/v1/extensions", keyed: true },
    /** Make a household */
    createHousehold: { method: "POST", path: "/v1/households", keyed: true },
    /** Take a file in, as a job */
    createImport: { method: "POST", path: "/v1/imports", keyed: true },
    /** Open an incident */
    createIncident: { method: "POST", path: "/v1/privacy/incidents", keyed: false },
    /** Make an API key */
    createKey: { method: "POST", path: "/v1/keys", keyed: false },
    /** Enrol a member */
    createMember: { method: "POST", path: "/v1/members", keyed: true },
    /** Say what I think */
    createOwnAnswer: { method: "POST", path: "/v1/me/answers", keyed: true },
    /** Convert my points */
    createOwnConversion: { method: "POST", path: "/v1/me/conversions", keyed: true },
    /** Everything kept of a person */
    createOwnData: { method: "POST", path: "/v1/members/{id}/own-data", keyed: false },
    /** Make a household */
    createOwnHousehold: { method: "POST", path: "/v1/me/household", keyed: true },
    /** Take a prize */
    createOwnRedemption: { method: "POST", path: "/v1/me/redemptions", keyed: true },
    /** Sign in */
    createOwnSession: { method: "POST", path: "/v1/me/sessions", keyed: false },
    /** A code for the till */
    createOwnTillCode: { method: "POST", path: "/v1/me/till-code", keyed: false },
    /** Give points away */
    createOwnTransfer: { method: "POST", path: "/v1/me/transfers", keyed: true },
    /** Take in what somebody asks for */
    createPrivacyRequest: { method: "POST", path: "/v1/privacy/requests", keyed: false },
    /** Record a purchase */
    createPurchase: { method: "POST", path: "/v1/purchases", keyed: false },
    /** Record up to 1,000 purchases */
    createPurchases: { method: "POST", path: "/v1/purchases/batch", keyed: false },
    /** What a purchase would earn */
    createQuote: { method: "POST", path: "/v1/quotes", keyed: false },
    /** A link to the public page of a purchase */
    createReceiptLink: { method: "POST", path: "/v1/purchases/{id}/link", keyed: false },
    /** Redeem a reward */
    createRedemption: { method: "POST", path: "/v1/redemptions", keyed: true },
    /** Give expired points back */
    createReinstatement: { method: "POST", path: "/v1/reinstatements", keyed: true },
    /** Hold points for a payment */
    createReservation: { method: "POST", path: "/v1/reservations", keyed: true },
    /** Return lines of a purchase */
    createReturn: { method: "POST", path: "/v1/purchases/{id}/returns", keyed: false },
    /** Ask for a code to sign in */
    createSignInCode: { method: "POST", path: "/v1/me/codes", keyed: false },
    /** Take somebody on */
    createStaff: { method: "POST", path: "/v1/staff", keyed: false },
    /** Make the statements of a month */
    createStatements: { method: "POST", path: "/v1/statements", keyed: false },
    /** Ask for a code to confirm */
    createStepUpCode: { method: "POST", path: "/v1/me/step-up", keyed: false },
    /** Register this device as a till */
    createTill: { method: "POST", path: "/v1/tills", keyed: false },
    /** A code for a device that becomes a till */
    createTillBinding: { method: "POST", path: "/v1/tills/codes", keyed: false },
    /** Send a member a code for the till */
    createTillCode: { method: "POST", path: "/v1/members/{id}/till-codes", keyed: false },
    /** Give points to another member */
    createTransfer: { method: "POST", path: "/v1/transfers", keyed: true },
    /** Have events sent to an address */
    createWebhook: { method: "POST", path: "/v1/webhooks", keyed: true },
    /** Decide what somebody else asked for */
    decideApproval: { method: "POST", path: "/v1/approvals/{id}/decide", keyed: false },
    /** Decide a case */
    decideCase: { method: "POST", path: "/v1/cases/{id}/decide", keyed: false },
    /** Decide about an orphaned return */
    decideParked: { method: "POST", path: "/v1/parked/decide", keyed: true },
    /** Do what was asked, or refuse it */
    decidePrivacyRequest: { method: "POST", path: "/v1/privacy/requests/{id}/decide", keyed: false },
    /** Decide about a referral in review */
    decideReferral: { method: "POST", path: "/v1/referrals/{member}/decide", keyed: true },
    /** Remove the logo */
    deleteBrandLogo: { method: "DELETE", path: "/v1/brand/logo", keyed: false },
    /** End a session */
    deleteOwnSession: { method: "DELETE", path: "/v1/me/sessions/{session}", keyed: false },
    /** Drop the draft */
    deleteProgrammeDraft: { method: "DELETE", path: "/v1/programme/draft", keyed: false },
    /** Delete a webhook */
    deleteWebhook: { method: "DELETE", path: "/v1/webhooks/{id}", keyed: false },
    /** What a document would change */
    diffProgramme: { method: "POST", path: "/v1/programme/diff", keyed: false },
    /** Let somebody go */
    disableStaff: { method: "POST", path: "/v1/staff/{id}/disable", keyed: false },
    /** Dispute a statement */
    disputeStatement: { method: "POST", path: "/v1/statements/{id}/dispute", keyed: false },
    /** Something is not right */
    doubtMovement: { method: "POST", path: "/v1/me/doubts", keyed: false },
    /** What a segment would hold */
    draftSegment: { method: "POST", path: "/v1/segments/draft", keyed: false },
    /** Take somebody back */
    enableStaff: { method: "POST", path: "/v1/staff/{id}/enable", keyed: false },
    /** Sign out */
    endSession: { method: "DELETE", path: "/v1/session", keyed: false },
    /** Erase me */
    eraseMe: { method: "POST", path: "/v1/me/erasure", keyed: false },
    /** Erase a person */
    eraseMember: { method: "POST", path: "/v1/members/{id}/erase", keyed: false },
    /** Record a failed payment of a plan */
    failPayment: { method: "POST", path: "/v1/members/{id}/subscriptions/{plan}/payment-failed", keyed: true },
    /** Say what was done */
    followIncident: { method: "POST", path: "/v1/privacy/incidents/{id}/follow", keyed: false },
    /** Hand a prize over */
    fulfilRedemption: { method: "POST", path: "/v1/redemptions/{id}/fulfil", keyed: true },
    /** Whose points were redeemed where in a month */
    getBilateral: { method: "GET", path: "/v1/reports/bilateral", keyed: false },
    /** How the programme looks */
    getBrand: { method: "GET", path: "/v1/brand", keyed: false },
    /** A member as a brand of a coalition sees them */
    getBrandMember: { method: "GET", path: "/v1/brands/{code}/members/{id}", keyed: false },
    /** A poster to print */
    getBrandPoster: { method: "GET", path: "/v1/brand/poster", keyed: false },
    /** How many points are never used */
    getBreakage: { method: "GET", path: "/v1/reports/breakage", keyed: false },
    /** What a campaign brought */
    getCampaignResult: { method: "GET", path: "/v1/reports/campaigns/{code}", keyed: false },
    /** What a card shows before anybody has signed in */
    getCard: { method: "GET", path: "/v1/card", keyed: false },
    /** Icons and logo of the card */
    getCardIcon: { method: "GET", path: "/card/icons/{file}", keyed: false },
    /** What a phone needs to install the card */
    getCardManifest: { method: "GET", path: "/card/manifest.webmanifest", keyed: false },
    /** One case */
    getCase: { method: "GET", path: "/v1/cases/{id}", keyed: false },
    /** What each brand owes for the points of a month */
    getClearing: { method: "GET", path: "/v1/reports/clearing", keyed: false },
    /** A club and how far it has come */
    getClub: { method: "GET", path: "/v1/clubs/{code}", keyed: false },
    /** How a sale is shared between goods and points */
    getDeferral: { method: "GET", path: "/v1/purchases/{id}/deferral", keyed: false },
    /** This document as a page */
    getDocs: { method: "GET", path: "/docs", keyed: false },
    /** Whether the process answers */
    getHealth: { method: "GET", path: "/healthz", keyed: false },
    /** The first page of my card */
    getHome: { method: "GET", path: "/v1/me/home", keyed: false },
    /** A household */
    getHousehold: { method: "GET", path: "/v1/households/{id}", keyed: false },
    /** One incident */
    getIncident: { method: "GET", path: "/v1/privacy/incidents/{id}", keyed: false },
    /** How a job stands */
    getJob: { method: "GET", path: "/v1/jobs/{id}", keyed: false },
    /** The rows that were not taken */
    getJobRejected: { method: "GET", path: "/v1/jobs/{id}/rejected", keyed: false },
    /** The file an export made */
    getJobResult: { method: "GET", path: "/v1/jobs/{id}/result", keyed: false },
    /** The money journal of a month, whole */
    getJournal: { method: "GET", path: "/v1/reports/journal", keyed: false },
    /** One API key */
    getKey: { method: "GET", path: "/v1/keys/{id}", keyed: false },
    /** A leaderboard of one period */
    getLeaderboard: { method: "GET", path: "/v1/leaderboards/{code}", keyed: false },
    /** Who I am */
    getMe: { method: "GET", path: "/v1/me", keyed: false },
    /** Measures of a period */
    getMeasures: { method: "GET", path: "/v1/reports/metrics", keyed: false },
    /** A member */
    getMember: { method: "GET", path: "/v1/members/{id}", keyed: false },
    /** What a member can do next */
    getMemberActivities: { method: "GET", path: "/v1/members/{id}/activities", keyed: false },
    /** A member's balances */
    getMemberBalances: { method: "GET", path: "/v1/members/{id}/balances", keyed: false },
    /** The level of a member */
    getMemberTier: { method: "GET", path: "/v1/members/{id}/tier", keyed: false },
    /** Counters for Prometheus */
    getMetrics: { method: "GET", path: "/metrics", keyed: false },
    /** The money that the sales of a month defer */
    getMoneyJournal: { method: "GET", path: "/v1/reports/money-journal", keyed: false },
    /** Everything kept of me */
    getMyData: { method: "GET", path: "/v1/me/own-data", keyed: false },
    /** The privacy notice for a country */
    getNotice: { method: "GET", path: "/v1/privacy/notice", keyed: false },
    /** This document */
    getOpenapi: { method: "GET", path: "/openapi.json", keyed: false },
    /** What is open to me */
    getOwnActivities: { method: "GET", path: "/v1/me/activities", keyed: false },
    /** My balances */
    getOwnBalances: { method: "GET", path: "/v1/me/balances", keyed: false },
    /** My household */
    getOwnHousehold: { method: "GET", path: "/v1/me/household", keyed: false },
    /** A leaderboard */
    getOwnLeaderboard: { method: "GET", path: "/v1/me/leaderboards/{code}", keyed: false },
    /** One movement of mine */
    getOwnMovement: { method: "GET", path: "/v1/me/history/{txn}", keyed: false },
    /** What my QR is made of */
    getOwnQr: { method: "GET", path: "/v1/me/qr", keyed: false },
    /** A prize I took */
    getOwnRedemption: { method: "GET", path: "/v1/me/redemptions/{redemption}", keyed: false },
    /** The session of this device */
    getOwnSession: { method: "GET", path: "/v1/me/session", keyed: false },
    /** My level */
    getOwnTier: { method: "GET", path: "/v1/me/tier", keyed: false },
    /** How I want to be called and written to */
    getPreferences: { method: "GET", path: "/v1/me/preferences", keyed: false },
    /** One request */
    getPrivacyRequest: { method: "GET", path: "/v1/privacy/requests/{id}", keyed: false },
    /** The programme in force */
    getProgramme: { method: "GET", path: "/v1/programme", keyed: false },
    /** What changes between two versions */
    getProgrammeDiff: { method: "GET", path: "/v1/programme/diff", keyed: false },
    /** The draft */
    getProgrammeDraft: { method: "GET", path: "/v1/programme/draft", keyed: false },
    /** The document of a version */
    getProgrammeVersion: { method: "GET", path: "/v1/programme/versions/{version}", keyed: false },
    /** A purchase as it stands */
    getPurchase: { method: "GET", path: "/v1/purchases/{id}", keyed: false },
    /** Why a purchase gave what it gave */
    getPurchaseExplanation: { method: "GET", path: "/v1/purchases/{id}/explanation", keyed: false },
    /** What the printer prints */
    getPurchaseTicket: { method: "GET", path: "/v1/purchases/{id}/ticket", keyed: false },
    /** Whether requests would be served */
    getReadiness: { method: "GET", path: "/readyz", keyed: false },
    /** The public page of a purchase */
    getReceiptPage: { method: "GET", path: "/r/{token}", keyed: false },
    /** What of the money deferred is revenue by now */
    getRecognition: { method: "GET", path: "/v1/reports/recognition", keyed: false },
    /** A redemption */
    getRedemption: { method: "GET", path: "/v1/redemptions/{id}", keyed: false },
    /** A reservation */
    getReservation: { method: "GET", path: "/v1/reservations/{id}", keyed: false },
    /** Who came back, by cohort */
    getRetention: { method: "GET", path: "/v1/reports/retention", keyed: false },
    /** A reward */
    getReward: { method: "GET", path: "/v1/rewards/{code}", keyed: false },
    /** Segments by recency, frequency and money */
    getRfm: { method: "GET", path: "/v1/reports/rfm", keyed: false },
    /** What a month moved in a currency */
    getRollForward: { method: "GET", path: "/v1/reports/roll-forward", keyed: false },
    /** What members think */
    getSatisfaction: { method: "GET", path: "/v1/reports/satisfaction", keyed: false },
    /** Who is signed in */
    getSession: { method: "GET", path: "/v1/session", keyed: false },
    /** Settings of the tenant */
    getSettings: { method: "GET", path: "/v1/settings", keyed: false },
    /** What was done at the counters */
    getShift: { method: "GET", path: "/v1/tills/shift", keyed: false },
    /** One of the people */
    getStaff: { method: "GET", path: "/v1/staff/{id}", keyed: false },
    /** One statement, to read, keep or print */
    getStatement: { method: "GET", path: "/v1/statements/{id}", keyed: false },
    /** Which till this device is */
    getTillDesk: { method: "GET", path: "/v1/till", keyed: false },
    /** One webhook */
    getWebhook: { method: "GET", path: "/v1/webhooks/{id}", keyed: false },
    /** A code for my household */
    inviteToHousehold: { method: "POST", path: "/v1/me/household/invitations", keyed: false },
    /** Join a club with a common goal */
    joinClub: { method: "POST", path: "/v1/members/{id}/clubs", keyed: true },
    /** Join a club */
    joinClubMyself: { method: "POST", path: "/v1/me/clubs", keyed: true },
    /** Join a household */
    joinHousehold: { method: "POST", path: "/v1/households/{id}/members", keyed: true },
    /** Join a household */
    joinOwnHousehold: { method: "POST", path: "/v1/me/household/join", keyed: true },
    /** Become a member */
    joinProgramme: { method: "POST", path: "/v1/me/join", keyed: false },
    /** Do not erase me after all */
    keepMe: { method: "DELETE", path: "/v1/me/erasure", keyed: false },
    /** Leave a household */
    leaveHousehold: { method: "POST", path: "/v1/households/{id}/members/{member}/leave", keyed: true },
    /** Leave my household */
    leaveOwnHousehold: { method: "POST", path: "/v1/me/household/leave", keyed: true },
    /** Whom an incident concerns */
    listAffected: { method: "GET", path: "/v1/privacy/incidents/{id}/affected", keyed: false },
    /** What waits for a second person */
    listApprovals: { method: "GET", path: "/v1/approvals", keyed: false },
    /** Who did what */
    listAudit: { method: "GET", path: "/v1/audit", keyed: false },
    /** Members as a brand of a coalition sees them */
    listBrandMembers: { method: "GET", path: "/v1/brands/{code}/members", keyed: false },
    /** The campaigns of the programme */
    listCampaigns: { method: "GET", path: "/v1/campaigns", keyed: false },
    /** Codes and notices that wait to be sent */
    listCardMessages: { method: "GET", path: "/v1/card-messages", keyed: false },
    /** What looks like fraud */
    listCases: { method: "GET", path: "/v1/cases", keyed: false },
    /** Months that are closed */
    listClosedMonths: { method: "GET", path: "/v1/months", keyed: false },
    /** Clubs and how far they have come */
    listClubs: { method: "GET", path: "/v1/clubs", keyed: false },
    /** Members behind a cell of the retention grid */
    listCohortMembers: { method: "GET", path: "/v1/reports/retention/members", keyed: false },
    /** What a member allowed and when */
    listConsents: { method: "GET", path: "/v1/members/{id}/consents", keyed: false },
    /** Coupons that anybody may present */
    listCoupons: { method: "GET", path: "/v1/coupons", keyed: false },
    /** What became of each event for a webhook */
    listDeliveries: { method: "GET", path: "/v1/webhooks/{id}/deliveries", keyed: false },
    /** Who is gone */
    listErasures: { method: "GET", path: "/v1/privacy/erasures", keyed: false },
    /** What happened, event by event */
    listEvents: { method: "GET", path: "/v1/events", keyed: false },
    /** What was written to me */
    listInbox: { method: "GET", path: "/v1/me/inbox", keyed: false },
    /** Incidents */
    listIncidents: { method: "GET", path: "/v1/privacy/incidents", keyed: false },
    /** Imports and exports */
    listJobs: { method: "GET", path: "/v1/jobs", keyed: false },
    /** API keys of the programme */
    listKeys: { method: "GET", path: "/v1/keys", keyed: false },
    /** What members can be compared in */
    listLeaderboards: { method: "GET", path: "/v1/leaderboards", keyed: false },
    /** The rows behind a figure */
    listMeasureRows: { method: "GET", path: "/v1/reports/metrics/{name}/rows", keyed: false },
    /** What a member answered */
    listMemberAnswers: { method: "GET", path: "/v1/members/{id}/answers", keyed: false },
    /** A member's badges */
    listMemberBadges: { method: "GET", path: "/v1/members/{id}/badges", keyed: false },
    /** A member's history */
    listMemberHistory: { method: "GET", path: "/v1/members/{id}/history", keyed: false },
    /** A member's lots */
    listMemberLots: { method: "GET", path: "/v1/members/{id}/lots", keyed: false },
    /** What is written to a member, and what is not */
    listMemberMessages: { method: "GET", path: "/v1/members/{id}/messages", keyed: false },
    /** What would be announced about points that end */
    listMemberNotices: { method: "GET", path: "/v1/members/{id}/notices", keyed: false },
    /** A member's code and who came by it */
    listMemberReferrals: { method: "GET", path: "/v1/members/{id}/referrals", keyed: false },
    /** A member's vouchers */
    listMemberVouchers: { method: "GET", path: "/v1/members/{id}/vouchers", keyed: false },
    /** The outbox of the programme */
    listMessages: { method: "GET", path: "/v1/messages", keyed: false },
    /** What is not done with my data */
    listMyRestrictions: { method: "GET", path: "/v1/me/restrictions", keyed: false },
    /** What I said */
    listOwnAnswers: { method: "GET", path: "/v1/me/answers", keyed: false },
    /** My badges */
    listOwnBadges: { method: "GET", path: "/v1/me/badges", keyed: false },
    /** What I allowed and when */
    listOwnConsents: { method: "GET", path: "/v1/me/consents", keyed: false },
    /** What happened to my points */
    listOwnHistory: { method: "GET", path: "/v1/me/history", keyed: false },
    /** Where I stand */
    listOwnLeaderboards: { method: "GET", path: "/v1/me/leaderboards", keyed: false },
    /** My points by their last day */
    listOwnLots: { method: "GET", path: "/v1/me/lots", keyed: false },
    /** What I am written */
    listOwnMessages: { method: "GET", path: "/v1/me/messages", keyed: false },
    /** Whom I recommended */
    listOwnReferrals: { method: "GET", path: "/v1/me/referrals", keyed: false },
    /** Where I am signed in */
    listOwnSessions: { method: "GET", path: "/v1/me/sessions", keyed: false },
    /** My plans */
    listOwnSubscriptions: { method: "GET", path: "/v1/me/subscriptions", keyed: false },
    /** What I can say something about */
    listOwnSurveys: { method: "GET", path: "/v1/me/surveys", keyed: false },
    /** My coupons and prizes */
    listOwnVouchers: { method: "GET", path: "/v1/me/vouchers", keyed: false },
    /** Returns and voids that wait */
    listParked: { method: "GET", path: "/v1/parked", keyed: false },
    /** What people asked for */
    listPrivacyRequests: { method: "GET", path: "/v1/privacy/requests", keyed: false },
    /** Notices and texts of consent */
    listPrivacyTexts: { method: "GET", path: "/v1/privacy/notices", keyed: false },
    /** What the shop sells */
    listProducts: { method: "GET", path: "/v1/products", keyed: false },
    /** Every version there ever was */
    listProgrammeVersions: { method: "GET", path: "/v1/programme/versions", keyed: false },
    /** The queue of redemptions */
    listRedemptions: { method: "GET", path: "/v1/redemptions", keyed: false },
    /** Referrals that wait for a person */
    listReferrals: { method: "GET", path: "/v1/referrals", keyed: false },
    /** What is not done with a member's data */
    listRestrictions: { method: "GET", path: "/v1/members/{id}/restrictions", keyed: false },
    /** Proof of what time took away */
    listRetention: { method: "GET", path: "/v1/privacy/retention", keyed: false },
    /** The catalogue of rewards */
    listRewards: { method: "GET", path: "/v1/rewards", keyed: false },
    /** The prizes */
    listRewardsForMe: { method: "GET", path: "/v1/me/rewards", keyed: false },
    /** Members with their RFM scores */
    listRfmMembers: { method: "GET", path: "/v1/reports/rfm/members", keyed: false },
    /** Whom a segment holds */
    listSegmentMembers: { method: "GET", path: "/v1/segments/{code}/members", keyed: false },
    /** Who entered and left a segment */
    listSegmentMoves: { method: "GET", path: "/v1/segments/{code}/moves", keyed: false },
    /** What a dynamic segment can ask about */
    listSegmentPaths: { method: "GET", path: "/v1/segments/paths", keyed: false },
    /** Segments and how many they hold */
    listSegments: { method: "GET", path: "/v1/segments", keyed: false },
    /** One's own sessions */
    listSessions: { method: "GET", path: "/v1/sessions", keyed: false },
    /** People of the shop */
    listStaff: { method: "GET", path: "/v1/staff", keyed: false },
    /** Statements between brands */
    listStatements: { method: "GET", path: "/v1/statements", keyed: false },
    /** The stores of the programme */
    listStores: { method: "GET", path: "/v1/stores", keyed: false },
    /** Plans, and what they gave or would have given */
    listSubscriptions: { method: "GET", path: "/v1/members/{id}/subscriptions", keyed: false },
    /** Tills */
    listTills: { method: "GET", path: "/v1/tills", keyed: false },
    /** Webhooks of the programme */
    listWebhooks: { method: "GET", path: "/v1/webhooks", keyed: false },
    /** Hold a voucher for a cart */
    lockVoucher: { method: "POST", path: "/v1/vouchers/lock", keyed: true },
    /** Find a member */
    lookupMember: { method: "POST", path: "/v1/members/lookup", keyed: false },
    /** Find a purchase by its papers */
    lookupPurchases: { method: "POST", path: "/v1/purchases/lookup", keyed: false },
    /** Merge a duplicate into a member */
    mergeMembers: { method: "POST", path: "/v1/members/{id}/merge", keyed: true },
    /** Begin with an authenticator app */
    offerSecondFactor: { method: "POST", path: "/v1/session/second-factor", keyed: false },
    /** Take part in a challenge */
    optIn: { method: "POST", path: "/v1/members/{id}/challenges", keyed: true },
    /** Take part in a challenge */
    optInMyself: { method: "POST", path: "/v1/me/challenges", keyed: true },
    /** Stop sending for a while */
    pauseWebhook: { method: "POST", path: "/v1/webhooks/{id}/pause", keyed: false },
    /** Record a payment of a plan */
    paySubscription: { method: "POST", path: "/v1/members/{id}/subscriptions/{plan}/paid", keyed: true },
    /** What becomes of a colour */
    previewBrand: { method: "POST", path: "/v1/brand/preview", keyed: false },
    /** What a return would do */
    previewReturn: { method: "POST", path: "/v1/purchases/{id}/returns/preview", keyed: false },
    /** What coupons take off a ticket */
    priceCoupons: { method: "POST", path: "/v1/coupons/price", keyed: false },
    /** Publish the draft */
    publishProgrammeDraft: { method: "POST", path: "/v1/programme/draft/publish", keyed: false },
    /** Change how the programme looks */
    putBrand: { method: "PUT", path: "/v1/brand", keyed: false },
    /** Change the logo */
    putBrandLogo: { method: "PUT", path: "/v1/brand/logo", keyed: false },
    /** Send a part of a large file */
    putJobPart: { method: "POST", path: "/v1/jobs/{id}/parts", keyed: false },
    /** Choose how I am called and written to */
    putPreferences: { method: "PUT", path: "/v1/me/preferences", keyed: false },
    /** Publish a notice or a text of consent */
    putPrivacyText: { method: "PUT", path: "/v1/privacy/notices", keyed: false },
    /** Write the draft */
    putProgrammeDraft: { method: "PUT", path: "/v1/programme/draft", keyed: false },
    /** Set the settings */
    putSettings: { method: "PUT", path: "/v1/settings", keyed: false },
    /** Set what a store sold on a day */
    putStoreDay: { method: "PUT", path: "/v1/stores/{code}/days/{date}", keyed: false },
    /** Reactivate a suspended member */
    reactivateMember: { method: "POST", path: "/v1/members/{id}/reactivate", keyed: true },
    /** I have read them */
    readInbox: { method: "POST", path: "/v1/me/inbox/read", keyed: false },
    /** Give a prize back */
    refundOwnRedemption: { method: "POST", path: "/v1/me/redemptions/{redemption}/refund", keyed: true },
    /** Give a redemption back */
    refundRedemption: { method: "POST", path: "/v1/redemptions/{id}/refund", keyed: true },
    /** Send the draft back */
    rejectProgrammeDraft: { method: "POST", path: "/v1/programme/draft/reject", keyed: false },
    /** Remove an identity */
    removeIdentity: { method: "POST", path: "/v1/members/{id}/identities/remove", keyed: true },
    /** Ten other recovery codes */
    renewRecoveryCodes: { method: "POST", path: "/v1/session/recovery-codes", keyed: false },
    /** Replace an identity */
    replaceIdentity: { method: "POST", path: "/v1/members/{id}/identities/replace", keyed: true },
    /** Send events again */
    replayDeliveries: { method: "POST", path: "/v1/webhooks/{id}/replay", keyed: false },
    /** Give somebody another password */
    resetStaffPassword: { method: "POST", path: "/v1/staff/{id}/reset-password", keyed: false },
    /** Take somebody's second factor away */
    resetStaffSecondFactor: { method: "POST", path: "/v1/staff/{id}/reset-second-factor", keyed: false },
    /** Send again */
    resumeWebhook: { method: "POST", path: "/v1/webhooks/{id}/resume", keyed: false },
    /** Revoke an API key */
    revokeKey: { method: "DELETE", path: "/v1/keys/{id}", keyed: false },
    /** End one of one's own sessions */
    revokeSession: { method: "DELETE", path: "/v1/sessions/{id}", keyed: false },
    /** Take a till away */
    revokeTill: { method: "DELETE", path: "/v1/tills/{id}", keyed: false },
    /** Publish what was in force before */
    rollBackProgramme: { method: "POST", path: "/v1/programme/rollback", keyed: false },
    /** Put a fresh key in the place of one */
    rotateKey: { method: "POST", path: "/v1/keys/{id}/rotate", keyed: false },
    /** Give a webhook a new secret */
    rotateWebhookSecret: { method: "POST", path: "/v1/webhooks/{id}/secret", keyed: true },
    /** Find members by name */
    searchMembers: { method: "POST", path: "/v1/members/search", keyed: false },
    /** Record what a member allows */
    setConsent: { method: "POST", path: "/v1/members/{id}/consents", keyed: true },
    /** Set a member's level by hand */
    setMemberLevel: { method: "POST", path: "/v1/members/{id}/level", keyed: true },
    /** Object to a purpose, or take it back */
    setMyRestriction: { method: "POST", path: "/v1/me/restrictions", keyed: false },
    /** Say what I allow */
    setOwnConsent: { method: "POST", path: "/v1/me/consents", keyed: true },
    /** Choose one's PIN */
    setPin: { method: "PUT", path: "/v1/session/pin", keyed: false },
    /** Object to a purpose, or take it back */
    setRestriction: { method: "POST", path: "/v1/members/{id}/restrictions", keyed: false },
    /** Set what is left of a reward */
    setRewardStock: { method: "POST", path: "/v1/rewards/{code}/stock", keyed: true },
    /** Settle a statement */
    settleStatement: { method: "POST", path: "/v1/statements/{id}/settle", keyed: false },
    /** Let a member sign in at the till */
    showSignInCode: { method: "POST", path: "/v1/members/{id}/sign-in-codes", keyed: false },
    /** Sign in */
    signIn: { method: "POST", path: "/v1/session", keyed: false },
    /** Sign in at a till */
    signInWithPin: { method: "POST", path: "/v1/session/pin", keyed: false },
    /** Sign out */
    signOut: { method: "DELETE", path: "/v1/me/session", keyed: false },
    /** All parts are there */
    startJob: { method: "POST", path: "/v1/jobs/{id}/start", keyed: false },
    /** Prove again who it is */
    stepUp: { method: "POST", path: "/v1/session/step-up", keyed: false },
    /** Hand the draft in */
    submitProgrammeDraft: { method: "POST", path: "/v1/programme/draft/submit", keyed: false },
    /** Buy a plan */
    subscribe: { method: "POST", path: "/v1/members/{id}/subscriptions", keyed: true },
    /** Suspend a member */
    suspendMember: { method: "POST", path: "/v1/members/{id}/suspend", keyed: true },
    /** Try a webhook out */
    testWebhook: { method: "POST", path: "/v1/webhooks/{id}/test", keyed: false },
    /** Take a change of contact back */
    undoContactChange: { method: "POST", path: "/v1/me/contact/undo", keyed: false },
    /** Take opening balances back */
    undoJob: { method: "POST", path: "/v1/jobs/{id}/undo", keyed: false },
    /** Release a held voucher */
    unlockVoucher: { method: "POST", path: "/v1/vouchers/unlock", keyed: true },
    /** Take back what is planned */
    unscheduleProgrammeDraft: { method: "POST", path: "/v1/programme/draft/unschedule", keyed: false },
    /** Change what I told about myself */
    updateMe: { method: "PATCH", path: "/v1/me", keyed: true },
    /** Change what is known of a member */
    updateMember: { method: "PATCH", path: "/v1/members/{id}", keyed: true },
    /** Change what somebody may */
    updateStaff: { method: "PATCH", path: "/v1/staff/{id}", keyed: false },
    /** Change name, address or events of a webhook */
    updateWebhook: { method: "PATCH", path: "/v1/webhooks/{id}", keyed: false },
    /** Use a voucher */
    useVoucher: { method: "POST", path: "/v1/vouchers/use", keyed: true },
    /** Would this document be published? */
    validateProgramme: { method: "POST", path: "/v1/programme/validate", keyed: false },
    /** Look at a voucher code */
    validateVoucher: { method: "POST", path: "/v1/vouchers/validate", keyed: false },
    /** Void a purchase */
    voidPurchase: { method: "POST", path: "/v1/purchases/{id}/void", keyed: true },
} as const;

/** What each operation is asked and answers, by its name. */
export interface Operations {
    addCouponCodes: { asks: types.AddCouponCodesData; answers: types.AddCouponCodesResponse };
    addIdentity: { asks: types.AddIdentityData; answers: types.AddIdentityResponse };
    addRewardCodes: { asks: types.AddRewardCodesData; answers: types.AddRewardCodesResponse };
    approveProgrammeDraft: { asks: types.ApproveProgrammeDraftData; answers: types.ApproveProgrammeDraftResponse };
    bindTill: { asks: types.BindTillData; answers: types.BindTillResponse };
    blockIdentity: { asks: types.BlockIdentityData; answers: types.BlockIdentityResponse };
    cancelJob: { asks: types.CancelJobData; answers: types.CancelJobResponse };
    cancelOwnSubscription: { asks: types.CancelOwnSubscriptionData; answers: types.CancelOwnSubscriptionResponse };
    cancelReservation: { asks: types.CancelReservationData; answers: types.CancelReservationResponse };
    cancelSubscription: { asks: types.CancelSubscriptionData; answers: types.CancelSubscriptionResponse };
    captureReservation: { asks: types.CaptureReservationData; answers: types.CaptureReservationResponse };
    changePassword: { asks: types.ChangePasswordData; answers: types.ChangePasswordResponse };
    closeMember: { asks: types.CloseMemberData; answers: types.CloseMemberResponse };
    closeMonth: { asks: types.CloseMonthData; answers: types.CloseMonthResponse };
    confirmContact: { asks: types.ConfirmContactData; answers: types.ConfirmContactResponse };
    confirmSecondFactor: { asks: types.ConfirmSecondFactorData; answers: types.ConfirmSecondFactorResponse };
    confirmStepUp: { asks: types.ConfirmStepUpData; answers: types.ConfirmStepUpResponse };
    correctStatement: { asks: types.CorrectStatementData; answers: types.CorrectStatementResponse };
    createAction: { asks: types.CreateActionData; answers: types.CreateActionResponse };
    createAdjustment: { asks: types.CreateAdjustmentData; answers: types.CreateAdjustmentResponse };
    createAnswer: { asks: types.CreateAnswerData; answers: types.CreateAnswerResponse };
    createBreakageEstimate: { asks: types.CreateBreakageEstimateData; answers: types.CreateBreakageEstimateResponse };
    createContactCode: { asks: types.CreateContactCodeData; answers: types.CreateContactCodeResponse };
    createConversion: { asks: types.CreateConversionData; answers: types.CreateConversionResponse };
    createExport: { asks: types.CreateExportData; answers: types.CreateExportResponse };
    createExtension: { asks: types.CreateExtensionData; answers: types.CreateExtensionResponse };
    createHousehold: { asks: types.CreateHouseholdData; answers: types.CreateHouseholdResponse };
    createImport: { asks: types.CreateImportData; answers: types.CreateImportResponse };
    createIncident: { asks: types.CreateIncidentData; answers: types.CreateIncidentResponse };
    createKey: { asks: types.CreateKeyData; answers: types.CreateKeyResponse };
    createMember: { asks: types.CreateMemberData; answers: types.CreateMemberResponse };
    createOwnAnswer: { asks: types.CreateOwnAnswerData; answers: types.CreateOwnAnswerResponse };
    createOwnConversion: { asks: types.CreateOwnConversionData; answers: types.CreateOwnConversionResponse };
    createOwnData: { asks: types.CreateOwnDataData; answers: types.CreateOwnDataResponse };
    createOwnHousehold: { asks: types.CreateOwnHouseholdData; answers: types.CreateOwnHouseholdResponse };
    createOwnRedemption: { asks: types.CreateOwnRedemptionData; answers: types.CreateOwnRedemptionResponse };
    createOwnSession: { asks: types.CreateOwnSessionData; answers: types.CreateOwnSessionResponse };
    createOwnTillCode: { asks: types.CreateOwnTillCodeData; answers: types.CreateOwnTillCodeResponse };
    createOwnTransfer: { asks: types.CreateOwnTransferData; answers: types.CreateOwnTransferResponse };
    createPrivacyRequest: { asks: types.CreatePrivacyRequestData; answers: types.CreatePrivacyRequestResponse };
    createPurchase: { asks: types.CreatePurchaseData; answers: types.CreatePurchaseResponse };
    createPurchases: { asks: types.CreatePurchasesData; answers: types.CreatePurchasesResponse };
    createQuote: { asks: types.CreateQuoteData; answers: types.CreateQuoteResponse };
    createReceiptLink: { asks: types.CreateReceiptLinkData; answers: types.CreateReceiptLinkResponse };
    createRedemption: { asks: types.CreateRedemptionData; answers: types.CreateRedemptionResponse };
    createReinstatement: { asks: types.CreateReinstatementData; answers: types.CreateReinstatementResponse };
    createReservation: { asks: types.CreateReservationData; answers: types.CreateReservationResponse };
    createReturn: { asks: types.CreateReturnData; answers: types.CreateReturnResponse };
    createSignInCode: { asks: types.CreateSignInCodeData; answers: types.CreateSignInCodeResponse };
    createStaff: { asks: types.CreateStaffData; answers: types.CreateStaffResponse };
    createStatements: { asks: types.CreateStatementsData; answers: types.CreateStatementsResponse };
    createStepUpCode: { asks: types.CreateStepUpCodeData; answers: types.CreateStepUpCodeResponse };
    createTill: { asks: types.CreateTillData; answers: types.CreateTillResponse };
    createTillBinding: { asks: types.CreateTillBindingData; answers: types.CreateTillBindingResponse };
    createTillCode: { asks: types.CreateTillCodeData; answers: types.CreateTillCodeResponse };
    createTransfer: { asks: types.CreateTransferData; answers: types.CreateTransferResponse };
    createWebhook: { asks: types.CreateWebhookData; answers: types.CreateWebhookResponse };
    decideApproval: { asks: types.DecideApprovalData; answers: types.DecideApprovalResponse };
    decideCase: { asks: types.DecideCaseData; answers: types.DecideCaseResponse };
    decideParked: { asks: types.DecideParkedData; answers: types.DecideParkedResponse };
    decidePrivacyRequest: { asks: types.DecidePrivacyRequestData; answers: types.DecidePrivacyRequestResponse };
    decideReferral: { asks: types.DecideReferralData; answers: types.DecideReferralResponse };
    deleteBrandLogo: { asks: types.DeleteBrandLogoData; answers: types.DeleteBrandLogoResponse };
    deleteOwnSession: { asks: types.DeleteOwnSessionData; answers: types.DeleteOwnSessionResponse };
    deleteProgrammeDraft: { asks: types.DeleteProgrammeDraftData; answers: types.DeleteProgrammeDraftResponse };
    deleteWebhook: { asks: types.DeleteWebhookData; answers: types.DeleteWebhookResponse };
    diffProgramme: { asks: types.DiffProgrammeData; answers: types.DiffProgrammeResponse };
    disableStaff: { asks: types.DisableStaffData; answers: types.DisableStaffResponse };
    disputeStatement: { asks: types.DisputeStatementData; answers: types.DisputeStatementResponse };
    doubtMovement: { asks: types.DoubtMovementData; answers: types.DoubtMovementResponse };
    draftSegment: { asks: types.DraftSegmentData; answers: types.DraftSegmentResponse };
    enableStaff: { asks: types.EnableStaffData; answers: types.EnableStaffResponse };
    endSession: { asks: types.EndSessionData; answers: types.EndSessionResponse };
    eraseMe: { asks: types.EraseMeData; answers: types.EraseMeResponse };
    eraseMember: { asks: types.EraseMemberData; answers: types.EraseMemberResponse };
    failPayment: { asks: types.FailPaymentData; answers: types.FailPaymentResponse };
    followIncident: { asks: types.FollowIncidentData; answers: types.FollowIncidentResponse };
    fulfilRedemption: { asks: types.FulfilRedemptionData; answers: types.FulfilRedemptionResponse };
    getBilateral: { asks: types.GetBilateralData; answers: types.GetBilateralResponse };
    getBrand: { asks: types.GetBrandData; answers: types.GetBrandResponse };
    getBrandMember: { asks: types.GetBrandMemberData; answers: types.GetBrandMemberResponse };
    getBrandPoster: { asks: types.GetBrandPosterData; answers: types.GetBrandPosterResponse };
    getBreakage: { asks: types.GetBreakageData; answers: types.GetBreakageResponse };
    getCampaignResult: { asks: types.GetCampaignResultData; answers: types.GetCampaignResultResponse };
    getCard: { asks: types.GetCardData; answers: types.GetCardResponse };
    getCardIcon: { asks: types.GetCardIconData; answers: types.GetCardIconResponse };
    getCardManifest: { asks: types.GetCardManifestData; answers: types.GetCardManifestResponse };
    getCase: { asks: types.GetCaseData; answers: types.GetCaseResponse };
    getClearing: { asks: types.GetClearingData; answers: types.GetClearingResponse };
    getClub: { asks: types.GetClubData; answers: types.GetClubResponse };
    getDeferral: { asks: types.GetDeferralData; answers: types.GetDeferralResponse };
    getDocs: { asks: types.GetDocsData; answers: types.GetDocsResponse };
    getHealth: { asks: types.GetHealthData; answers: types.GetHealthResponse };
    getHome: { asks: types.GetHomeData; answers: types.GetHomeResponse };
    getHousehold: { asks: types.GetHouseholdData; answers: types.GetHouseholdResponse };
    getIncident: { asks: types.GetIncidentData; answers: types.GetIncidentResponse };
    getJob: { asks: types.GetJobData; answers: types.GetJobResponse };
    getJobRejected: { asks: types.GetJobRejectedData; answers: types.GetJobRejectedResponse };
    getJobResult: { asks: types.GetJobResultData; answers: types.GetJobResultResponse };
    getJournal: { asks: types.GetJournalData; answers: types.GetJournalResponse };
    getKey: { asks: types.GetKeyData; answers: types.GetKeyResponse };
    getLeaderboard: { asks: types.GetLeaderboardData; answers: types.GetLeaderboardResponse };
    getMe: { asks: types.GetMeData; answers: types.GetMeResponse };
    getMeasures: { asks: types.GetMeasuresData; answers: types.GetMeasuresResponse };
    getMember: { asks: types.GetMemberData; answers: types.GetMemberResponse };
    getMemberActivities: { asks: types.GetMemberActivitiesData; answers: types.GetMemberActivitiesResponse };
    getMemberBalances: { asks: types.GetMemberBalancesData; answers: types.GetMemberBalancesResponse };
    getMemberTier: { asks: types.GetMemberTierData; answers: types.GetMemberTierResponse };
    getMetrics: { asks: types.GetMetricsData; answers: types.GetMetricsResponse };
    getMoneyJournal: { asks: types.GetMoneyJournalData; answers: types.GetMoneyJournalResponse };
    getMyData: { asks: types.GetMyDataData; answers: types.GetMyDataResponse };
    getNotice: { asks: types.GetNoticeData; answers: types.GetNoticeResponse };
    getOpenapi: { asks: types.GetOpenapiData; answers: types.GetOpenapiResponse };
    getOwnActivities: { asks: types.GetOwnActivitiesData; answers: types.GetOwnActivitiesResponse };
    getOwnBalances: { asks: types.GetOwnBalancesData; answers: types.GetOwnBalancesResponse };
    getOwnHousehold: { asks: types.GetOwnHouseholdData; answers: types.GetOwnHouseholdResponse };
    getOwnLeaderboard: { asks: types.GetOwnLeaderboardData; answers: types.GetOwnLeaderboardResponse };
    getOwnMovement: { asks: types.GetOwnMovementData; answers: types.GetOwnMovementResponse };
    getOwnQr: { asks: types.GetOwnQrData; answers: types.GetOwnQrResponse };
    getOwnRedemption: { asks: types.GetOwnRedemptionData; answers: types.GetOwnRedemptionResponse };
    getOwnSession: { asks: types.GetOwnSessionData; answers: types.GetOwnSessionResponse };
    getOwnTier: { asks: types.GetOwnTierData; answers: types.GetOwnTierResponse };
    getPreferences: { asks: types.GetPreferencesData; answers: types.GetPreferencesResponse };
    getPrivacyRequest: { asks: types.GetPrivacyRequestData; answers: types.GetPrivacyRequestResponse };
    getProgramme: { asks: types.GetProgrammeData; answers: types.GetProgrammeResponse };
    getProgrammeDiff: { asks: types.GetProgrammeDiffData; answers: types.GetProgrammeDiffResponse };
    getProgrammeDraft: { asks: types.GetProgrammeDraftData; answers: types.GetProgrammeDraftResponse };
    getProgrammeVersion: { asks: types.GetProgrammeVersionData; answers: types.GetProgrammeVersionResponse };
    getPurchase: { asks: types.GetPurchaseData; answers: types.GetPurchaseResponse };
    getPurchaseExplanation: { asks: types.GetPurchaseExplanationData; answers: types.GetPurchaseExplanationResponse };
    getPurchaseTicket: { asks: types.GetPurchaseTicketData; answers: types.GetPurchaseTicketResponse };
    getReadiness: { asks: types.GetReadinessData; answers: types.GetReadinessResponse };
    getReceiptPage: { asks: types.GetReceiptPageData; answers: types.GetReceiptPageResponse };
    getRecognition: { asks: types.GetRecognitionData; answers: types.GetRecognitionResponse };
    getRedemption: { asks: types.GetRedemptionData; answers: types.GetRedemptionResponse };
    getReservation: { asks: types.GetReservationData; answers: types.GetReservationResponse };
    getRetention: { asks: types.GetRetentionData; answers: types.GetRetentionResponse };
    getReward: { asks: types.GetRewardData; answers: types.GetRewardResponse };
    getRfm: { asks: types.GetRfmData; answers: types.GetRfmResponse };
    getRollForward: { asks: types.GetRollForwardData; answers: types.GetRollForwardResponse };
    getSatisfaction: { asks: types.GetSatisfactionData; answers: types.GetSatisfactionResponse };
    getSession: { asks: types.GetSessionData; answers: types.GetSessionResponse };
    getSettings: { asks: types.GetSettingsData; answers: types.GetSettingsResponse };
    getShift: { asks: types.GetShiftData; answers: types.GetShiftResponse };
    getStaff: { asks: types.GetStaffData; answers: types.GetStaffResponse };
    getStatement: { asks: types.GetStatementData; answers: types.GetStatementResponse };
    getTillDesk: { asks: types.GetTillDeskData; answers: types.GetTillDeskResponse };
    getWebhook: { asks: types.GetWebhookData; answers: types.GetWebhookResponse };
    inviteToHousehold: { asks: types.InviteToHouseholdData; answers: types.InviteToHouseholdResponse };
    joinClub: { asks: types.JoinClubData; answers: types.JoinClubResponse };
    joinClubMyself: { asks: types.JoinClubMyselfData; answers: types.JoinClubMyselfResponse };
    joinHousehold: { asks: types.JoinHouseholdData; answers: types.JoinHouseholdResponse };
    joinOwnHousehold: { asks: types.JoinOwnHouseholdData; answers: types.JoinOwnHouseholdResponse };
    joinProgramme: { asks: types.JoinProgrammeData; answers: types.JoinProgrammeResponse };
    keepMe: { asks: types.KeepMeData; answers: types.KeepMeResponse };
    leaveHousehold: { asks: types.LeaveHouseholdData; answers: types.LeaveHouseholdResponse };
    leaveOwnHousehold: { asks: types.LeaveOwnHouseholdData; answers: types.LeaveOwnHouseholdResponse };
    listAffected: { asks: types.ListAffectedData; answers: types.ListAffectedResponse };
    listApprovals: { asks: types.ListApprovalsData; answers: types.ListApprovalsResponse };
    listAudit: { asks: types.ListAuditData; answers: types.ListAuditResponse };
    listBrandMembers: { asks: types.ListBrandMembersData; answers: types.ListBrandMembersResponse };
    listCampaigns: { asks: types.ListCampaignsData; answers: types.ListCampaignsResponse };
    listCardMessages: { asks: types.ListCardMessagesData; answers: types.ListCardMessagesResponse };
    listCases: { asks: types.ListCasesData; answers: types.ListCasesResponse };
    listClosedMonths: { asks: types.ListClosedMonthsData; answers: types.ListClosedMonthsResponse };
    listClubs: { asks: types.ListClubsData; answers: types.ListClubsResponse };
    listCohortMembers: { asks: types.ListCohortMembersData; answers: types.ListCohortMembersResponse };
    listConsents: { asks: types.ListConsentsData; answers: types.ListConsentsResponse };
    listCoupons: { asks: types.ListCouponsData; answers: types.ListCouponsResponse };
    listDeliveries: { asks: types.ListDeliveriesData; answers: types.ListDeliveriesResponse };
    listErasures: { asks: types.ListErasuresData; answers: types.ListErasuresResponse };
    listEvents: { asks: types.ListEventsData; answers: types.ListEventsResponse };
    listInbox: { asks: types.ListInboxData; answers: types.ListInboxResponse };
    listIncidents: { asks: types.ListIncidentsData; answers: types.ListIncidentsResponse };
    listJobs: { asks: types.ListJobsData; answers: types.ListJobsResponse };
    listKeys: { asks: types.ListKeysData; answers: types.ListKeysResponse };
    listLeaderboards: { asks: types.ListLeaderboardsData; answers: types.ListLeaderboardsResponse };
    listMeasureRows: { asks: types.ListMeasureRowsData; answers: types.ListMeasureRowsResponse };
    listMemberAnswers: { asks: types.ListMemberAnswersData; answers: types.ListMemberAnswersResponse };
    listMemberBadges: { asks: types.ListMemberBadgesData; answers: types.ListMemberBadgesResponse };
    listMemberHistory: { asks: types.ListMemberHistoryData; answers: types.ListMemberHistoryResponse };
    listMemberLots: { asks: types.ListMemberLotsData; answers: types.ListMemberLotsResponse };
    listMemberMessages: { asks: types.ListMemberMessagesData; answers: types.ListMemberMessagesResponse };
    listMemberNotices: { asks: types.ListMemberNoticesData; answers: types.ListMemberNoticesResponse };
    listMemberReferrals: { asks: types.ListMemberReferralsData; answers: types.ListMemberReferralsResponse };
    listMemberVouchers: { asks: types.ListMemberVouchersData; answers: types.ListMemberVouchersResponse };
    listMessages: { asks: types.ListMessagesData; answers: types.ListMessagesResponse };
    listMyRestrictions: { asks: types.ListMyRestrictionsData; answers: types.ListMyRestrictionsResponse };
    listOwnAnswers: { asks: types.ListOwnAnswersData; answers: types.ListOwnAnswersResponse };
    listOwnBadges: { asks: types.ListOwnBadgesData; answers: types.ListOwnBadgesResponse };
    listOwnConsents: { asks: types.ListOwnConsentsData; answers: types.ListOwnConsentsResponse };
    listOwnHistory: { asks: types.ListOwnHistoryData; answers: types.ListOwnHistoryResponse };
    listOwnLeaderboards: { asks: types.ListOwnLeaderboardsData; answers: types.ListOwnLeaderboardsResponse };
    listOwnLots: { asks: types.ListOwnLotsData; answers: types.ListOwnLotsResponse };
    listOwnMessages: { asks: types.ListOwnMessagesData; answers: types.ListOwnMessagesResponse };
    listOwnReferrals: { asks: types.ListOwnReferralsData; answers: types.ListOwnReferralsResponse };
    listOwnSessions: { asks: types.ListOwnSessionsData; answers: types.ListOwnSessionsResponse };
    listOwnSubscriptions: { asks: types.ListOwnSubscriptionsData; answers: types.ListOwnSubscriptionsResponse };
    listOwnSurveys: { asks: types.ListOwnSurveysData; answers: types.ListOwnSurveysResponse };
    listOwnVouchers: { asks: types.ListOwnVouchersData; answers: types.ListOwnVouchersResponse };
    listParked: { asks: types.ListParkedData; answers: types.ListParkedResponse };
    listPrivacyRequests: { asks: types.ListPrivacyRequestsData; answers: types.ListPrivacyRequestsResponse };
    listPrivacyTexts: { asks: types.ListPrivacyTextsData; answers: types.ListPrivacyTextsResponse };
    listProducts: { asks: types.ListProductsData; answers: types.ListProductsResponse };
    listProgrammeVersions: { asks: types.ListProgrammeVersionsData; answers: types.ListProgrammeVersionsResponse };
    listRedemptions: { asks: types.ListRedemptionsData; answers: types.ListRedemptionsResponse };
    listReferrals: { asks: types.ListReferralsData; answers: types.ListReferralsResponse };
    listRestrictions: { asks: types.ListRestrictionsData; answers: types.ListRestrictionsResponse };
    listRetention: { asks: types.ListRetentionData; answers: types.ListRetentionResponse };
    listRewards: { asks: types.ListRewardsData; answers: types.ListRewardsResponse };
    listRewardsForMe: { asks: types.ListRewardsForMeData; answers: types.ListRewardsForMeResponse };
    listRfmMembers: { asks: types.ListRfmMembersData; answers: types.ListRfmMembersResponse };
    listSegmentMembers: { asks: types.ListSegmentMembersData; answers: types.ListSegmentMembersResponse };
    listSegmentMoves: { asks: types.ListSegmentMovesData; answers: types.ListSegmentMovesResponse };
    listSegmentPaths: { asks: types.ListSegmentPathsData; answers: types.ListSegmentPathsResponse };
    listSegments: { asks: types.ListSegmentsData; answers: types.ListSegmentsResponse };
    listSessions: { asks: types.ListSessionsData; answers: types.ListSessionsResponse };
    listStaff: { asks: types.ListStaffData; answers: types.ListStaffResponse };
    listStatements: { asks: types.ListStatementsData; answers: types.ListStatementsResponse };
    listStores: { asks: types.ListStoresData; answers: types.ListStoresResponse };
    listSubscriptions: { asks: types.ListSubscriptionsData; answers: types.ListSubscriptionsResponse };
    listTills: { asks: types.ListTillsData; answers: types.ListTillsResponse };
    listWebhooks: { asks: types.ListWebhooksData; answers: types.ListWebhooksResponse };
    lockVoucher: { asks: types.LockVoucherData; answers: types.LockVoucherResponse };
    lookupMember: { asks: types.LookupMemberData; answers: types.LookupMemberResponse };
    lookupPurchases: { asks: types.LookupPurchasesData; answers: types.LookupPurchasesResponse };
    mergeMembers: { asks: types.MergeMembersData; answers: types.MergeMembersResponse };
    offerSecondFactor: { asks: types.OfferSecondFactorData; answers: types.OfferSecondFactorResponse };
    optIn: { asks: types.OptInData; answers: types.OptInResponse };
    optInMyself: { asks: types.OptInMyselfData; answers: types.OptInMyselfResponse };
    pauseWebhook: { asks: types.PauseWebhookData; answers: types.PauseWebhookResponse };
    paySubscription: { asks: types.PaySubscriptionData; answers: types.PaySubscriptionResponse };
    previewBrand: { asks: types.PreviewBrandData; answers: types.PreviewBrandResponse };
    previewReturn: { asks: types.PreviewReturnData; answers: types.PreviewReturnResponse };
    priceCoupons: { asks: types.PriceCouponsData; answers: types.PriceCouponsResponse };
    publishProgrammeDraft: { asks: types.PublishProgrammeDraftData; answers: types.PublishProgrammeDraftResponse };
    putBrand: { asks: types.PutBrandData; answers: types.PutBrandResponse };
    putBrandLogo: { asks: types.PutBrandLogoData; answers: types.PutBrandLogoResponse };
    putJobPart: { asks: types.PutJobPartData; answers: types.PutJobPartResponse };
    putPreferences: { asks: types.PutPreferencesData; answers: types.PutPreferencesResponse };
    putPrivacyText: { asks: types.PutPrivacyTextData; answers: types.PutPrivacyTextResponse };
    putProgrammeDraft: { asks: types.PutProgrammeDraftData; answers: types.PutProgrammeDraftResponse };
    putSettings: { asks: types.PutSettingsData; answers: types.PutSettingsResponse };
    putStoreDay: { asks: types.PutStoreDayData; answers: types.PutStoreDayResponse };
    reactivateMember: { asks: types.ReactivateMemberData; answers: types.ReactivateMemberResponse };
    readInbox: { asks: types.ReadInboxData; answers: types.ReadInboxResponse };
    refundOwnRedemption: { asks: types.RefundOwnRedemptionData; answers: types.RefundOwnRedemptionResponse };
    refundRedemption: { asks: types.RefundRedemptionData; answers: types.RefundRedemptionResponse };
    rejectProgrammeDraft: { asks: types.RejectProgrammeDraftData; answers: types.RejectProgrammeDraftResponse };
    removeIdentity: { asks: types.RemoveIdentityData; answers: types.RemoveIdentityResponse };
    renewRecoveryCodes: { asks: types.RenewRecoveryCodesData; answers: types.RenewRecoveryCodesResponse };
    replaceIdentity: { asks: types.ReplaceIdentityData; answers: types.ReplaceIdentityResponse };
    replayDeliveries: { asks: types.ReplayDeliveriesData; answers: types.ReplayDeliveriesResponse };
    resetStaffPassword: { asks: types.ResetStaffPasswordData; answers: types.ResetStaffPasswordResponse };
    resetStaffSecondFactor: { asks: types.ResetStaffSecondFactorData; answers: types.ResetStaffSecondFactorResponse };
    resumeWebhook: { asks: types.ResumeWebhookData; answers: types.ResumeWebhookResponse };
    revokeKey: { asks: types.RevokeKeyData; answers: types.RevokeKeyResponse };
    revokeSession: { asks: types.RevokeSessionData; answers: types.RevokeSessionResponse };
    revokeTill: { asks: types.RevokeTillData; answers: types.RevokeTillResponse };
    rollBackProgramme: { asks: types.RollBackProgrammeData; answers: types.RollBackProgrammeResponse };
    rotateKey: { asks: types.RotateKeyData; answers: types.RotateKeyResponse };
    rotateWebhookSecret: { asks: types.RotateWebhookSecretData; answers: types.RotateWebhookSecretResponse };
    searchMembers: { asks: types.SearchMembersData; answers: types.SearchMembersResponse };
    setConsent: { asks: types.SetConsentData; answers: types.SetConsentResponse };
    setMemberLevel: { asks: types.SetMemberLevelData; answers: types.SetMemberLevelResponse };
    setMyRestriction: { asks: types.SetMyRestrictionData; answers: types.SetMyRestrictionResponse };
    setOwnConsent: { asks: types.SetOwnConsentData; answers: types.SetOwnConsentResponse };
    setPin: { asks: types.SetPinData; answers: types.SetPinResponse };
    setRestriction: { asks: types.SetRestrictionData; answers: types.SetRestrictionResponse };
    setRewardStock: { asks: types.SetRewardStockData; answers: types.SetRewardStockResponse };
    settleStatement: { asks: types.SettleStatementData; answers: types.SettleStatementResponse };
    showSignInCode: { asks: types.ShowSignInCodeData; answers: types.ShowSignInCodeResponse };
    signIn: { asks: types.SignInData; answers: types.SignInResponse };
    signInWithPin: { asks: types.SignInWithPinData; answers: types.SignInWithPinResponse };
    signOut: { asks: types.SignOutData; answers: types.SignOutResponse };
    startJob: { asks: types.StartJobData; answers: types.StartJobResponse };
    stepUp: { asks: types.StepUpData; answers: types.StepUpResponse };
    submitProgrammeDraft: { asks: types.SubmitProgrammeDraftData; answers: types.SubmitProgrammeDraftResponse };
    subscribe: { asks: types.SubscribeData; answers: types.SubscribeResponse };
    suspendMember: { asks: types.SuspendMemberData; answers: types.SuspendMemberResponse };
    testWebhook: { asks: types.TestWebhookData; answers: types.TestWebhookResponse };
    undoContactChange: { asks: types.UndoContactChangeData; answers: types.UndoContactChangeResponse };
    undoJob: { asks: types.UndoJobData; answers: types.UndoJobResponse };
    unlockVoucher: { asks: types.UnlockVoucherData; answers: types.UnlockVoucherResponse };
    unscheduleProgrammeDraft: { asks: types.UnscheduleProgrammeDraftData; answers: types.UnscheduleProgrammeDraftResponse };
    updateMe: { asks: types.UpdateMeData; answers: types.UpdateMeResponse };
    updateMember: { asks: types.UpdateMemberData; answers: types.UpdateMemberResponse };
    updateStaff: { asks: types.UpdateStaffData; answers: types.UpdateStaffResponse };
    updateWebhook: { asks: types.UpdateWebhookData; answers: types.UpdateWebhookResponse };
    useVoucher: { asks: types.UseVoucherData; answers: types.UseVoucherResponse };
    validateProgramme: { asks: types.ValidateProgrammeData; answers: types.ValidateProgrammeResponse };
    validateVoucher: { asks: types.ValidateVoucherData; answers: types.ValidateVoucherResponse };
    voidPurchase: { asks: types.VoidPurchaseData; answers: types.VoidPurchaseResponse };
}
