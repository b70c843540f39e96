import type { PurchaseLine, PurchaseRequest, QuoteAnswer, QuoteRequest } from "@vuelve/api";
import { none, type PointsChosen } from "./points.ts";

export interface SaleLine {
    sku: string;
    name: string;
    quantity: number;
    /** Minor units, of one. */
    price: number;
}

/** How the rest is paid. */
export const restWays = ["cash", "card", "other"] as const;
export type RestWay = (typeof restWays)[number];

/** What is being rung up. */
export interface Sale {
    by: "amount" | "lines";
    /** Minor units, of a sale by amount. */
    amount: number;
    lines: SaleLine[];
    points: PointsChosen;
    currency: string;
    coupons: string[];
    rest: RestWay;
}

export const newSale = (by: Sale["by"] = "amount", currency = ""): Sale => ({ by, amount: 0, lines: [], points: none, currency, coupons: [], rest: "cash" });

/** Before coupons and points. */
export const gross = (sale: Sale): number => (sale.by === "amount" ? sale.amount : sale.lines.reduce((sum, line) => sum + line.quantity * line.price, 0));

/** One more of an article; of one already there the quantity rises. */
export function withArticle(sale: Sale, article: Omit<SaleLine, "quantity">): Sale {
    const at = article.sku === "" ? -1 : sale.lines.findIndex((line) => line.sku === article.sku && line.price === article.price);
    if (at < 0) return { ...sale, lines: [...sale.lines, { ...article, quantity: 1 }] };
    return withQuantity(sale, at, (sale.lines[at]?.quantity ?? 0) + 1);
}

/** None left takes the line away. */
export const withQuantity = (sale: Sale, at: number, quantity: number): Sale => ({
    ...sale,
    lines: sale.lines.flatMap((line, i) => (i !== at ? [line] : quantity > 0 ? [{ ...line, quantity }] : [])),
});

/** What the discounts of a quote take off each line. */
const offLines = (quote: QuoteAnswer | undefined, lines: number): number[] =>
    Array.from({ length: lines }, (_, i) => (quote?.discounts ?? []).reduce((sum, discount) => sum + (discount.lines[i] ?? 0), 0));

const bare = (sale: Sale): PurchaseLine[] =>
    sale.by === "amount"
        ? [{ quantity: 1, unit_price: sale.amount }]
        : sale.lines.map((line) => ({ ...(line.sku ? { sku: line.sku } : {}), quantity: line.quantity, unit_price: line.price }));

/** What the customer owes after coupons, before points. */
export const owed = (sale: Sale, quote: QuoteAnswer | undefined): number => Math.max(0, gross(sale) - offLines(quote, bare(sale).length).reduce((sum, off) => sum + off, 0));

function tenders(sale: Sale, total: number): PurchaseRequest["tenders"] {
    const { points, amount } = sale.points;
    const rest = total - amount;
    if (points === 0 || sale.points.lowers) return rest > 0 || points === 0 ? [{ type: sale.rest, amount: rest }] : [];
    return [{ type: "points", currency: sale.currency, points, amount }, ...(rest > 0 ? [{ type: sale.rest, amount: rest }] : [])];
}

export interface Where {
    member: string;
    store: string;
    proof?: string | undefined;
}

/** What a quote is asked for: nothing is paid yet, so that it answers what might be. */
export const quoteBody = (sale: Sale, { member, store }: Where): QuoteRequest => ({ member, store, lines: bare(sale), ...(sale.coupons.length > 0 ? { coupons: sale.coupons } : {}) });

/** The quote for the sale as it will be paid: what is paid with points earns less. */
export const paidQuoteBody = (sale: Sale, where: Where, quote: QuoteAnswer): QuoteRequest => ({ ...ticket(sale, where, quote), ...(where.proof ? { proof: where.proof } : {}) });

function ticket(sale: Sale, { member, store }: Where, quote: QuoteAnswer | undefined): QuoteRequest {
    const lines = bare(sale);
    const off = offLines(quote, lines.length);
    const request: QuoteRequest = { member, store, lines: lines.map((line, i) => ((off[i] ?? 0) > 0 ? { ...line, discount: off[i] ?? 0 } : line)) };
    const paid = tenders(sale, owed(sale, quote));
    const { points, amount, lowers } = sale.points;
    const lowered = lowers && points > 0 ? { basket_discount: amount, discount_points: [{ currency: sale.currency, points, amount }] } : {};
    return { ...request, ...lowered, ...(paid ? { tenders: paid } : {}), ...(quote && sale.coupons.length > 0 ? { coupons: sale.coupons } : {}) };
}

/** The purchase, as it is sent whenever the line is there: it knows the time of the press. */
export function purchaseBody(sale: Sale, where: Where, quote: QuoteAnswer | undefined, pressed: { id: string; at: string; offline: boolean }): PurchaseRequest {
    return {
        id: pressed.id,
        ...ticket(sale, where, quote),
        occurred_at: pressed.at,
        ...(where.proof && sale.points.points > 0 ? { proof: where.proof } : {}),
        ...(pressed.offline ? { offline: true } : {}),
    };
}

/** The same purchase paid with money alone, under a number of its own: for one whose points or coupons were refused when they arrived. */
export function withoutSpending({ coupons: _, proof: __, basket_discount: ___, discount_points: ____, tenders, ...body }: PurchaseRequest, id: string): PurchaseRequest {
    const rest = (tenders ?? []).find(({ type }) => type !== "points")?.type ?? "cash";
    const total = body.lines.reduce((sum, line) => sum + Number(line.quantity) * (line.unit_price ?? 0) - (line.discount ?? 0), 0);
    return { ...body, id, tenders: [{ type: rest, amount: total }] };
}
