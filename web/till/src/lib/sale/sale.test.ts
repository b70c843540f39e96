import type { QuoteAnswer } from "@vuelve/api";
import { describe, expect, it } from "vitest";
import { gross, newSale, owed, paidQuoteBody, purchaseBody, quoteBody, withArticle, withoutSpending, withQuantity, type Sale } from "./sale.ts";

const where = { member: "mbr_1", store: "CENTRO" };
const pressed = { id: "CENTRO-C1.K3F9-000001", at: "2026-11-20T15:00:00.000Z", offline: false };
const discounting = (lines: number[]) => ({ discounts: [{ coupon: "CAFE15", amount: lines.reduce((a, b) => a + b, 0), lines }] }) as unknown as QuoteAnswer;
const coffee = { sku: "CAFE-250", name: "Café de 250 g", price: 450 };

describe("a sale", () => {
    it("by amount is one line without an article", () =>
        expect(purchaseBody({ ...newSale(), amount: 1571 }, where, undefined, pressed)).toEqual({
            id: pressed.id,
            member: "mbr_1",
            store: "CENTRO",
            lines: [{ quantity: 1, unit_price: 1571 }],
            tenders: [{ type: "cash", amount: 1571 }],
            occurred_at: pressed.at,
        }));

    it("by lines counts the same article once, and forgets a line of none", () => {
        let sale: Sale = withArticle(withArticle(newSale("lines"), coffee), coffee);
        expect(sale.lines).toEqual([{ ...coffee, quantity: 2 }]);
        expect(gross(sale)).toBe(900);
        sale = withArticle(sale, { sku: "", name: "Varios", price: 100 });
        sale = withArticle(sale, { sku: "", name: "Varios", price: 100 });
        expect(sale.lines).toHaveLength(3);
        expect(withQuantity(sale, 0, 0).lines).toHaveLength(2);
    });

    it("takes the coupons' discounts off its lines and pays part with points", () => {
        const sale: Sale = { ...withArticle(withArticle(newSale("lines", "PTS"), coffee), coffee), coupons: ["QFV7CXFAVZEQGW"], points: { points: 100, amount: 20 }, rest: "card" };
        const quote = discounting([135]);
        expect(owed(sale, quote)).toBe(765);
        const body = purchaseBody(sale, { ...where, proof: "prf_1" }, quote, pressed);
        expect(body.lines).toEqual([{ sku: "CAFE-250", quantity: 2, unit_price: 450, discount: 135 }]);
        expect(body.coupons).toEqual(["QFV7CXFAVZEQGW"]);
        expect(body.tenders).toEqual([{ type: "points", currency: "PTS", points: 100, amount: 20 }, { type: "card", amount: 745 }]);
        expect(body.proof).toBe("prf_1");
        expect(paidQuoteBody(sale, { ...where, proof: "prf_1" }, quote)).toMatchObject({ tenders: body.tenders, proof: "prf_1", coupons: body.coupons });
    });

    it("paid with points alone has no rest", () =>
        expect(purchaseBody({ ...newSale("amount", "PTS"), amount: 20, points: { points: 100, amount: 20 } }, where, undefined, pressed).tenders).toEqual([
            { type: "points", currency: "PTS", points: 100, amount: 20 },
        ]));

    it("lowers its price with points where the programme has it so", () => {
        const sale: Sale = { ...newSale("amount", "PTS"), amount: 1000, points: { points: 500, amount: 100, lowers: true }, rest: "card" };
        const body = purchaseBody(sale, where, undefined, pressed);
        expect(body).toMatchObject({ basket_discount: 100, discount_points: [{ currency: "PTS", points: 500, amount: 100 }], tenders: [{ type: "card", amount: 900 }] });
        expect(purchaseBody({ ...sale, amount: 100 }, where, undefined, pressed).tenders).toEqual([]);
        expect(withoutSpending(body, "CENTRO-C1.K3F9-000002")).toEqual({ id: "CENTRO-C1.K3F9-000002", member: "mbr_1", store: "CENTRO", lines: [{ quantity: 1, unit_price: 1000 }], occurred_at: pressed.at, tenders: [{ type: "card", amount: 1000 }] });
    });

    it("without a line presents no coupons: their discount is not known", () => {
        const sale: Sale = { ...newSale(), amount: 1000, coupons: ["QFV7CXFAVZEQGW"] };
        const body = purchaseBody(sale, where, undefined, { ...pressed, offline: true });
        expect(body).toMatchObject({ offline: true, tenders: [{ type: "cash", amount: 1000 }] });
        expect(body.coupons).toBeUndefined();
        expect(quoteBody(sale, where).coupons).toEqual(["QFV7CXFAVZEQGW"]);
    });
});
