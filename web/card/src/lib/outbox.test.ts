import { OutcomeUnknown, Unreachable, VuelveError } from "@vuelve/api";
import { beforeEach, describe, expect, it, vi } from "vitest";

const waiting = new Map<string, { key: string; operation: string; request: Record<string, unknown> }>();
vi.mock("#lib/store.ts", () => ({
    keepAct: async (act: { key: string; operation: string; request: Record<string, unknown> }) => void waiting.set(act.key, act),
    keptActs: async () => [...waiting.values()],
    dropAct: async (key: string) => void waiting.delete(key),
}));
const call = vi.fn();
vi.mock("#lib/api.ts", () => ({ api: { call } }));
const { doSoon, sendKept } = await import("./outbox.ts");

const rate = () => doSoon("createOwnAnswer", { body: { purchase: "P1", rating: 5 } });
const refusal = new VuelveError({ type: "", title: "", status: 409, code: "ALREADY", detail: "Ya la dijiste.", instance: "" });
const keysOf = () => call.mock.calls.map(([, request]) => (request as { key: string }).key);

describe("what may come late", () => {
    beforeEach(() => {
        waiting.clear();
        call.mockReset();
    });

    it("is done at once with a line", async () => {
        call.mockResolvedValue({});
        expect(await rate()).toBe("done");
        expect(waiting.size).toBe(0);
    });

    it.each([new Unreachable(undefined), new OutcomeUnknown(undefined, "k")])("is kept without one and sent later under the same key: %s", async (cause) => {
        call.mockRejectedValueOnce(cause).mockResolvedValue({});
        expect(await rate()).toBe("later");
        await sendKept();
        expect(call).toHaveBeenCalledTimes(2);
        expect(new Set(keysOf()).size).toBe(1);
        expect(waiting.size).toBe(0);
    });

    it("waits on while there is still no line", async () => {
        call.mockRejectedValue(new Unreachable(undefined));
        await rate();
        await rate();
        call.mockClear();
        await sendKept();
        expect(call).toHaveBeenCalledTimes(1);
        expect(waiting.size).toBe(2);
    });

    it("is let go when the shop refuses it by then, and told at once when it refuses now", async () => {
        call.mockRejectedValueOnce(new Unreachable(undefined));
        await rate();
        call.mockRejectedValue(refusal);
        await sendKept();
        expect(waiting.size).toBe(0);
        await expect(rate()).rejects.toBe(refusal);
    });
});
