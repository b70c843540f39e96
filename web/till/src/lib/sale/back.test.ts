import type { RecordedPurchase } from "@vuelve/api";
import { expect, it } from "vitest";
import { leftOf, linesOf, whole } from "./back.ts";

const coffee = { line: 1, sku: "CAFE-250", quantity: "2", returned: "1", amount: 900 };
const apples = { line: 2, sku: "MANZ", quantity: "1.5", returned: "0", amount: 400 };
const purchase = { lines: [coffee, apples] } as unknown as RecordedPurchase;

it("a return names what comes back, and no more than is left", () => {
    expect(leftOf(purchase.lines[0]!)).toBe(1);
    expect(whole(purchase)).toEqual({ 1: 1, 2: 1.5 });
    expect(linesOf(purchase, whole(purchase))).toEqual([{ line: 1, quantity: 1 }, { line: 2, quantity: 1.5 }]);
    expect(linesOf(purchase, { 1: 9, 2: 0 })).toEqual([{ line: 1, quantity: 1 }]);
    expect(linesOf(purchase, {})).toEqual([]);
});
