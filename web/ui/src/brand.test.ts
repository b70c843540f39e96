import { describe, expect, it } from "vitest";
import { contrast, derive, worst, type Theme } from "./brand.ts";

const themes: Theme[] = ["light", "dark"];

describe("the brand rule", () => {
    it("makes every colour legible, in both themes", () => {
        const channel = Array.from({ length: 14 }, (_, i) => Math.min(255, i * 20).toString(16).padStart(2, "0"));
        const failures: string[] = [];
        for (const theme of themes)
            for (const r of channel)
                for (const g of channel)
                    for (const b of channel) {
                        const colour = `#${r}${g}${b}`;
                        if (worst(derive(colour, theme), theme) < 1) failures.push(`${colour} ${theme}`);
                    }
        expect(failures).toEqual([]);
    });

    it("gives the drawn shop the colours it was drawn in", () => {
        expect(derive("#a8432a", "light")).toEqual({
            wall: "#a33e25",
            wallLight: "#b24c33",
            on: "#ffffff",
            quiet: "#f6ece9",
            text: "#a8432a",
            shape: "#a8432a",
            soft: "#fee7e1",
            textOnSoft: "#a8432a",
            edge: "#a33e25",
        });
        expect(derive("#a8432a", "dark")).toMatchObject({ text: "#d1684e", shape: "#b04b31", soft: "#34211c", edge: "#b04b31" });
    });

    it("puts ink on a pale wall and white on a dark one", () => {
        expect(derive("#ffe45c", "light").on).toBe("#14161f");
        expect(derive("#1b6e46", "light").on).toBe("#ffffff");
        expect(contrast(derive("#ffe45c", "light").on, derive("#ffe45c", "light").wall)).toBeGreaterThanOrEqual(5.2);
    });
});
