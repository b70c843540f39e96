import { describe, expect, it } from "vitest";
import { amountOf, daysOf, narrowed, releasedBy, whyOf, withoutAmount, type Movement } from "./movements.ts";

const entry = (available: number, rule: string | null = "base", more = {}) => ({ type: "earn", currency: "PTS", pending: 0, available, reserved: 0, debt: 0, rule, ...more });
const movement = (at: string, entries: ReturnType<typeof entry>[], kind = "purchase") =>
    ({ txn: `txn_${at}`, kind, at, occurred_at: at, store: "CENTRO", purchase: null, amount: 0, reason: null, entries }) as unknown as Movement;
const how = { timeZone: "America/Guayaquil" };

const bought = movement("2026-11-20T14:12:00Z", [entry(34), entry(17, "tier:ORO"), entry(34, "viernes")]);
const late = movement("2026-11-19T04:30:00Z", [entry(-90, null)], "redemption");
const waits = movement("2026-11-17T15:00:00Z", [entry(0, "base", { pending: 38 })]);

describe("the statement", () => {
    it("is cut into the days of the shop's place, each with what it ended with", () => {
        const days = daysOf([bought, late, waits], "PTS", 486, how);
        expect(days.map(({ day, balance }) => [day, balance])).toEqual([
            ["2026-11-20", 486],
            ["2026-11-18", 401],
            ["2026-11-17", 491],
        ]);
    });

    it("has no balances when a part of it is left out", () => expect(daysOf([bought], "PTS", undefined, how)[0]).not.toHaveProperty("balance"));

    it("tells what was gained, used and is to come", () => {
        expect([bought, late, waits].map((one) => amountOf(one, "PTS"))).toEqual([
            { value: 85, tone: "gained" },
            { value: -90, tone: "used" },
            { value: 38, tone: "pending" },
        ]);
        expect(narrowed([bought, late, waits], "pending", "PTS")).toEqual([waits]);
    });

    it("shows a debt that a return left as points taken", () => expect(amountOf(movement("2026-11-12T15:00:00Z", [entry(-10, null, { debt: 15 })], "return"), "PTS")).toEqual({ value: -25, tone: "used" }));
});

it("points on their way that arrive are no gain, and are told", () => {
    const arrived = movement("2026-11-12T15:00:00Z", [entry(200, null, { pending: -200 })], "job");
    expect(releasedBy(arrived, "PTS")).toBe(200);
    expect(amountOf(arrived, "PTS").value).toBe(0);
    expect(releasedBy(bought, "PTS")).toBe(0);
});

describe("why", () => {
    const said = [
        { rule: "base", counted: true, text: "1 punto por cada 10 USD: 34 puntos." },
        { rule: "tier:ORO", counted: true, text: "Por ser Oro (x1.5): 17 puntos más." },
        { rule: "desayuno", name: "Desayuno feliz", counted: false, text: "No aplicó: es solo de 7:00 a 9:00." },
    ];

    it("puts the engine's sentences beside what they gave, and the rest below", () => {
        const { lines, not } = whyOf(bought, "PTS", said);
        expect(lines).toEqual([
            { rule: "base", text: "1 punto por cada 10 USD: 34 puntos.", amount: 34 },
            { rule: "tier:ORO", text: "Por ser Oro (x1.5): 17 puntos más.", amount: 17 },
            { rule: "viernes", text: undefined, amount: 34 },
        ]);
        expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(amountOf(bought, "PTS").value);
        expect(not).toEqual(["Desayuno feliz. No aplicó: es solo de 7:00 a 9:00."]);
    });

    it("says a number once", () => {
        expect(withoutAmount("1 punto por cada 10 USD: 34 puntos.")).toBe("1 punto por cada 10 USD");
        expect(withoutAmount("Por ser Plata (x1.25): 1,039 puntos más.")).toBe("Por ser Plata (x1.25)");
        expect(withoutAmount("No aplicó: es solo los martes.")).toBe("No aplicó: es solo los martes.");
    });
});
