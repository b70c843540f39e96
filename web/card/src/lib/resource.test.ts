import { Unreachable, VuelveError } from "@vuelve/api";
import { beforeEach, describe, expect, it, vi } from "vitest";

const kept = new Map<string, { data: unknown; at: Date }>();
vi.mock("#lib/store.ts", () => ({
    recall: async (name: string) => kept.get(name),
    remember: async (name: string, data: unknown, at: Date) => void kept.set(name, { data, at }),
}));
const { Resource } = await import("./resource.svelte.ts");

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const at = new Date("2026-11-20T15:00:00Z");
const refusal = new VuelveError({ type: "", title: "", status: 422, code: "NO", detail: "No se puede.", instance: "" });

describe("what a page shows", () => {
    beforeEach(() => kept.clear());

    it("is the last known until the answer comes, and then the answer", async () => {
        kept.set("home", { data: 1, at });
        let answer: (data: number) => void = () => undefined;
        const resource = new Resource<number>("home", () => new Promise((resolve) => (answer = resolve)));
        expect(resource.screen).toEqual({ state: "loading" });
        await settled();
        expect(resource.screen).toEqual({ state: "loading", last: 1 });
        answer(2);
        await settled();
        expect(resource.screen).toEqual({ state: "ready", data: 2 });
        expect(kept.get("home")?.data).toBe(2);
    });

    it("is the last known with its time when there is no line", async () => {
        kept.set("home", { data: 1, at });
        const resource = new Resource<number>("home", () => Promise.reject(new Unreachable(undefined)));
        await settled();
        expect(resource.screen).toEqual({ state: "offline", last: 1, since: at });
    });

    it("is nothing but the fact when there is no line and nothing was known", async () => {
        const resource = new Resource<number>("home", () => Promise.reject(new Unreachable(undefined)));
        await settled();
        expect(resource.screen).toMatchObject({ state: "offline" });
        expect("last" in resource.screen).toBe(false);
    });

    it("is the shop's own sentence when the shop refuses", async () => {
        const resource = new Resource<number>("home", () => Promise.reject(refusal));
        await settled();
        expect(resource.screen).toEqual({ state: "failed", problem: { sentence: "No se puede.", code: "NO", canRetry: false } });
    });

    it("is told apart when there is nothing to show", async () => {
        const resource = new Resource<number[]>(
            "list",
            () => Promise.resolve([]),
            (list) => list.length === 0,
        );
        await settled();
        expect(resource.screen).toEqual({ state: "empty" });
    });
});
