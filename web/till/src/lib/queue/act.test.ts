import { describe, expect, it } from "vitest";
import { after, isFinal, nextToSend, pauseBefore, type Act, type OpenAct } from "./act.ts";

const pressed = (order: number): OpenAct => ({
    key: `C-1-${order}`,
    order,
    kind: "purchase",
    pressedAt: "2026-11-20T15:00:00Z",
    by: "rosa",
    told: { who: "Ana R.", amount: 500 },
    tries: 0,
    state: "waiting",
    deed: { kind: "purchase", body: { id: `C-1-${order}`, member: "card:1", lines: [{ quantity: 1, unit_price: 500 }] } },
});

describe("an act", () => {
    it("waits, is sent and done, and then forgets whom it named", () => {
        const sent = after(pressed(1), { type: "sent" });
        expect(sent).toMatchObject({ state: "sending", tries: 1 });
        const done = after(sent, { type: "answered", outcome: { member: "mbr_1" } });
        expect(done).toMatchObject({ state: "done", key: "C-1-1", outcome: { member: "mbr_1" } });
        expect("deed" in done).toBe(false);
    });

    it("goes on waiting under the same key when nobody answers", () => {
        const silent = after(after(pressed(1), { type: "sent" }), { type: "silent" });
        expect(silent).toMatchObject({ state: "waiting", key: "C-1-1", tries: 1 });
    });

    it("keeps what was asked when it is refused, until somebody has read why", () => {
        const refusal = { code: "INSUFFICIENT_POINTS", sentence: "Te faltan 64 puntos." };
        const refused = after(after(pressed(1), { type: "sent" }), { type: "refused", refusal });
        expect(refused).toMatchObject({ state: "refused", refusal, seen: false, deed: { kind: "purchase" } });
        expect(after(refused, { type: "seen" })).toMatchObject({ seen: true });
    });

    it("that is known for good is changed by nothing that arrives late", () => {
        const done = after(pressed(1), { type: "answered", outcome: {} });
        for (const late of [{ type: "sent" }, { type: "silent" }, { type: "refused", refusal: { code: "X", sentence: "" } }] as const) expect(after(done, late)).toBe(done);
    });
});

describe("the next to send", () => {
    it("is the earliest that is open, also one whose tab is gone while it was sent", () => {
        const [one, two, three] = [pressed(1), after(pressed(2), { type: "sent" }), pressed(3)];
        expect(nextToSend([three, two, after(one, { type: "answered", outcome: {} })])).toBe(two);
        expect(nextToSend([])).toBeUndefined();
    });

    it("is none while all is done or refused", () => {
        const refused: Act = after(pressed(1), { type: "refused", refusal: { code: "UNKNOWN_MEMBER", sentence: "" } });
        expect(nextToSend([refused])).toBeUndefined();
    });
});

it("tries again soon, then calmly", () => expect([0, 1, 2, 9].map(pauseBefore)).toEqual([500, 1000, 2000, 15_000]));

it("a session that ended or a busy server decides nothing", () => {
    expect(isFinal("UNAUTHENTICATED", 401)).toBe(false);
    expect(isFinal("RATE_LIMITED", 429)).toBe(false);
    expect(isFinal("OUTCOME_UNKNOWN", 503)).toBe(false);
    expect(isFinal("INSUFFICIENT_POINTS", 409)).toBe(true);
    expect(isFinal("STEP_UP_REQUIRED", 403)).toBe(true);
});
