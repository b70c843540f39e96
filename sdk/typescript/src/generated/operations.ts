// Made from api/openapi.yaml by generate-operations.mjs; `npm run generate` makes it anew.
import type * as types from "./types.gen.ts";

/** Method, path, and whether it takes an Idempotency-Key. */
export const operations = {
    /** A supplier's codes for a coupon */
    addCouponCodes: { method: "POST", path: "/v1/coupons/{code}/codes", keyed: true },
    /** Add an identity */
    addIdentity: { method: "POST", path: "/v1/members/{id}/identities", keyed: true },
    /** A supplier's codes for a reward */
    addRewardCodes: { method: "POST", path: "/v1/rewards/{code}/codes", keyed: true },
    /** Block an identity */
    blockIdentity: { method: "POST", path: "/v1/members/{id}/identities/block", keyed: true },
    /** Release held points */
    cancelReservation: { method: "POST", path: "/v1/reservations/{id}/cancel", keyed: true },
    /** Spend held points */
    captureReservation: { method: "POST", path: "/v1/reservations/{id}/capture", keyed: true },
    /** Close a member */
    closeMember: { method: "POST", path: "/v1/members/{id}/close", keyed: true },
    /** Adjust points by hand */
    createAdjustment: { method: "POST", path: "/v1/adjustments", keyed: true },
    /** Convert one currency into another */
    createConversion: { method: "POST", path: "/v1/conversions", keyed: true },
    /** Let points live longer */
    createExtension: { method: "POST", path: "/v1/extensions", keyed: true },
    /** Make a household */
    createHousehold: { method: "POST", path: "/v1/households", keyed: true },
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
    /** Give points to another member */
    createTransfer: { method: "POST", path: "/v1/transfers", keyed: true },
    /** Decide what somebody else asked for */
    decideApproval: { method: "POST", path: "/v1/approvals/{id}/decide", keyed: false },
    /** Decide about an orphaned return */
    decideParked: { method: "POST", path: "/v1/parked/decide", keyed: true },
    /** Hand a prize over */
    fulfilRedemption: { method: "POST", path: "/v1/redemptions/{id}/fulfil", keyed: true },
    /** How a sale is shared between goods and points */
    getDeferral: { method: "GET", path: "/v1/purchases/{id}/deferral", keyed: false },
    /** This document as a page */
    getDocs: { method: "GET", path: "/docs", keyed: false },
    /** Whether the process answers */
    getHealth: { method: "GET", path: "/healthz", keyed: false },
    /** A household */
    getHousehold: { method: "GET", path: "/v1/households/{id}", keyed: false },
    /** A member */
    getMember: { method: "GET", path: "/v1/members/{id}", keyed: false },
    /** What a member can do next */
    getMemberActivities: { method: "GET", path: "/v1/members/{id}/activities", keyed: false },
    /** A member's balances */
    getMemberBalances: { method: "GET", path: "/v1/members/{id}/balances", keyed: false },
    /** Counters for Prometheus */
    getMetrics: { method: "GET", path: "/metrics", keyed: false },
    /** The money that the sales of a month defer */
    getMoneyJournal: { method: "GET", path: "/v1/reports/money-journal", keyed: false },
    /** This document */
    getOpenapi: { method: "GET", path: "/openapi.json", keyed: false },
    /** Whether requests would be served */
    getReadiness: { method: "GET", path: "/readyz", keyed: false },
    /** A redemption */
    getRedemption: { method: "GET", path: "/v1/redemptions/{id}", keyed: false },
    /** A reservation */
    getReservation: { method: "GET", path: "/v1/reservations/{id}", keyed: false },
    /** A reward */
    getReward: { method: "GET", path: "/v1/rewards/{code}", keyed: false },
    /** What a month moved in a currency */
    getRollForward: { method: "GET", path: "/v1/reports/roll-forward", keyed: false },
    /** Settings of the tenant */
    getSettings: { method: "GET", path: "/v1/settings", keyed: false },
    /** Join a household */
    joinHousehold: { method: "POST", path: "/v1/households/{id}/members", keyed: true },
    /** Leave a household */
    leaveHousehold: { method: "POST", path: "/v1/households/{id}/members/{member}/leave", keyed: true },
    /** What waits for a second person */
    listApprovals: { method: "GET", path: "/v1/approvals", keyed: false },
    /** A member's history */
    listMemberHistory: { method: "GET", path: "/v1/members/{id}/history", keyed: false },
    /** A member's lots */
    listMemberLots: { method: "GET", path: "/v1/members/{id}/lots", keyed: false },
    /** What would be announced about points that end */
    listMemberNotices: { method: "GET", path: "/v1/members/{id}/notices", keyed: false },
    /** A member's vouchers */
    listMemberVouchers: { method: "GET", path: "/v1/members/{id}/vouchers", keyed: false },
    /** Returns and voids that wait */
    listParked: { method: "GET", path: "/v1/parked", keyed: false },
    /** The queue of redemptions */
    listRedemptions: { method: "GET", path: "/v1/redemptions", keyed: false },
    /** The catalogue of rewards */
    listRewards: { method: "GET", path: "/v1/rewards", keyed: false },
    /** Hold a voucher for a cart */
    lockVoucher: { method: "POST", path: "/v1/vouchers/lock", keyed: true },
    /** Find a member */
    lookupMember: { method: "POST", path: "/v1/members/lookup", keyed: false },
    /** Merge a duplicate into a member */
    mergeMembers: { method: "POST", path: "/v1/members/{id}/merge", keyed: true },
    /** Take part in a challenge */
    optIn: { method: "POST", path: "/v1/members/{id}/challenges", keyed: true },
    /** What coupons take off a ticket */
    priceCoupons: { method: "POST", path: "/v1/coupons/price", keyed: false },
    /** Set the settings */
    putSettings: { method: "PUT", path: "/v1/settings", keyed: false },
    /** Reactivate a suspended member */
    reactivateMember: { method: "POST", path: "/v1/members/{id}/reactivate", keyed: true },
    /** Give a redemption back */
    refundRedemption: { method: "POST", path: "/v1/redemptions/{id}/refund", keyed: true },
    /** Remove an identity */
    removeIdentity: { method: "POST", path: "/v1/members/{id}/identities/remove", keyed: true },
    /** Replace an identity */
    replaceIdentity: { method: "POST", path: "/v1/members/{id}/identities/replace", keyed: true },
    /** Set a member's level by hand */
    setMemberLevel: { method: "POST", path: "/v1/members/{id}/level", keyed: true },
    /** Set what is left of a reward */
    setRewardStock: { method: "POST", path: "/v1/rewards/{code}/stock", keyed: true },
    /** Suspend a member */
    suspendMember: { method: "POST", path: "/v1/members/{id}/suspend", keyed: true },
    /** Release a held voucher */
    unlockVoucher: { method: "POST", path: "/v1/vouchers/unlock", keyed: true },
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
    cancelReservation: { asks: types.CancelReservationData; answers: types.CancelReservationResponse };
    captureReservation: { asks: types.CaptureReservationData; answers: types.CaptureReservationResponse };
    closeMember: { asks: types.CloseMemberData; answers: types.CloseMemberResponse };
    createAdjustment: { asks: types.CreateAdjustmentData; answers: types.CreateAdjustmentResponse };
    createConversion: { asks: types.CreateConversionData; answers: types.CreateConversionResponse };
    createExtension: { asks: types.CreateExtensionData; answers: types.CreateExtensionResponse };
    createHousehold: { asks: types.CreateHouseholdData; answers: types.CreateHouseholdResponse };
    createMember: { asks: types.CreateMemberData; answers: types.CreateMemberResponse };
    createPurchase: { asks: types.CreatePurchaseData; answers: types.CreatePurchaseResponse };
    createPurchases: { asks: types.CreatePurchasesData; answers: types.CreatePurchasesResponse };
    createQuote: { asks: types.CreateQuoteData; answers: types.CreateQuoteResponse };
    createRedemption: { asks: types.CreateRedemptionData; answers: types.CreateRedemptionResponse };
    createReinstatement: { asks: types.CreateReinstatementData; answers: types.CreateReinstatementResponse };
    createReservation: { asks: types.CreateReservationData; answers: types.CreateReservationResponse };
    createReturn: { asks: types.CreateReturnData; answers: types.CreateReturnResponse };
    createTransfer: { asks: types.CreateTransferData; answers: types.CreateTransferResponse };
    decideApproval: { asks: types.DecideApprovalData; answers: types.DecideApprovalResponse };
    decideParked: { asks: types.DecideParkedData; answers: types.DecideParkedResponse };
    fulfilRedemption: { asks: types.FulfilRedemptionData; answers: types.FulfilRedemptionResponse };
    getDeferral: { asks: types.GetDeferralData; answers: types.GetDeferralResponse };
    getDocs: { asks: types.GetDocsData; answers: types.GetDocsResponse };
    getHealth: { asks: types.GetHealthData; answers: types.GetHealthResponse };
    getHousehold: { asks: types.GetHouseholdData; answers: types.GetHouseholdResponse };
    getMember: { asks: types.GetMemberData; answers: types.GetMemberResponse };
    getMemberActivities: { asks: types.GetMemberActivitiesData; answers: types.GetMemberActivitiesResponse };
    getMemberBalances: { asks: types.GetMemberBalancesData; answers: types.GetMemberBalancesResponse };
    getMetrics: { asks: types.GetMetricsData; answers: types.GetMetricsResponse };
    getMoneyJournal: { asks: types.GetMoneyJournalData; answers: types.GetMoneyJournalResponse };
    getOpenapi: { asks: types.GetOpenapiData; answers: types.GetOpenapiResponse };
    getReadiness: { asks: types.GetReadinessData; answers: types.GetReadinessResponse };
    getRedemption: { asks: types.GetRedemptionData; answers: types.GetRedemptionResponse };
    getReservation: { asks: types.GetReservationData; answers: types.GetReservationResponse };
    getReward: { asks: types.GetRewardData; answers: types.GetRewardResponse };
    getRollForward: { asks: types.GetRollForwardData; answers: types.GetRollForwardResponse };
    getSettings: { asks: types.GetSettingsData; answers: types.GetSettingsResponse };
    joinHousehold: { asks: types.JoinHouseholdData; answers: types.JoinHouseholdResponse };
    leaveHousehold: { asks: types.LeaveHouseholdData; answers: types.LeaveHouseholdResponse };
    listApprovals: { asks: types.ListApprovalsData; answers: types.ListApprovalsResponse };
    listMemberHistory: { asks: types.ListMemberHistoryData; answers: types.ListMemberHistoryResponse };
    listMemberLots: { asks: types.ListMemberLotsData; answers: types.ListMemberLotsResponse };
    listMemberNotices: { asks: types.ListMemberNoticesData; answers: types.ListMemberNoticesResponse };
    listMemberVouchers: { asks: types.ListMemberVouchersData; answers: types.ListMemberVouchersResponse };
    listParked: { asks: types.ListParkedData; answers: types.ListParkedResponse };
    listRedemptions: { asks: types.ListRedemptionsData; answers: types.ListRedemptionsResponse };
    listRewards: { asks: types.ListRewardsData; answers: types.ListRewardsResponse };
    lockVoucher: { asks: types.LockVoucherData; answers: types.LockVoucherResponse };
    lookupMember: { asks: types.LookupMemberData; answers: types.LookupMemberResponse };
    mergeMembers: { asks: types.MergeMembersData; answers: types.MergeMembersResponse };
    optIn: { asks: types.OptInData; answers: types.OptInResponse };
    priceCoupons: { asks: types.PriceCouponsData; answers: types.PriceCouponsResponse };
    putSettings: { asks: types.PutSettingsData; answers: types.PutSettingsResponse };
    reactivateMember: { asks: types.ReactivateMemberData; answers: types.ReactivateMemberResponse };
    refundRedemption: { asks: types.RefundRedemptionData; answers: types.RefundRedemptionResponse };
    removeIdentity: { asks: types.RemoveIdentityData; answers: types.RemoveIdentityResponse };
    replaceIdentity: { asks: types.ReplaceIdentityData; answers: types.ReplaceIdentityResponse };
    setMemberLevel: { asks: types.SetMemberLevelData; answers: types.SetMemberLevelResponse };
    setRewardStock: { asks: types.SetRewardStockData; answers: types.SetRewardStockResponse };
    suspendMember: { asks: types.SuspendMemberData; answers: types.SuspendMemberResponse };
    unlockVoucher: { asks: types.UnlockVoucherData; answers: types.UnlockVoucherResponse };
    useVoucher: { asks: types.UseVoucherData; answers: types.UseVoucherResponse };
    validateVoucher: { asks: types.ValidateVoucherData; answers: types.ValidateVoucherResponse };
    voidPurchase: { asks: types.VoidPurchaseData; answers: types.VoidPurchaseResponse };
}
