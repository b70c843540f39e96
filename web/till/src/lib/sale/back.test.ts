import type { RecordedPurchase } from "@vuelve/api";
import { expect, it } from "vitest";
import { backOf, leftOf } from "./back.ts";

const coffee = { line: 1, sku: "CAFE-250", category: "abarrotes/cafe", quantity: "2", returned: "1", amount: 900, awards: [{ rule: "base", currency: "PTS", points: 88, reversed: 44 }, { rule: "creditos", currency: "STATUS", points: 8, reversed: 4 }] };
const apples = { line: 2, sku: "MANZ", category: "frescos", quantity: "4", returned: "0", amount: 400, awards: [{ rule: "base", currency: "PTS", points: 40, reversed: 0 }] };
const purchase = { lines: [coffee, apples] } as unknown as RecordedPurchase;

it("a return takes its share of each line, and no more than is left", () => {
    expect(leftOf(coffee)).toBe(1);
    expect(backOf(purchase, { 1: 1, 2: 1 }, "PTS")).toEqual({ money: 550, points: 54, quantity: 2, bought: 5 });
    expect(backOf(purchase, { 1: 9 }, "PTS")).toEqual({ money: 450, points: 44, quantity: 1, bought: 5 });
    expect(backOf(purchase, {}, "PTS")).toEqual({ money: 0, points: 0, quantity: 0, bought: 5 });
});
