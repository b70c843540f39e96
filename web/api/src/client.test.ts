import { describe, expect, it } from "vitest";
import { OutcomeUnknown, VuelveError } from "../../../sdk/typescript/src/errors.ts";
import { Api, type Connection } from "./client.ts";
import { isUnreachable, troubleOf, Unreachable } from "./trouble.ts";

interface Heard {
    url: string;
    method: string;
    headers: Record<string, string>;
}

/** A server that answers in turn; an Error is a broken line. */
function serverOf(...answers: (Response | Error)[]) {
    const heard: Heard[] = [];
    const fetch = async (url: unknown, init?: RequestInit) => {
        heard.push({ url: String(url), method: init?.method ?? "", headers: init?.headers as Record<string, string> });
        const answer = answers.shift();
        if (!(answer instanceof Response)) throw answer ?? new Error("asked once too often");
        return answer;
    };
    const api = (more: Partial<Connection> = {}) => new Api({ language: () => "es", fetch: fetch as typeof globalThis.fetch, ...more });
    return { heard, api };
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const problem = (code: string, status: number) => json({ type: "about:blank", title: code, status, code, detail: "Una frase.", instance: "" }, status);

describe("a page's call", () => {
    it("carries the token of the session with a change, and asks for it once", async () => {
        const { heard, api } = serverOf(json({ csrf: "t0k" }), json({}), json({}));
        const one = api();
        await one.call("updateMe", { body: { language: "pt" } });
        await one.call("updateMe", { body: { language: "es" } });
        expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /v1/me/session", "PATCH /v1/me", "PATCH /v1/me"]);
        expect(heard.slice(1).map(({ headers }) => headers["X-CSRF-Token"])).toEqual(["t0k", "t0k"]);
        expect(heard[1]?.headers["Idempotency-Key"]).not.toBe(heard[2]?.headers["Idempotency-Key"]);
    });

    it("takes the new token when another tab signed in anew, under the same key", async () => {
        const { heard, api } = serverOf(problem("CSRF", 403), json({ csrf: "new" }), json({}));
        const one = api();
        one.opened({ csrf: "old" });
        await one.call("updateMe", { body: { language: "pt" }, key: "k1" });
        expect(heard.map(({ headers }) => headers["X-CSRF-Token"])).toEqual(["old", undefined, "new"]);
        expect(heard[2]?.headers["Idempotency-Key"]).toBe("k1");
    });

    it("fills the path and the query", async () => {
        const { heard, api } = serverOf(json({}));
        await api().call("getOwnRedemption", { path: { redemption: "rdm_1/2" } });
        expect(heard[0]?.url).toBe("/v1/me/redemptions/rdm_1%2F2");
    });

    it("tells that the session has ended", async () => {
        let ended = 0;
        const { api } = serverOf(problem("UNAUTHENTICATED", 401));
        await expect(api({ onSignedOut: () => void ++ended }).call("getMe")).rejects.toBeInstanceOf(VuelveError);
        expect(ended).toBe(1);
    });

    it("does not know what became of a change that was not answered, and says under which key to ask again", async () => {
        const { api } = serverOf(new TypeError("broken"));
        const one = api();
        one.opened({ csrf: "t" });
        const cause = await one.call("updateMe", { body: {}, key: "k9" }).catch((error: unknown) => error);
        expect(cause).toBeInstanceOf(OutcomeUnknown);
        expect((cause as OutcomeUnknown).key).toBe("k9");
        expect(troubleOf(cause)).toEqual({ code: "OUTCOME_UNKNOWN", canRetry: true });
    });

    it("that only reads was simply not answered", async () => {
        const { api } = serverOf(new TypeError("broken"), new Response("bad gateway", { status: 502 }));
        const one = api();
        const line = await one.call("getMe").catch((error: unknown) => error);
        const gateway = await one.call("getMe").catch((error: unknown) => error);
        expect(line).toBeInstanceOf(Unreachable);
        expect([line, gateway].map(isUnreachable)).toEqual([true, true]);
    });

    it("shows a refusal in the server's own words", async () => {
        const { api } = serverOf(problem("INSUFFICIENT_POINTS", 422));
        const one = api();
        one.opened({ csrf: "t" });
        const cause = await one.call("createOwnRedemption", { body: { reward: "CAFE" } }).catch((error: unknown) => error);
        expect(troubleOf(cause)).toEqual({ sentence: "Una frase.", code: "INSUFFICIENT_POINTS", canRetry: false });
    });
});
