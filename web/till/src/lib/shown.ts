import type { Member, PurchaseAnswer } from "@vuelve/api";
import { change, count, fullDay, money, points, tableDay, time, civilDay } from "@vuelve/ui/format.ts";
import { desk, mainCurrency, manner, now, unitOf, worth } from "./desk.svelte.ts";
import type { Receipt } from "./receipt/receipt.ts";
import type { Charged } from "./till.svelte.ts";
import { say } from "./words.ts";

/** How this till writes things: the shop's money, the reader's words. */
export const cash = (minor: number): string => money(minor, manner());
export const number = (value: number): string => count(value, manner());
export const signed = (value: number): string => change(value, manner());
export const clock = (at: Date): string => time(at, manner());
export const day = (civil: string): string => fullDay(civil, manner(), now());
export const pointsOf = (value: number, code = mainCurrency()?.code ?? ""): string => points(value, unitOf(code), manner());

/** "Celular termina en 78": what a cashier may ask for, and no more. */
export function ending(member: Pick<Member, "identities">): string {
    const known = member.identities.find(({ kind }) => kind === "phone") ?? member.identities.find(({ kind }) => kind === "card");
    if (!known) return "";
    const last = known.masked.replace(/\D/g, "").slice(-2);
    return say(known.kind === "phone" ? "wall.phone" : "wall.card", { last });
}

/** Whoever was noted while there was no line, by how they were named: "Tarjeta termina en 42". */
export function endingOf(ref: string): string {
    const [kind, value] = ref.split(":");
    const last = (value ?? "").replace(/\D/g, "").slice(-2);
    return last.length === 2 && (kind === "phone" || kind === "card") ? say(kind === "phone" ? "wall.phone" : "wall.card", { last }) : "";
}

/** Of one currency in an answer. */
export const earned = (answer: PurchaseAnswer | undefined, code: string): number => (answer?.effects ?? []).filter((award) => award.currency === code).reduce((sum, award) => sum + award.points, 0);
export const spent = (answer: PurchaseAnswer | undefined, code: string): number => (answer?.spent ?? []).filter((one) => one.currency === code).reduce((sum, one) => sum + one.points, 0);

/** Why each point was given, and what did not count: the engine's own sentences. */
export function reasons(answer: Pick<PurchaseAnswer, "effects" | "explanation" | "not_earning">, code: string): { given: { text: string; points: number }[]; not: string[] } {
    const given = answer.effects
        .filter((award) => award.currency === code && award.points > 0)
        .map((award) => ({ text: (answer.explanation ?? []).find(({ rule }) => rule === award.rule)?.text ?? award.rule, points: award.points }));
    const fired = new Set(answer.effects.map(({ rule }) => rule));
    const refused = (answer.explanation ?? []).flatMap(({ rule, text }) => (text && !fired.has(rule) ? [text] : []));
    return { given, not: [...(answer.not_earning ?? []).flatMap(({ text }) => (text ? [text] : [])), ...refused] };
}

/** The paper of a sale, as far as the answer is known. */
export function receiptOf(charged: Charged, answer: PurchaseAnswer | undefined, at: Date): Receipt {
    const main = mainCurrency()?.code ?? "";
    const how = manner();
    const { points: used, amount } = charged.sale.points;
    const off = charged.sale.by === "lines" ? charged.sale.lines.reduce((sum, line) => sum + line.quantity * line.price, 0) - charged.total : charged.sale.amount - charged.total;
    const why = answer ? reasons(answer, main) : undefined;
    return {
        shop: desk()?.store_name ?? "",
        head: [`${tableDay(civilDay(at, how), how)}, ${clock(at)}`, ...(charged.key ? [say("receipt.ticket", { id: charged.key })] : [])],
        rows: [
            ...charged.sale.lines.map((line) => ({ left: `${line.quantity} ${line.name}`, right: cash(line.quantity * line.price) })),
            ...(off > 0 ? [{ left: say("receipt.discount"), right: cash(-off) }] : []),
            { left: say("receipt.total"), right: cash(charged.total) },
            ...(used > 0 ? [{ left: say("receipt.withPoints", { points: pointsOf(used) }), right: cash(-amount) }] : []),
            { left: say("receipt.charged"), right: cash(charged.charged), strong: true },
        ],
        sections: [
            ...(why && why.given.length > 0 ? [{ title: say("receipt.why", { points: pointsOf(earned(answer, main)) }), rows: why.given.map(({ text, points: n }) => ({ left: text, right: number(n) })) }] : []),
            ...(why && why.not.length > 0 ? [{ title: say("receipt.not"), rows: why.not.slice(0, 3).map((text) => ({ left: text })) }] : []),
        ],
        ...(answer?.balances[main] ? { balance: { left: say("receipt.balance"), right: pointsOf(answer.balances[main].available) } } : {}),
        ...(answer?.link ? { link: { text: say("receipt.link"), url: new URL(answer.link.url, location.origin).href } } : {}),
    };
}

export const worthOf = (value: number): string | undefined => {
    const amount = worth(value, mainCurrency()?.code ?? "");
    return amount === undefined ? undefined : cash(amount);
};
