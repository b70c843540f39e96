import { describe, expect, it } from "vitest";
import { faultsOf } from "./catalogues.ts";
import en from "./messages/en.json";
import es from "./messages/es.json";
import pt from "./messages/pt.json";

describe("the catalogues", () => {
    it("that all apps share say the same in every language", () => expect(faultsOf({ es, en, pt })).toEqual([]));

    it("are told apart where they do not", () => {
        expect(faultsOf({ es: { a: "uno", b: "{x} de {y}" }, en: { b: "{x}", c: "three" } })).toEqual([
            "en: lacks a",
            "b: es is given x, y, en x",
            "es: lacks c, which en has",
        ]);
        expect(faultsOf({ es: { a: "{n, plural, one {# punto} other {# puntos}}" } })).toEqual(['es a: has no plural form "many"']);
    });
});
