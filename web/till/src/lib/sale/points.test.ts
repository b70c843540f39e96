import { describe, expect, it } from "vitest";
import { allowedOffline, most, none, payableOffline, quick, snap, snapAmount, upTo, whyNotMore, type Payable } from "./points.ts";

/** 100 points are 20 cents; at least 200, at most 3,950 here. */
const payable: Payable = { points: 3950, amount: 790, min_points: 200, step: { points: 100, amount: 20 }, mode: "tender", lines: [790], value: { points: 100, amount: 20 } };

describe("points chosen", () => {
    it("snap down to a step, and to the most where more is asked", () => {
        expect(snap(370, payable)).toEqual({ points: 300, amount: 60 });
        expect(snap(3949, payable)).toEqual({ points: 3900, amount: 780 });
        expect(snap(9999, payable)).toEqual(most(payable));
    });
    it("are none below the least", () => {
        expect(snap(199, payable)).toEqual(none);
        expect(snap(5, { ...payable, points: 150, amount: 30 })).toEqual(none);
        expect(snap(500, { ...payable, points: 150, amount: 30 })).toEqual(none);
    });
    it("by money pay no more than was asked", () => {
        expect(snapAmount(105, payable)).toEqual({ points: 500, amount: 100 });
        expect(snapAmount(10_000, payable)).toEqual(most(payable));
    });
    it("are worth what the engine says, also between its steps", () => {
        const odd: Payable = { points: 100, amount: 33, min_points: 0, step: { points: 5, amount: 1 }, mode: "tender", lines: [33], value: { points: 3, amount: 1 } };
        expect(snap(10, odd)).toEqual({ points: 10, amount: 3 });
        expect(snapAmount(10, odd)).toEqual({ points: 30, amount: 10 });
    });
    it("keep within what is allowed without a proof", () => {
        expect(upTo(payable, 250)).toMatchObject({ points: 1200, amount: 240 });
        expect(upTo(payable, 5000)).toEqual(payable);
        expect(upTo(payable, 0)).toBeUndefined();
        expect(upTo(payable, 39)).toBeUndefined();
    });
    it("have round amounts for one tap", () => {
        expect(quick(payable)).toEqual([{ points: 1000, amount: 200 }, { points: 2500, amount: 500 }]);
        expect(quick({ ...payable, points: 200, amount: 40 })).toEqual([]);
    });
    it("say why it is not more", () => {
        expect(whyNotMore(payable, 4000, 5000)).toEqual({ limit: "balance" });
        expect(whyNotMore(payable, 90_000, 1580)).toEqual({ limit: "share", percent: 50 });
    });
});

describe("points without a line", () => {
    const laurel = { code: "PTS", kind: "points" as const, name: "puntos", money_value: { points: 100, amount: 20 }, redeem: { min_points: 100, step: 100, max_share: "50", max_amount: null, mode: "tender" as const } };
    it("pay a share of the ticket, and no more than is allowed", () => {
        expect(payableOffline(laurel, 3000, 10_000)).toMatchObject({ points: 7500, amount: 1500 });
        expect(payableOffline(laurel, 3000, 250)).toMatchObject({ points: 1200, amount: 240, step: { points: 100, amount: 20 } });
        expect(payableOffline({ ...laurel, redeem: { ...laurel.redeem, max_amount: 100 } }, 3000, 250)).toMatchObject({ points: 500, amount: 100 });
    });
    it("pay nothing below the least, or where points are worth nothing", () => {
        expect(payableOffline(laurel, 3000, 19)).toBeUndefined();
        expect(payableOffline({ ...laurel, redeem: null }, 3000, 250)).toBeUndefined();
    });
    it("never pay a part of a minor unit: three points are one cent", () => {
        const odd = { ...laurel, money_value: { points: 3, amount: 1 }, redeem: { ...laurel.redeem, min_points: 0, step: 5 } };
        expect(payableOffline(odd, 20, 100)).toMatchObject({ points: 30, amount: 10 });
    });
    it("leave what others have spent here today", () => {
        const bounds = { spend_without_proof_max: 500, offline_spend_per_till_day_max: 800 };
        expect(allowedOffline(bounds, 0, 0)).toBe(500);
        expect(allowedOffline(bounds, 120, 120)).toBe(380);
        expect(allowedOffline(bounds, 0, 700)).toBe(100);
        expect(allowedOffline({ ...bounds, offline_spend_per_till_day_max: null }, 0, 90_000)).toBe(500);
        expect(allowedOffline(bounds, 0, 900)).toBe(0);
        expect(allowedOffline(undefined, 0, 0)).toBe(0);
    });
    it("lower the price where the programme has it so", () =>
        expect(most(payableOffline({ ...laurel, redeem: { ...laurel.redeem, mode: "discount" } }, 1000, 100)!)).toEqual({ points: 500, amount: 100, lowers: true }));
});
