import { createHmac } from "node:crypto";
import { describe, expect, it, vi } from "vitest";

vi.mock("#lib/api.ts", () => ({ api: {} }));
const { signCode } = await import("./code.ts");

const key = Buffer.alloc(32, 7);
const keys = {
    ahead: -20_000,
    qr: {
        now: "2026-11-20T15:00:00Z",
        tenant: 1,
        token: "",
        token_expires_at: "2026-11-20T15:00:30Z",
        keys: [
            { alias: "friday", key: key.toString("base64url"), from: "2026-11-20T00:00:00Z", until: "2026-11-21T00:00:00Z" },
            { alias: "saturday", key: key.toString("base64url"), from: "2026-11-21T00:00:00Z", until: "2026-11-22T00:00:00Z" },
        ],
    },
};

describe("a code made on the phone", () => {
    it("is signed with the key of the day, by the server's clock", async () => {
        const code = await signCode(keys, new Date("2026-11-21T00:00:10Z").getTime());
        const [version, tenant, alias, issued, nonce, signature] = (code ?? "").replace("qr:", "").split(".");
        expect([version, tenant, alias, issued]).toEqual(["1", "1", "friday", String(Date.parse("2026-11-20T23:59:50Z") / 1000)]);
        expect(nonce).toMatch(/^[\w-]{16}$/);
        expect(signature).toBe(createHmac("sha256", key).update(`1.1.friday.${issued}.${nonce}`).digest("base64url"));
    });

    it("is never the same twice", async () => {
        const at = new Date("2026-11-21T12:00:00Z").getTime();
        expect(await signCode(keys, at)).not.toBe(await signCode(keys, at));
    });

    it("is not made of keys of days gone by", async () => expect(await signCode(keys, new Date("2026-11-22T12:00:00Z").getTime())).toBeUndefined());
});
