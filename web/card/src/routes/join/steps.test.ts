import type { OpenCard } from "@vuelve/api";
import { describe, expect, it } from "vitest";
import { arrivalOf, consentsOf, digitsOf } from "./steps.ts";

const arrive = (query: string) => arrivalOf(new URLSearchParams(query));

describe("joining", () => {
    it("knows how somebody came", () => {
        expect(arrive("").cameBy).toBe("web");
        expect(arrive("from=poster").cameBy).toBe("poster");
        expect(arrive("from=nonsense").cameBy).toBe("web");
        expect(arrive("ref=ANA7K2Q")).toEqual({ cameBy: "friend", referral: "ANA7K2Q" });
        expect(arrive("request=otc_1_x&code=042917")).toEqual({ cameBy: "till", shown: { request: "otc_1_x", code: "042917" } });
        expect(arrive("request=otc_1_x").shown).toBeUndefined();
    });

    it("takes a code as it was pasted", () => expect(digitsOf(" 042-917\n")).toBe("042917"));

    it("asks for each consent apart, and none is given", () => {
        const text = { text: "t", text_version: "1", language: "es", required: false };
        const card = { join: { consents: [{ purpose: "marketing", channel: "sms", ...text }, { purpose: "marketing", channel: "email", ...text }, { purpose: "profiling", channel: null, ...text }] } } as unknown as OpenCard;
        expect(consentsOf(card).map(({ purpose, channel, given }) => [purpose, channel, given])).toEqual([
            ["marketing", "sms", false],
            ["marketing", "email", false],
            ["profiling", undefined, false],
        ]);
    });
});
