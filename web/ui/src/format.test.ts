import { describe, expect, it } from "vitest";
import * as format from "./format.ts";
import type { Manner } from "./format.ts";

const how = (locale: string, currency: string, timeZone = "America/Guayaquil"): Manner => ({ locale, language: locale.slice(0, 2), currency, timeZone });
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const ec = how("es-EC", "USD");
const now = new Date("2026-11-21T15:42:00Z");

describe("money", () => {
    it.each([
        ["es-MX", "MXN", 124850, "$1,248.50"],
        ["es-EC", "USD", 124850, "$1,248.50"],
        ["es-CL", "CLP", 1249, "$1.249"],
        ["es-CO", "COP", 124900, "$ 1.249"],
        ["pt-BR", "BRL", 124850, "R$ 1.248,50"],
        ["en-US", "USD", 124850, "$1,248.50"],
    ])("in %s", (locale, currency, minor, said) => expect(plain(format.money(minor, how(locale, currency)))).toBe(said));

    it("of another currency shows its code", () => expect(plain(format.money(124850, ec, "EUR"))).toContain("EUR"));
    it("that is owed has a minus as wide as a plus", () => expect(format.money(-500, ec)).toContain("\u2212"));
});

describe("points", () => {
    const unit = { singular: "punto", plural: "puntos" };
    it("keeps the number and its unit on one line", () => expect(format.points(1248, unit, ec)).toBe("1,248\u00a0puntos"));
    it("knows one", () => expect(plain(format.points(1, unit, ec))).toBe("1 punto"));
    it("says «de» after a round million", () => expect(plain(format.points(1_000_000, unit, how("es-MX", "MXN")))).toBe("1,000,000 de puntos"));
    it("shows what was gained and what was used", () => {
        expect(format.change(85, ec)).toBe("+85");
        expect(format.change(-90, ec)).toBe("\u221290");
        expect(format.change(0, ec)).toBe("0");
    });
});

describe("days", () => {
    it("names what is near and dates what is far", () => {
        const near = (civil: string) => format.nearness(civil, ec, now);
        expect(near("2026-11-21")).toEqual({ when: "today" });
        expect(near("2026-11-20")).toEqual({ when: "yesterday" });
        expect(near("2026-11-22")).toEqual({ when: "tomorrow" });
        expect(near("2026-11-24")).toEqual({ when: "weekday", day: "martes" });
        expect(near("2026-11-30")).toEqual({ when: "date", day: "30 de noviembre" });
        expect(near("2027-12-31")).toEqual({ when: "date", day: "31 de diciembre de 2027" });
    });
    it("belong to the shop's place, not to the phone's", () => {
        expect(format.civilDay(new Date("2026-11-22T03:00:00Z"), ec)).toBe("2026-11-21");
        expect(format.lastValidDay(new Date("2026-12-01T05:00:00Z"), ec)).toBe("2026-11-30");
    });
    it("are headed as people say them", () => {
        expect(format.weekdayAndDay("2026-11-20", ec, now)).toBe("viernes 20 de noviembre");
        expect(format.weekdayAndDay("2026-11-20", how("pt-BR", "BRL"), now)).toBe("sexta-feira, 20 de novembro");
    });
    it("have hours of 24, and of 12 in English", () => {
        expect(format.time(now, ec)).toBe("10:42");
        expect(plain(format.time(now, how("en-US", "USD")))).toBe("10:42 AM");
    });
});

describe("phones", () => {
    it("are grouped for their owner and masked for others", () => {
        expect(plain(format.phone("+525512345678"))).toBe("+52 551 234 5678");
        expect(plain(format.maskedPhone("+525512345678"))).toBe("+52 *** *** 5678");
        expect(plain(format.phone("+593987654321"))).toBe("+593 987 65 4321");
    });
});
