import { describe, expect, it } from "vitest";
import { read } from "./read.ts";
import { wedge } from "./wedge.ts";

describe("what was read", () => {
    const qr = "1.1.kQv3n9Yw2mT5rL8x.1773183600.B1cE4hJ7pS0uV6zA.kQv3n9Yw2mT5rL8xB1cE4hJ7pS0uV6zA9dF2gK5nQ8t";
    const cases: [string, ReturnType<typeof read>][] = [
        [qr, { kind: "qr", token: qr }],
        ["qr:" + qr, { kind: "qr", token: qr }],
        [" mbr_00C9VT4H2M8RAK ", { kind: "member", ways: ["mbr_00C9VT4H2M8RAK"] }],
        ["ana@example.com", { kind: "member", ways: ["email:ana@example.com"] }],
        ["+593 98 765 4321", { kind: "member", ways: ["phone:+593987654321"], phone: "+593987654321" }],
        ["098 765 4321", { kind: "member", ways: ["phone:0987654321", "card:0987654321"], phone: "0987654321" }],
        ["4417", { kind: "member", ways: ["card:4417"] }],
        ["CENTRO-C1.K3F9-000123", { kind: "receipt", number: "CENTRO-C1.K3F9-000123" }],
        ["8K3M-9QTX-4W2N-7C", { kind: "voucher", code: "8K3M9QTX4W2N7C" }],
        ["Ana Torres", { kind: "words", text: "Ana Torres" }],
        ["  ", { kind: "nothing" }],
    ];
    for (const [text, reading] of cases) it(`"${text}" is ${reading.kind}`, () => expect(read(text)).toEqual(reading));

    it("by a scanner is a card before it is a phone", () => expect(read("7001000042", "scanner")).toMatchObject({ ways: ["card:7001000042", "phone:7001000042"] }));
});

describe("a scanner that types", () => {
    const typed = (text: string, gap: number) => {
        const heard: string[] = [];
        const listen = wedge((scanned) => heard.push(scanned));
        const enter = [...text, "Enter"].map((key, i) => listen({ key, at: i * gap })).at(-1);
        return { heard, enter };
    };
    it("is heard wherever the focus is", () => expect(typed("7001000042", 8)).toEqual({ heard: ["7001000042"], enter: true }));
    it("is told from a person", () => expect(typed("7001000042", 120)).toEqual({ heard: [], enter: false }));
    it("is told from a few keys pressed together", () => expect(typed("12", 5)).toEqual({ heard: [], enter: false }));
    it("begins anew after a pause", () => {
        const heard: string[] = [];
        const listen = wedge((scanned) => heard.push(scanned));
        [..."99"].forEach((key, i) => listen({ key, at: i * 5 }));
        [..."7001000042", "Enter"].forEach((key, i) => listen({ key, at: 1000 + i * 5 }));
        expect(heard).toEqual(["7001000042"]);
    });
});
