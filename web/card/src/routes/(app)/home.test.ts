import type { HeldUnits, Home } from "@vuelve/api";
import { describe, expect, it } from "vitest";
import { blocksOf, mainBalance } from "./home.ts";

const how = { locale: "es-EC", language: "es", currency: "USD", timeZone: "America/Guayaquil" };
const now = new Date("2026-11-20T15:00:00Z");
const layout = ["stamps", "level", "rewards", "survey", "a-later-word"];
const balance = (more: Partial<HeldUnits> = {}): HeldUnits => ({
    currency: "PTS",
    kind: "points",
    name: "puntos",
    available: 486,
    pending: 0,
    reserved: 0,
    debt: 0,
    value: 97,
    expiring: null,
    pending_until: null,
    ...more,
});
const home = (more: Partial<Home> = {}): Home => ({
    member: "mbr_1",
    name: "Ana",
    state: "active",
    household: null,
    balances: [balance({ kind: "stamps", currency: "STARS" }), balance()],
    stamp_cards: [{ kind: "stamp_card", code: "E", earned: 7, goal: 10, missing: 3, text: "", actions: [] }],
    home_store: null,
    level_goal: null,
    rewards: { affordable: [{} as NonNullable<Home["rewards"]>["affordable"][number]], almost: [], affordable_count: 1 },
    level: null,
    erasure: null,
    tier: null,
    challenge: null,
    survey: null,
    vouchers: { open: 0, next: null },
    unread: 0,
    ...more,
});

describe("the home", () => {
    it("stands in the shop's order, without what has nothing to show", () => expect(blocksOf(home(), layout, how, now)).toEqual(["stamps", "rewards"]));

    it("has an unused voucher on top", () => {
        const voucher = { id: "vch_1", state: "issued", coupon: null, reward: "CAFE", uses_left: 1, valid_from: "", valid_to: null, expires_at: null, name: "Café", redemption: null, cancellable: false, used_at: null, store: null, store_name: null } as const;
        expect(blocksOf(home({ vouchers: { open: 1, next: voucher } }), layout, how, now)[0]).toBe("voucher");
    });

    it("has what points can be spent on first when they are about to be lost", () => {
        const losing = (last_day: string) => home({ balances: [balance({ expiring: { points: 60, last_day, value: 12 } })] });
        expect(blocksOf(losing("2026-11-27"), layout, how, now)).toEqual(["rewards", "stamps"]);
        expect(blocksOf(losing("2026-11-28"), layout, how, now)).toEqual(["stamps", "rewards"]);
    });

    it("has points on its wall, and what there is where there are none", () => {
        expect(mainBalance(home())?.currency).toBe("PTS");
        expect(mainBalance(home({ balances: [balance({ kind: "stamps", currency: "STARS" })] }))?.currency).toBe("STARS");
    });
});
