import { OutcomeUnknown, VuelveError } from "@vuelve/api";
import { describe, expect, it } from "vitest";
import { Act } from "./act.svelte.ts";

const refused = (code: string, more = {}) => new VuelveError({ type: "about:blank", title: code, status: 409, code, detail: `${code} in words`, instance: "", ...more });

/** Presses an act whose tries end as listed, and tells the keys it was tried with. */
async function pressed(...ends: (Error | "done")[]) {
    const keys: string[] = [];
    let done = 0;
    const act = new Act<string>(
        async (key) => {
            keys.push(key);
            const end = ends[keys.length - 1] ?? "done";
            if (end !== "done") throw end;
            return end;
        },
        () => void ++done,
    );
    for (const _ of ends) await act.press();
    return { act, keys, done: () => done };
}

describe("an act", () => {
    it("that nobody knows the outcome of is repeated under its key", async () => {
        const { keys, done, act } = await pressed(new OutcomeUnknown("cut", undefined), "done");
        expect(new Set(keys).size).toBe(1);
        expect(done()).toBe(1);
        expect(act.trouble).toBeUndefined();
    });

    it("that was refused is another one when pressed again", async () => {
        const { keys, act } = await pressed(refused("OUT_OF_STOCK"), refused("OUT_OF_STOCK"));
        expect(new Set(keys).size).toBe(2);
        expect(act.trouble).toMatchObject({ code: "OUT_OF_STOCK", sentence: "OUT_OF_STOCK in words" });
    });

    it("asks for a proof, and goes on by itself when there is one", async () => {
        const { act, done } = await pressed(refused("STEP_UP_REQUIRED"));
        expect([act.proving, act.trouble]).toEqual([true, undefined]);
        await act.proved();
        expect([act.proving, done()]).toEqual([false, 1]);
    });

    it("does not ask for a code that would not help", async () => {
        const { act } = await pressed(refused("STEP_UP_REQUIRED", { retry_at: "2026-11-21T10:00:00Z" }));
        expect(act.proving).toBe(false);
        expect(act.trouble?.code).toBe("STEP_UP_REQUIRED");
    });
});
