import { Api } from "@vuelve/api";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { askEarly, fetchOnce } from "./early.ts";

const kept = new Map<string, string>();
const asked = vi.fn(async (path: string) => Response.json({ path }));
const open = (search: string, languages = ["pt-BR"]) => {
    vi.stubGlobal("location", { search });
    vi.stubGlobal("navigator", { languages });
};
const getCard = (programme?: string) => new Api({ language: () => "pt", fetch: fetchOnce }).call("getCard", { query: { language: "pt", ...(programme ? { programme } : {}) } });

describe("what the page asks before the app is there", () => {
    beforeEach(() => {
        kept.clear();
        asked.mockClear();
        globalThis.vuelveEarly = undefined;
        vi.stubGlobal("localStorage", { getItem: (name: string) => kept.get(name) ?? null });
        vi.stubGlobal("fetch", asked);
    });

    it.each(["LAUREL", undefined])("is what the app asks then, and is asked once: %s", async (programme) => {
        open(programme ? `?programme=${programme}` : "");
        askEarly();
        expect(await getCard(programme)).toEqual({ path: asked.mock.calls[0]?.[0] });
        expect(asked).toHaveBeenCalledTimes(1);
    });

    it("is asked in the language the reader chose, of the programme they came for", () => {
        open("");
        kept.set("vuelve.language", "en");
        kept.set("vuelve.programme", "LAUREL");
        askEarly();
        expect(asked.mock.calls[0]?.[0]).toBe("/v1/card?language=en&programme=LAUREL");
    });

    it("answers once only, and nothing else", async () => {
        open("");
        askEarly();
        await getCard("OTHER");
        await getCard();
        await getCard();
        expect(asked.mock.calls.map(([path]) => path)).toEqual(["/v1/card?language=pt", "/v1/card?language=pt&programme=OTHER", "/v1/card?language=pt"]);
    });

    it("tells of a line that is down to whoever takes it up, and to nobody else", async () => {
        open("");
        asked.mockRejectedValueOnce(new TypeError("no line"));
        askEarly();
        await new Promise((resolve) => setTimeout(resolve, 0));
        await expect(getCard()).rejects.toMatchObject({ name: "Unreachable" });
    });
});
