import { describe, expect, it } from "vitest";
import { challengesOf, standingOf, type Reached } from "./reach.ts";

const one = (code: string, more: Partial<Reached> = {}): Reached => ({ kind: "challenge", code, earned: 0, goal: 4, missing: 4, text: "", actions: ["purchase"], completed: 0, repeatable: false, possible: true, ...more }) as Reached;

describe("a challenge", () => {
    it("is mine, to join, done or closed", () => {
        expect(standingOf(one("A"))).toBe("running");
        expect(standingOf(one("B", { actions: ["opt_in"] }))).toBe("to_join");
        expect(standingOf(one("C", { missing: 0, earned: 4 }))).toBe("done");
        expect(standingOf(one("D", { completed: 1 }))).toBe("done");
        expect(standingOf(one("E", { completed: 1, repeatable: true }))).toBe("running");
        expect(standingOf(one("F", { possible: false }))).toBe("closed");
    });

    it("that is furthest along comes first, and clubs are not among them", () => {
        const all = [one("A", { earned: 5, missing: 3 }), one("B", { earned: 3, missing: 1 }), one("TREES", { kind: "club", earned: "900", goal: "1000", missing: "100" } as Partial<Reached>)];
        expect(challengesOf(all, "running").map(({ code }) => code)).toEqual(["B", "A"]);
    });
});
