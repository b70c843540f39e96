import { describe, expect, it } from "vitest";
import { most, none, quick, snap, snapAmount, whyNotMore, type Payable } from "./points.ts";

/** 100 points are 20 cents; at least 200, at most 3,950 here. */
const payable: Payable = { points: 3950, amount: 790, min_points: 200, step: { points: 100, amount: 20 }, mode: "tender", lines: [790] };

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
    it("have round amounts for one tap", () => {
        expect(quick(payable)).toEqual([{ points: 1000, amount: 200 }, { points: 2500, amount: 500 }]);
        expect(quick({ ...payable, points: 200, amount: 40 })).toEqual([]);
    });
    it("say why it is not more", () => {
        expect(whyNotMore(payable, 4000, 5000)).toEqual({ limit: "balance" });
        expect(whyNotMore(payable, 90_000, 1580)).toEqual({ limit: "share", percent: 50 });
    });
});
