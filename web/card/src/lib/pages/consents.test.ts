import type { OpenCard } from "@vuelve/api";
import { expect, it } from "vitest";
import { choicesOf, type Said } from "./consents.ts";

const asked: OpenCard["join"]["consents"] = [
    { purpose: "marketing", channel: "sms", text: "Ofertas", text_version: "2026-01", language: "es" },
    { purpose: "marketing", channel: "email", text: "Ofertas", text_version: "2026-01", language: "es" },
    { purpose: "profiling", channel: null, text: "Según mis compras", text_version: "2026-01", language: "es" },
];
const said = (purpose: string, channel: string | null, given: boolean, at: string) => ({ purpose, channel, given, at, text_version: "2026-01", source: "card", actor: "", language: "es", text_hash: null }) as unknown as Said;
const given = (all: Said[]) => choicesOf(asked, all).map((choice) => [choice.purpose, choice.channel, choice.given, choice.at]);

it("nothing said is no, and the last word of each counts", () => {
    expect(given([])).toEqual([
        ["marketing", "sms", false, undefined],
        ["marketing", "email", false, undefined],
        ["profiling", undefined, false, undefined],
    ]);
    expect(given([said("marketing", "email", true, "1"), said("marketing", "email", false, "2"), said("profiling", null, true, "3")])).toEqual([
        ["marketing", "sms", false, undefined],
        ["marketing", "email", false, "2"],
        ["profiling", undefined, true, "3"],
    ]);
});

it("a no to all channels ends each, and lifting it brings back what was allowed", () => {
    const before = [said("marketing", "sms", true, "1"), said("marketing", "all", false, "2")];
    expect(given(before)[0]).toEqual(["marketing", "sms", false, "2"]);
    expect(given([...before, said("marketing", "all", true, "3")])[0]).toEqual(["marketing", "sms", true, "1"]);
});
