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
    /** Block an identity */
    blockIdentity: { method: "POST", path: "/v1/members/{id}/identities/block", keyed: true },
    /** Stop a job */
    cancelJob: { method: "POST", path: "/v1/jobs/{id}/cancel", keyed: false },
    /** Release held points */
    cancelReservation: { method: "POST", path: "/v1/reservations/{id}/cancel", keyed: true },
    /** Give up a plan */
    cancelSubscription: { method: "POST", path: "/v1/members/{id}/subscriptions/{plan}/cancel", keyed: true },
    /** Spend held points */
    captureReservation: { method: "POST", path: "/v1/reservations/{id}/capture", keyed: true },
    /** Close a member */
    closeMember: { method: "POST", path: "/v1/members/{id}/close", keyed: true },
    /** Close a month for good */
    closeMonth: { method: "POST", path: "/v1/months/{month}/close", keyed: false },
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
    /** Make an API key */
    createKey: { method: "POST", path: "/v1/keys", keyed: false },
    /** Enrol a member */
    createMember: { method: "POST", path: "/v1/members", keyed: true },
    /** Record a purchase */
    createPurchase: { method: "POST", path: "/v1/purchases", keyed: false },
    /** Record up to 1,000 purchases */
    createPurchases: { method: "POST", path: "/v1/purchases/batch", keyed: false },
    /** What a purchase would earn */
    createQuote: { method: "POST", path: "/v1/quotes", keyed: false },
    /** Redeem a reward */
    createRedemption: { method: "POST", path: "/v1/redemptions", keyed: true },
    /** Give expired points back */
    createReinstatement: { method: "POST", path: "/v1/reinstatements", keyed: true },
    /** Hold points for a payment */
    createReservation: { method: "POST", path: "/v1/reservations", keyed: true },
    /** Return lines of a purchase */
    createReturn: { method: "POST", path: "/v1/purchases/{id}/returns", keyed: false },
    /** Make the statements of a month */
    createStatements: { method: "POST", path: "/v1/statements", keyed: false },
    /** Give points to another member */
    createTransfer: { method: "POST", path: "/v1/transfers", keyed: true },
    /** Decide what somebody else asked for */
    decideApproval: { method: "POST", path: "/v1/approvals/{id}/decide", keyed: false },
    /** Decide about an orphaned return */
    decideParked: { method: "POST", path: "/v1/parked/decide", keyed: true },
    /** Decide about a referral in review */
    decideReferral: { method: "POST", path: "/v1/referrals/{member}/decide", keyed: true },
    /** Dispute a statement */
    disputeStatement: { method: "POST", path: "/v1/statements/{id}/dispute", keyed: false },
    /** What a segment would hold */
    draftSegment: { method: "POST", path: "/v1/segments/draft", keyed: false },
    /** Record a failed payment of a plan */
    failPayment: { method: "POST", path: "/v1/members/{id}/subscriptions/{plan}/payment-failed", keyed: true },
    /** Hand a prize over */
    fulfilRedemption: { method: "POST", path: "/v1/redemptions/{id}/fulfil", keyed: true },
    /** Whose points were redeemed where in a month */
    getBilateral: { method: "GET", path: "/v1/reports/bilateral", keyed: false },
    /** A member as a brand of a coalition sees them */
    getBrandMember: { method: "GET", path: "/v1/brands/{code}/members/{id}", keyed: false },
    /** How many points are never used */
    getBreakage: { method: "GET", path: "/v1/reports/breakage", keyed: false },
    /** What a campaign brought */
    getCampaignResult: { method: "GET", path: "/v1/reports/campaigns/{code}", keyed: false },
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
    /** A household */
    getHousehold: { method: "GET", path: "/v1/households/{id}", keyed: false },
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
    /** This document */
    getOpenapi: { method: "GET", path: "/openapi.json", keyed: false },
    /** A purchase as it stands */
    getPurchase: { method: "GET", path: "/v1/purchases/{id}", keyed: false },
    /** Whether requests would be served */
    getReadiness: { method: "GET", path: "/readyz", keyed: false },
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
    /** Settings of the tenant */
    getSettings: { method: "GET", path: "/v1/settings", keyed: false },
    /** One statement, to read, keep or print */
    getStatement: { method: "GET", path: "/v1/statements/{id}", keyed: false },
    /** Join a club with a common goal */
    joinClub: { method: "POST", path: "/v1/members/{id}/clubs", keyed: true },
    /** Join a household */
    joinHousehold: { method: "POST", path: "/v1/households/{id}/members", keyed: true },
    /** Leave a household */
    leaveHousehold: { method: "POST", path: "/v1/households/{id}/members/{member}/leave", keyed: true },
    /** What waits for a second person */
    listApprovals: { method: "GET", path: "/v1/approvals", keyed: false },
    /** Who did what */
    listAudit: { method: "GET", path: "/v1/audit", keyed: false },
    /** Members as a brand of a coalition sees them */
    listBrandMembers: { method: "GET", path: "/v1/brands/{code}/members", keyed: false },
    /** The campaigns of the programme */
    listCampaigns: { method: "GET", path: "/v1/campaigns", keyed: false },
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
    /** What happened, event by event */
    listEvents: { method: "GET", path: "/v1/events", keyed: false },
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
    /** Returns and voids that wait */
    listParked: { method: "GET", path: "/v1/parked", keyed: false },
    /** The queue of redemptions */
    listRedemptions: { method: "GET", path: "/v1/redemptions", keyed: false },
    /** Referrals that wait for a person */
    listReferrals: { method: "GET", path: "/v1/referrals", keyed: false },
    /** The catalogue of rewards */
    listRewards: { method: "GET", path: "/v1/rewards", keyed: false },
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
    /** Statements between brands */
    listStatements: { method: "GET", path: "/v1/statements", keyed: false },
    /** The stores of the programme */
    listStores: { method: "GET", path: "/v1/stores", keyed: false },
    /** Plans, and what they gave or would have given */
    listSubscriptions: { method: "GET", path: "/v1/members/{id}/subscriptions", keyed: false },
    /** Hold a voucher for a cart */
    lockVoucher: { method: "POST", path: "/v1/vouchers/lock", keyed: true },
    /** Find a member */
    lookupMember: { method: "POST", path: "/v1/members/lookup", keyed: false },
    /** Find a purchase by its papers */
    lookupPurchases: { method: "POST", path: "/v1/purchases/lookup", keyed: false },
    /** Merge a duplicate into a member */
    mergeMembers: { method: "POST", path: "/v1/members/{id}/merge", keyed: true },
    /** Take part in a challenge */
    optIn: { method: "POST", path: "/v1/members/{id}/challenges", keyed: true },
    /** Record a payment of a plan */
    paySubscription: { method: "POST", path: "/v1/members/{id}/subscriptions/{plan}/paid", keyed: true },
    /** What coupons take off a ticket */
    priceCoupons: { method: "POST", path: "/v1/coupons/price", keyed: false },
    /** Send a part of a large file */
    putJobPart: { method: "POST", path: "/v1/jobs/{id}/parts", keyed: false },
    /** Set the settings */
    putSettings: { method: "PUT", path: "/v1/settings", keyed: false },
    /** Set what a store sold on a day */
    putStoreDay: { method: "PUT", path: "/v1/stores/{code}/days/{date}", keyed: false },
    /** Reactivate a suspended member */
    reactivateMember: { method: "POST", path: "/v1/members/{id}/reactivate", keyed: true },
    /** Give a redemption back */
    refundRedemption: { method: "POST", path: "/v1/redemptions/{id}/refund", keyed: true },
    /** Remove an identity */
    removeIdentity: { method: "POST", path: "/v1/members/{id}/identities/remove", keyed: true },
    /** Replace an identity */
    replaceIdentity: { method: "POST", path: "/v1/members/{id}/identities/replace", keyed: true },
    /** Revoke an API key */
    revokeKey: { method: "DELETE", path: "/v1/keys/{id}", keyed: false },
    /** Put a fresh key in the place of one */
    rotateKey: { method: "POST", path: "/v1/keys/{id}/rotate", keyed: false },
    /** Record what a member allows */
    setConsent: { method: "POST", path: "/v1/members/{id}/consents", keyed: true },
    /** Set a member's level by hand */
    setMemberLevel: { method: "POST", path: "/v1/members/{id}/level", keyed: true },
    /** Set what is left of a reward */
    setRewardStock: { method: "POST", path: "/v1/rewards/{code}/stock", keyed: true },
    /** Settle a statement */
    settleStatement: { method: "POST", path: "/v1/statements/{id}/settle", keyed: false },
    /** All parts are there */
    startJob: { method: "POST", path: "/v1/jobs/{id}/start", keyed: false },
    /** What happens, as it happens */
    streamEvents: { method: "GET", path: "/v1/events/stream", keyed: false },
    /** Watch a job */
    streamJob: { method: "GET", path: "/v1/jobs/{id}/stream", keyed: false },
    /** Buy a plan */
    subscribe: { method: "POST", path: "/v1/members/{id}/subscriptions", keyed: true },
    /** Suspend a member */
    suspendMember: { method: "POST", path: "/v1/members/{id}/suspend", keyed: true },
    /** Take opening balances back */
    undoJob: { method: "POST", path: "/v1/jobs/{id}/undo", keyed: false },
    /** Release a held voucher */
    unlockVoucher: { method: "POST", path: "/v1/vouchers/unlock", keyed: true },
    /** Change what is known of a member */
    updateMember: { method: "PATCH", path: "/v1/members/{id}", keyed: true },
    /** Use a voucher */
    useVoucher: { method: "POST", path: "/v1/vouchers/use", keyed: true },
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
    blockIdentity: { asks: types.BlockIdentityData; answers: types.BlockIdentityResponse };
    cancelJob: { asks: types.CancelJobData; answers: types.CancelJobResponse };
    cancelReservation: { asks: types.CancelReservationData; answers: types.CancelReservationResponse };
    cancelSubscription: { asks: types.CancelSubscriptionData; answers: types.CancelSubscriptionResponse };
    captureReservation: { asks: types.CaptureReservationData; answers: types.CaptureReservationResponse };
    closeMember: { asks: types.CloseMemberData; answers: types.CloseMemberResponse };
    closeMonth: { asks: types.CloseMonthData; answers: types.CloseMonthResponse };
    correctStatement: { asks: types.CorrectStatementData; answers: types.CorrectStatementResponse };
    createAction: { asks: types.CreateActionData; answers: types.CreateActionResponse };
    createAdjustment: { asks: types.CreateAdjustmentData; answers: types.CreateAdjustmentResponse };
    createAnswer: { asks: types.CreateAnswerData; answers: types.CreateAnswerResponse };
    createBreakageEstimate: { asks: types.CreateBreakageEstimateData; answers: types.CreateBreakageEstimateResponse };
    createConversion: { asks: types.CreateConversionData; answers: types.CreateConversionResponse };
    createExport: { asks: types.CreateExportData; answers: types.CreateExportResponse };
    createExtension: { asks: types.CreateExtensionData; answers: types.CreateExtensionResponse };
    createHousehold: { asks: types.CreateHouseholdData; answers: types.CreateHouseholdResponse };
    createImport: { asks: types.CreateImportData; answers: types.CreateImportResponse };
    createKey: { asks: types.CreateKeyData; answers: types.CreateKeyResponse };
    createMember: { asks: types.CreateMemberData; answers: types.CreateMemberResponse };
    createPurchase: { asks: types.CreatePurchaseData; answers: types.CreatePurchaseResponse };
    createPurchases: { asks: types.CreatePurchasesData; answers: types.CreatePurchasesResponse };
    createQuote: { asks: types.CreateQuoteData; answers: types.CreateQuoteResponse };
    createRedemption: { asks: types.CreateRedemptionData; answers: types.CreateRedemptionResponse };
    createReinstatement: { asks: types.CreateReinstatementData; answers: types.CreateReinstatementResponse };
    createReservation: { asks: types.CreateReservationData; answers: types.CreateReservationResponse };
    createReturn: { asks: types.CreateReturnData; answers: types.CreateReturnResponse };
    createStatements: { asks: types.CreateStatementsData; answers: types.CreateStatementsResponse };
    createTransfer: { asks: types.CreateTransferData; answers: types.CreateTransferResponse };
    decideApproval: { asks: types.DecideApprovalData; answers: types.DecideApprovalResponse };
    decideParked: { asks: types.DecideParkedData; answers: types.DecideParkedResponse };
    decideReferral: { asks: types.DecideReferralData; answers: types.DecideReferralResponse };
    disputeStatement: { asks: types.DisputeStatementData; answers: types.DisputeStatementResponse };
    draftSegment: { asks: types.DraftSegmentData; answers: types.DraftSegmentResponse };
    failPayment: { asks: types.FailPaymentData; answers: types.FailPaymentResponse };
    fulfilRedemption: { asks: types.FulfilRedemptionData; answers: types.FulfilRedemptionResponse };
    getBilateral: { asks: types.GetBilateralData; answers: types.GetBilateralResponse };
    getBrandMember: { asks: types.GetBrandMemberData; answers: types.GetBrandMemberResponse };
    getBreakage: { asks: types.GetBreakageData; answers: types.GetBreakageResponse };
    getCampaignResult: { asks: types.GetCampaignResultData; answers: types.GetCampaignResultResponse };
    getClearing: { asks: types.GetClearingData; answers: types.GetClearingResponse };
    getClub: { asks: types.GetClubData; answers: types.GetClubResponse };
    getDeferral: { asks: types.GetDeferralData; answers: types.GetDeferralResponse };
    getDocs: { asks: types.GetDocsData; answers: types.GetDocsResponse };
    getHealth: { asks: types.GetHealthData; answers: types.GetHealthResponse };
    getHousehold: { asks: types.GetHouseholdData; answers: types.GetHouseholdResponse };
    getJob: { asks: types.GetJobData; answers: types.GetJobResponse };
    getJobRejected: { asks: types.GetJobRejectedData; answers: types.GetJobRejectedResponse };
    getJobResult: { asks: types.GetJobResultData; answers: types.GetJobResultResponse };
    getJournal: { asks: types.GetJournalData; answers: types.GetJournalResponse };
    getKey: { asks: types.GetKeyData; answers: types.GetKeyResponse };
    getLeaderboard: { asks: types.GetLeaderboardData; answers: types.GetLeaderboardResponse };
    getMeasures: { asks: types.GetMeasuresData; answers: types.GetMeasuresResponse };
    getMember: { asks: types.GetMemberData; answers: types.GetMemberResponse };
    getMemberActivities: { asks: types.GetMemberActivitiesData; answers: types.GetMemberActivitiesResponse };
    getMemberBalances: { asks: types.GetMemberBalancesData; answers: types.GetMemberBalancesResponse };
    getMemberTier: { asks: types.GetMemberTierData; answers: types.GetMemberTierResponse };
    getMetrics: { asks: types.GetMetricsData; answers: types.GetMetricsResponse };
    getMoneyJournal: { asks: types.GetMoneyJournalData; answers: types.GetMoneyJournalResponse };
    getOpenapi: { asks: types.GetOpenapiData; answers: types.GetOpenapiResponse };
    getPurchase: { asks: types.GetPurchaseData; answers: types.GetPurchaseResponse };
    getReadiness: { asks: types.GetReadinessData; answers: types.GetReadinessResponse };
    getRecognition: { asks: types.GetRecognitionData; answers: types.GetRecognitionResponse };
    getRedemption: { asks: types.GetRedemptionData; answers: types.GetRedemptionResponse };
    getReservation: { asks: types.GetReservationData; answers: types.GetReservationResponse };
    getRetention: { asks: types.GetRetentionData; answers: types.GetRetentionResponse };
    getReward: { asks: types.GetRewardData; answers: types.GetRewardResponse };
    getRfm: { asks: types.GetRfmData; answers: types.GetRfmResponse };
    getRollForward: { asks: types.GetRollForwardData; answers: types.GetRollForwardResponse };
    getSatisfaction: { asks: types.GetSatisfactionData; answers: types.GetSatisfactionResponse };
    getSettings: { asks: types.GetSettingsData; answers: types.GetSettingsResponse };
    getStatement: { asks: types.GetStatementData; answers: types.GetStatementResponse };
    joinClub: { asks: types.JoinClubData; answers: types.JoinClubResponse };
    joinHousehold: { asks: types.JoinHouseholdData; answers: types.JoinHouseholdResponse };
    leaveHousehold: { asks: types.LeaveHouseholdData; answers: types.LeaveHouseholdResponse };
    listApprovals: { asks: types.ListApprovalsData; answers: types.ListApprovalsResponse };
    listAudit: { asks: types.ListAuditData; answers: types.ListAuditResponse };
    listBrandMembers: { asks: types.ListBrandMembersData; answers: types.ListBrandMembersResponse };
    listCampaigns: { asks: types.ListCampaignsData; answers: types.ListCampaignsResponse };
    listClosedMonths: { asks: types.ListClosedMonthsData; answers: types.ListClosedMonthsResponse };
    listClubs: { asks: types.ListClubsData; answers: types.ListClubsResponse };
    listCohortMembers: { asks: types.ListCohortMembersData; answers: types.ListCohortMembersResponse };
    listConsents: { asks: types.ListConsentsData; answers: types.ListConsentsResponse };
    listCoupons: { asks: types.ListCouponsData; answers: types.ListCouponsResponse };
    listEvents: { asks: types.ListEventsData; answers: types.ListEventsResponse };
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
    listParked: { asks: types.ListParkedData; answers: types.ListParkedResponse };
    listRedemptions: { asks: types.ListRedemptionsData; answers: types.ListRedemptionsResponse };
    listReferrals: { asks: types.ListReferralsData; answers: types.ListReferralsResponse };
    listRewards: { asks: types.ListRewardsData; answers: types.ListRewardsResponse };
    listRfmMembers: { asks: types.ListRfmMembersData; answers: types.ListRfmMembersResponse };
    listSegmentMembers: { asks: types.ListSegmentMembersData; answers: types.ListSegmentMembersResponse };
    listSegmentMoves: { asks: types.ListSegmentMovesData; answers: types.ListSegmentMovesResponse };
    listSegmentPaths: { asks: types.ListSegmentPathsData; answers: types.ListSegmentPathsResponse };
    listSegments: { asks: types.ListSegmentsData; answers: types.ListSegmentsResponse };
    listStatements: { asks: types.ListStatementsData; answers: types.ListStatementsResponse };
    listStores: { asks: types.ListStoresData; answers: types.ListStoresResponse };
    listSubscriptions: { asks: types.ListSubscriptionsData; answers: types.ListSubscriptionsResponse };
    lockVoucher: { asks: types.LockVoucherData; answers: types.LockVoucherResponse };
    lookupMember: { asks: types.LookupMemberData; answers: types.LookupMemberResponse };
    lookupPurchases: { asks: types.LookupPurchasesData; answers: types.LookupPurchasesResponse };
    mergeMembers: { asks: types.MergeMembersData; answers: types.MergeMembersResponse };
    optIn: { asks: types.OptInData; answers: types.OptInResponse };
    paySubscription: { asks: types.PaySubscriptionData; answers: types.PaySubscriptionResponse };
    priceCoupons: { asks: types.PriceCouponsData; answers: types.PriceCouponsResponse };
    putJobPart: { asks: types.PutJobPartData; answers: types.PutJobPartResponse };
    putSettings: { asks: types.PutSettingsData; answers: types.PutSettingsResponse };
    putStoreDay: { asks: types.PutStoreDayData; answers: types.PutStoreDayResponse };
    reactivateMember: { asks: types.ReactivateMemberData; answers: types.ReactivateMemberResponse };
    refundRedemption: { asks: types.RefundRedemptionData; answers: types.RefundRedemptionResponse };
    removeIdentity: { asks: types.RemoveIdentityData; answers: types.RemoveIdentityResponse };
    replaceIdentity: { asks: types.ReplaceIdentityData; answers: types.ReplaceIdentityResponse };
    revokeKey: { asks: types.RevokeKeyData; answers: types.RevokeKeyResponse };
    rotateKey: { asks: types.RotateKeyData; answers: types.RotateKeyResponse };
    setConsent: { asks: types.SetConsentData; answers: types.SetConsentResponse };
    setMemberLevel: { asks: types.SetMemberLevelData; answers: types.SetMemberLevelResponse };
    setRewardStock: { asks: types.SetRewardStockData; answers: types.SetRewardStockResponse };
    settleStatement: { asks: types.SettleStatementData; answers: types.SettleStatementResponse };
    startJob: { asks: types.StartJobData; answers: types.StartJobResponse };
    streamEvents: { asks: types.StreamEventsData; answers: types.StreamEventsResponse };
    streamJob: { asks: types.StreamJobData; answers: types.StreamJobResponse };
    subscribe: { asks: types.SubscribeData; answers: types.SubscribeResponse };
    suspendMember: { asks: types.SuspendMemberData; answers: types.SuspendMemberResponse };
    undoJob: { asks: types.UndoJobData; answers: types.UndoJobResponse };
    unlockVoucher: { asks: types.UnlockVoucherData; answers: types.UnlockVoucherResponse };
    updateMember: { asks: types.UpdateMemberData; answers: types.UpdateMemberResponse };
    useVoucher: { asks: types.UseVoucherData; answers: types.UseVoucherResponse };
    validateVoucher: { asks: types.ValidateVoucherData; answers: types.ValidateVoucherResponse };
    voidPurchase: { asks: types.VoidPurchaseData; answers: types.VoidPurchaseResponse };
}
