import type { Activities, Member, QuoteAnswer, Redemption, Voucher } from "@vuelve/api";
import { civilDay } from "@vuelve/ui/format.ts";
import { call, isSilent, VuelveError } from "./api.ts";
import { desk, mainCurrency, manner, now, receiptNumber } from "./desk.svelte.ts";
import type { Reading } from "./find/read.ts";
import { isOffline } from "./line.svelte.ts";
import type { Deed, Told } from "./queue/act.ts";
import { acts } from "./queue/queue.svelte.ts";
import { allowedOffline, none, payableOffline, snap, upTo, type Payable, type PointsChosen } from "./sale/points.ts";
import { endingOf } from "./shown.ts";
import { gross, newSale, owed, paidQuoteBody, purchaseBody, quoteBody, type Sale } from "./sale/sale.ts";

/** Who stands at the counter, as far as the till knows. */
export interface Customer {
    /** How the purchase names them: the member's id, or what was typed while there was no line. */
    ref: string;
    member?: Member;
    activities?: Activities;
    vouchers?: Voucher[];
    /** Prizes that wait to be handed over. */
    waiting?: Redemption[];
    proof?: string;
    proofUntil?: Date;
}

/** One of those whom a name or a number may mean, as far as a cashier may see. */
export type Match = Pick<Member, "member" | "name" | "identities">;

/** What the till says of a look-up. */
export type Found = { found: "one" | "none" | "offline" } | { found: "several"; members: Match[]; more: boolean } | { found: "refused"; sentence: string; code: string };

interface Counter {
    customer: Customer | undefined;
    sale: Sale;
    /** What it earns and what may be paid, for exactly this sale; none while it is being asked. */
    quote: QuoteAnswer | undefined;
    /** The same as it will be paid, where points are among it. */
    paid: QuoteAnswer | undefined;
    late: boolean;
    /** Why a coupon cannot be used, or a quote not be had. */
    hint: string;
}

export const counter = $state<Counter>({ customer: undefined, sale: newSale(), quote: undefined, paid: undefined, late: false, hint: "" });

let asking: AbortController | undefined;
let declined: string[] = [];

/** The next customer. */
export function clearCounter(): void {
    asking?.abort();
    declined = [];
    Object.assign(counter, { customer: undefined, sale: newSale(counter.sale.by, mainCurrency()?.code), quote: undefined, paid: undefined, late: false, hint: "" });
}

async function welcome(member: Member): Promise<void> {
    const customer: Customer = { ref: member.member, member, ...(member.proof ? { proof: member.proof } : {}), ...(member.proof_expires_at ? { proofUntil: new Date(member.proof_expires_at) } : {}) };
    counter.customer = customer;
    counter.sale.currency = mainCurrency()?.code ?? "";
    changeSale({});
    await lookCloser(member.member);
}

/** What they can do next, what waits for them: beside the sale, never in its way. */
export async function lookCloser(id: string): Promise<void> {
    const store = desk()?.store;
    const path = { id };
    const none = () => undefined;
    const [activities, vouchers, waiting] = await Promise.all([
        call("getMemberActivities", { path, query: store ? { store } : {} }).catch(none),
        call("listMemberVouchers", { path, query: { limit: 200 } }).catch(none),
        call("listRedemptions", { query: { state: "confirmed", limit: 200 } }).catch(none),
    ]);
    if (counter.customer?.ref !== id) return;
    if (activities) counter.customer.activities = activities;
    if (vouchers) counter.customer.vouchers = vouchers.items.filter((voucher) => voucher.state === "issued");
    if (waiting) counter.customer.waiting = waiting.items.filter((one) => (one.recipient ?? one.member) === id && !one.voucher);
    if (vouchers) void quoteSoon();
}

/** One or more ways to ask for a member; `code` is one the member told. */
export async function find(reading: Extract<Reading, { kind: "qr" | "member" }>, code?: string): Promise<Found> {
    const ways = reading.kind === "qr" ? [`qr:${reading.token}`] : reading.ways;
    if (isOffline()) return offlineCustomer(reading);
    const answers = await Promise.allSettled(ways.map((by) => call("lookupMember", { body: { by, ...(code ? { code } : {}) } })));
    const members = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    const several = members.filter((member, i) => members.findIndex((other) => other.member === member.member) === i);
    const [first] = several;
    if (several.length > 1) return { found: "several", members: several, more: false };
    if (first) {
        await welcome(first);
        return { found: "one" };
    }
    const causes = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
    if (causes.some(isSilent)) return offlineCustomer(reading);
    const refused = causes.find((cause) => cause instanceof VuelveError && cause.code !== "UNKNOWN_MEMBER" && cause.code !== "VALIDATION_FAILED");
    return refused instanceof VuelveError ? { found: "refused", sentence: refused.message, code: refused.code } : { found: "none" };
}

/** Whose name has these words. The cashier asks, whoever it is: a name proves nothing. */
export async function findByName(name: string): Promise<Found> {
    if (isOffline()) return { found: "offline" };
    try {
        const { items, more } = await call("searchMembers", { body: { name } });
        return items.length > 0 ? { found: "several", members: items, more } : { found: "none" };
    } catch (cause) {
        if (isSilent(cause)) return { found: "offline" };
        if (!(cause instanceof VuelveError)) throw cause;
        return cause.code === "VALIDATION_FAILED" ? { found: "none" } : { found: "refused", sentence: cause.message, code: cause.code };
    }
}

export const choose = (member: Member): Promise<void> => welcome(member);

/** Without a line whoever says their phone or card is noted down with the sale; the code on a phone is good for half a minute only. */
function offlineCustomer(reading: Extract<Reading, { kind: "qr" | "member" }>): Found {
    const [ref] = reading.kind === "member" ? reading.ways : [];
    if (!ref) return { found: "offline" };
    counter.customer = { ref };
    counter.sale.currency = mainCurrency()?.code ?? "";
    return { found: "one" };
}

/** A code that the member tells proves that they are there. Errors: as the server refuses. */
export async function prove(code: string): Promise<void> {
    const customer = counter.customer;
    if (!customer) return;
    const member = await call("lookupMember", { body: { by: customer.ref, code } });
    if (member.proof) customer.proof = member.proof;
    if (member.proof_expires_at) customer.proofUntil = new Date(member.proof_expires_at);
}

export const isProved = (): boolean => counter.customer?.proof !== undefined && (counter.customer.proofUntil?.getTime() ?? 0) > now().getTime();

/** Changes what is rung up; what a quote said of it before counts no more. */
export function changeSale(change: Partial<Sale>): void {
    const same = gross({ ...counter.sale, ...change }) === gross(counter.sale) && change.coupons === undefined && change.lines === undefined;
    Object.assign(counter.sale, change);
    if (!same) {
        if (change.points === undefined) counter.sale.points = none;
        counter.quote = undefined;
    }
    counter.paid = undefined;
    void quoteSoon();
}

/** Minor units that this device let be spent today without a line: of everybody, and of whoever `ref` names. */
function spentOffline(ref: string): { ofMember: number; here: number } {
    const today = civilDay(now(), manner());
    const spent = { ofMember: 0, here: 0 };
    for (const act of acts()) {
        const amount = act.told.spentOffline ?? 0;
        if (amount === 0 || act.state === "refused" || civilDay(new Date(act.pressedAt), manner()) !== today) continue;
        spent.here += amount;
        if ("deed" in act && act.deed.kind === "purchase" && act.deed.body.member === ref) spent.ofMember += amount;
    }
    return spent;
}

/** What the programme lets be paid with points, were it proved that the member is there. */
export function payable(): Payable | undefined {
    const main = mainCurrency();
    const told = main && counter.quote?.max_points[main.code];
    return told && main.money_value ? { ...told, value: main.money_value } : undefined;
}

/** What may be paid with points as things stand: without a proof, or without a line, what the operator allows. */
export function payableNow(): Payable | undefined {
    const main = mainCurrency();
    if (!main || !counter.customer) return undefined;
    if (isOffline()) {
        const { ofMember, here } = spentOffline(counter.customer.ref);
        return payableOffline(main, owed(counter.sale, counter.quote), allowedOffline(desk(), ofMember, here));
    }
    const whole = payable();
    return whole && !isProved() ? upTo(whole, desk()?.spend_without_proof_max ?? 0) : whole;
}

/** The line came or went, or a proof ended: no more stays chosen than may be paid now. */
export function keepPointsWithin(): void {
    const now = payableNow();
    if (counter.sale.points.points === 0 || (!now && !isOffline() && !counter.quote)) return;
    const fit = now ? snap(counter.sale.points.points, now) : none;
    if (fit.points < counter.sale.points.points) choosePoints(fit);
}

export const choosePoints = (points: PointsChosen): void => changeSale({ points });

export function declineCoupon(code: string): void {
    declined.push(code);
    changeSale({ coupons: counter.sale.coupons.filter((one) => one !== code) });
}

const where = () => ({ member: counter.customer?.ref ?? "", store: desk()?.store ?? "", proof: isProved() ? counter.customer?.proof : undefined });

/** Asks what the sale would give, a moment after the last change; an answer to an older question is not heard. */
async function quoteSoon(): Promise<void> {
    asking?.abort();
    const mine = (asking = new AbortController());
    counter.late = false;
    if (!counter.customer || gross(counter.sale) <= 0 || isOffline()) return;
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (mine.signal.aborted) return;
    const late = setTimeout(() => (counter.late = !mine.signal.aborted), 1000);
    try {
        const quote = counter.quote ?? (await call("createQuote", { body: quoteBody(counter.sale, where()), query: { explain: "text" }, signal: mine.signal }));
        if (mine.signal.aborted) return;
        counter.quote = quote;
        counter.hint = "";
        if (takeBestCoupon(quote)) return;
        if (counter.sale.points.points > 0) {
            const paid = await call("createQuote", { body: paidQuoteBody(counter.sale, where(), quote), query: { explain: "text" }, signal: mine.signal });
            if (!mine.signal.aborted) counter.paid = paid;
        }
    } catch (cause) {
        if (mine.signal.aborted || isSilent(cause)) return;
        if (!(cause instanceof VuelveError)) throw cause;
        counter.hint = cause.message;
        const last = counter.sale.coupons.at(-1);
        if (last) declineCoupon(last);
        else if (counter.sale.points.points > 0) counter.sale.points = none;
    } finally {
        clearTimeout(late);
    }
}

/** The code to present an offer with: a voucher's own, or that of a coupon for everybody. */
export const codeOf = (offer: QuoteAnswer["coupons"][number]): string | undefined => (offer.voucher ? counter.customer?.vouchers?.find(({ id }) => id === offer.voucher)?.code : offer.coupon);

/** The usable coupon that saves most applies by itself, once, and says so; it can be taken away. */
function takeBestCoupon(quote: QuoteAnswer): boolean {
    if (counter.sale.coupons.length > 0) return false;
    const [best] = quote.coupons.filter((offer) => offer.usable && offer.amount > 0 && codeOf(offer) && !declined.includes(codeOf(offer) ?? "")).sort((a, b) => b.amount - a.amount);
    const code = best && codeOf(best);
    if (!code) return false;
    changeSale({ coupons: [code] });
    return true;
}

/** What the sale earns and takes, by the freshest quote. */
export const told = (): QuoteAnswer | undefined => (counter.sale.points.points > 0 ? counter.paid : counter.quote);
export const toCharge = (): number => owed(counter.sale, counter.quote) - counter.sale.points.amount;

/** The sale as it is pressed now. */
export function purchaseNow(): { make: (order: number) => { key: string; deed: Deed }; told: Told } {
    const sale = $state.snapshot(counter.sale) as Sale;
    const quote = $state.snapshot(counter.quote) as QuoteAnswer | undefined;
    const [at, place, offline] = [now().toISOString(), where(), isOffline()];
    return {
        make: (order) => {
            const id = receiptNumber(order);
            return { key: id, deed: { kind: "purchase", body: purchaseBody(sale, place, quote, { id, at, offline }) } };
        },
        told: { who: counter.customer?.member?.name ?? endingOf(counter.customer?.ref ?? ""), amount: owed(sale, quote), ...(offline && sale.points.points > 0 ? { spentOffline: sale.points.amount } : {}) },
    };
}
