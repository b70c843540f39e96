import { describe, expect, it } from "vitest";
import type { Act } from "./act.ts";
import { noShift, shiftOf, startOfDay } from "./shift.ts";

let order = 0;
const pressed = (kind: Act["kind"], told: Act["told"] = {}) => ({ key: `k${++order}`, order, kind, pressedAt: "2026-11-20T15:00:00.000Z", by: "rosa", told, tries: 1 });
const done = (kind: Act["kind"], outcome: object = {}, told: Act["told"] = {}): Act => ({ ...pressed(kind, told), state: "done", outcome });
const sale = (amount: number, points: number, used = 0) =>
    done("purchase", { purchase: { effects: [{ rule: "base", currency: "PTS", points }, { rule: "estrella", currency: "STARS", points: 1 }], spent: used ? [{ currency: "PTS", points: used, amount: used / 5 }] : [] } }, { amount });

describe("a shift", () => {
    it("adds up what was done, and sales to nobody", () => {
        const acts = [sale(1000, 100), sale(3000, 250, 2500), done("return"), done("void"), done("enrol"), done("fulfil"), done("voucher")];
        expect(shiftOf(acts, { count: 2, money: 700 }, "PTS")).toEqual({ ...noShift, sales: 4, withMember: 2, money: 4700, returns: 2, enrolled: 1, handedOver: 2, given: 350, taken: 2500 });
    });
    it("counts a sale that waits as sold, its points when they are known", () => {
        const waiting: Act = { ...pressed("purchase", { amount: 500 }), state: "waiting", deed: { kind: "purchase", body: { id: "x", member: "card:1", lines: [] } } };
        expect(shiftOf([waiting], { count: 0, money: 0 }, "PTS")).toEqual({ ...noShift, sales: 1, withMember: 1, money: 500, waiting: 1 });
    });
    it("tells what was refused apart, and does not count it as sold", () => {
        const refused: Act = { ...pressed("purchase", { amount: 500 }), state: "refused", deed: { kind: "purchase", body: { id: "x", member: "card:1", lines: [] } }, refusal: { code: "UNKNOWN_MEMBER", sentence: "" }, seen: false };
        expect(shiftOf([refused], { count: 0, money: 0 }, "PTS")).toEqual({ ...noShift, refused: 1 });
    });
    it("begins at the shop's midnight", () => {
        expect(startOfDay(new Date("2026-11-21T03:30:15.250Z"), "America/Guayaquil").toISOString()).toBe("2026-11-20T05:00:00.000Z");
        expect(startOfDay(new Date("2026-11-20T05:00:00.000Z"), "America/Guayaquil").toISOString()).toBe("2026-11-20T05:00:00.000Z");
    });
});
