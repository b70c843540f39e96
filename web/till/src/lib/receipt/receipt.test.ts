import { describe, expect, it } from "vitest";
import { escpos } from "./escpos.ts";
import { plainText, wrap, type Receipt } from "./receipt.ts";

const receipt: Receipt = {
    shop: "Laurel Centro",
    head: ["20 nov 2026, 10:42", "CENTRO-C1.K3F9-000017"],
    rows: [
        { left: "Total", right: "$218,00" },
        { left: "Con 100\u00a0puntos", right: "\u2212$50,00" },
    ],
    sections: [{ title: "Por qué 25 puntos", rows: [{ left: "Cada dólar da 10 puntos por compras de cualquier artículo", right: "16" }, { left: "¿Y el año? Mañana." }] }],
    balance: { left: "Saldo", right: "411\u00a0puntos" },
    link: { text: "Todo explicado:", url: "https://club.laurel.ec/r/AQEAAA" },
};

describe("a receipt", () => {
    it("is never wider than its paper, and amounts stand at the right", () => {
        for (const width of [32, 42, 48] as const) {
            const lines = plainText({ ...receipt, link: undefined as never }, width).split("\n");
            expect(Math.max(...lines.map((line) => line.length))).toBe(width);
            expect(lines.find((line) => line.startsWith("Con 100"))).toMatch(/^Con 100 puntos +-\$50,00$/);
        }
    });
    it("reads as it should on narrow paper", () =>
        expect(plainText(receipt, 32)).toBe(
            [
                "         Laurel Centro",
                "       20 nov 2026, 10:42",
                "     CENTRO-C1.K3F9-000017",
                "--------------------------------",
                "Total                    $218,00",
                "Con 100 puntos           -$50,00",
                "",
                "Por qué 25 puntos",
                "Cada dólar da 10 puntos por",
                "compras de cualquier artículo 16",
                "¿Y el año? Mañana.",
                "--------------------------------",
                "Saldo                 411 puntos",
                "",
                "Todo explicado:",
                "https://club.laurel.ec/r/AQEAAA",
                "",
            ].join("\n"),
        ));
    it("breaks a word that is longer than the paper", () => expect(wrap("ab 1234567890 cd", 4)).toEqual(["ab", "1234", "5678", "90", "cd"]));
});

describe("the bytes for a printer", () => {
    const bytes = escpos(receipt, 32);
    const has = (part: number[]) => bytes.some((_, i) => part.every((byte, j) => bytes[i + j] === byte));
    it("begin anew, in code page 858, and end with the cut", () => {
        expect([...bytes.slice(0, 5)]).toEqual([0x1b, 0x40, 0x1b, 0x74, 19]);
        expect([...bytes.slice(-4)]).toEqual([0x1d, 0x56, 66, 0]);
    });
    it("write our letters as that page has them", () => {
        expect(has([..."Por qu"].map((c) => c.charCodeAt(0)).concat(0x82))).toBe(true);
        expect(has([0xa8, "Y".charCodeAt(0)])).toBe(true);
        expect(has(["a".charCodeAt(0), 0xa4, "o".charCodeAt(0)])).toBe(true);
        expect(has([0x3f])).toBe(true); // the sentence asks; no letter is unknown besides
        expect([...bytes].filter((byte) => byte === 0x3f)).toHaveLength(1);
    });
    it("have the link as a QR of its own length", () => {
        const url = [..."https://club.laurel.ec/r/AQEAAA"].map((c) => c.charCodeAt(0));
        expect(has([0x1d, 0x28, 0x6b, url.length + 3, 0, 0x31, 0x50, 0x30, ...url])).toBe(true);
    });
});
