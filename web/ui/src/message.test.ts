import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { readMessage } from "./message.ts";

const catalogues = import.meta.glob<Record<string, string>>(["./messages/*.json", "../../*/src/lib/**/messages/*.json"], { eager: true, import: "default" });
const languageOf = (path: string) => path.slice(-7, -5);
const counts = [0, 1, 2, 7, 1234, 1_000_000, 2_500_000];

describe("a sentence", () => {
    it("says what a whole reader of ICU messages says, each of the catalogues", () => {
        const paths = Object.keys(catalogues);
        expect(paths.length).toBeGreaterThanOrEqual(12);
        let compared = 0;
        for (const path of paths)
            for (const [key, text] of Object.entries(catalogues[path] ?? {})) {
                const [ours, theirs] = [readMessage(text, languageOf(path)), new IntlMessageFormat(text, languageOf(path), undefined, { ignoreTag: true })];
                const names = [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name ?? ""))];
                for (const count of counts) {
                    const values = Object.fromEntries(names.map((name) => [name, count]));
                    expect(ours(values), `${path} ${key}`).toBe(theirs.format(values));
                    ++compared;
                }
            }
        expect(compared).toBeGreaterThan(1000);
    });

    const check = (text: string, values: Record<string, string | number>, said: string) => expect(readMessage(text, "es")(values)).toBe(said);
    it("has its values in place", () => check("Al {day}, {time}", { day: "20 de nov", time: "9:12" }, "Al 20 de nov, 9:12"));
    it("has the form of its number, and the number as it is written", () => {
        const text = "{n, plural, =0 {Nada} one {Falta # {what}} many {Faltan # de {what}} other {Faltan # {what}}}.";
        check(text, { n: 0, what: "puntos" }, "Nada.");
        check(text, { n: 1, what: "punto" }, "Falta 1 punto.");
        check(text, { n: 12_345, what: "puntos" }, "Faltan 12.345 puntos.");
        check(text, { n: 1_000_000, what: "puntos" }, "Faltan 1.000.000 de puntos.");
    });
    it("keeps a # and a lone ' that are only text", () => check("El nº #1 d'ici", {}, "El nº #1 d'ici"));
    it("is not said without a value it needs", () => expect(() => readMessage("Hola, {name}", "es")({})).toThrow("name"));

    it.each(["{a", "a}", "{}", "{a, plural}", "{a, plural, one {x}}", "{a, select, b {x} other {y}}", "{a, number}", "it''s {a}", "'{a}'"])("is refused where it is written otherwise: %s", (text) =>
        expect(() => readMessage(text, "es")).toThrow("not a sentence of ours"));
});
