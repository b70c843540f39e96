import type { HistoryItem } from "@vuelve/api";
import { civilDay, type Manner } from "@vuelve/ui/format.ts";

export type Movement = HistoryItem & { text?: string };
export type Kept = "all" | "earned" | "used" | "pending";

/** What a movement did to what can be spent of a currency, and to what is still to come. */
export function effectOn(movement: Movement, currency: string): { available: number; pending: number; debt: number; touches: boolean } {
    const own = movement.entries.filter((entry) => entry.currency === currency);
    const sum = (of: "available" | "pending" | "debt") => own.reduce((total, entry) => total + Number(entry[of]), 0);
    return { available: sum("available"), pending: sum("pending"), debt: sum("debt"), touches: own.length > 0 };
}

/** What is written at the right of a movement: what was gained or used, or what is still to come. */
export function amountOf(movement: Movement, currency: string): { value: number; tone: "gained" | "used" | "pending" | "nothing" } {
    const { available, pending, debt } = effectOn(movement, currency);
    if (available === 0 && pending > 0) return { value: pending, tone: "pending" };
    const value = available + pending - debt;
    return { value, tone: value > 0 ? "gained" : value < 0 ? "used" : "nothing" };
}

/** Points that were on their way and can be spent now: nothing was won, and it is told as what it is. */
export function releasedBy(movement: Movement, currency: string): number {
    const { available, pending } = effectOn(movement, currency);
    return available > 0 && available === -pending ? available : 0;
}

export function narrowed(movements: readonly Movement[], to: Kept, currency: string): Movement[] {
    if (to === "all") return [...movements];
    const tone = { earned: "gained", used: "used", pending: "pending" } as const;
    return movements.filter((movement) => amountOf(movement, currency).tone === tone[to]);
}

export interface Day {
    day: string;
    movements: Movement[];
    /** What could be spent when the day ended; unknown where a part of it is left out. */
    balance?: number;
}

/**
 * The days of a statement, newest first, each with the balance it ended with: today's goes back through the entries of the ledger. Only a
 * whole statement can be walked so; a narrowed one has no balances.
 */
export function daysOf(movements: readonly Movement[], currency: string, now: number | undefined, how: Pick<Manner, "timeZone">): Day[] {
    const days: Day[] = [];
    let balance = now;
    for (const movement of movements) {
        const day = civilDay(new Date(movement.at), how);
        let last = days.at(-1);
        if (last?.day !== day) days.push((last = { day, movements: [], ...(balance === undefined ? {} : { balance }) }));
        last.movements.push(movement);
        if (balance !== undefined) balance -= effectOn(movement, currency).available;
    }
    return days;
}

/** The engine's sentence, without the number it ends with where that number stands beside it. */
export const withoutAmount = (text: string): string => text.replace(/: [+−-]?[\d.,\u00a0\u202f ]+\D*\.$/, "");

/** The lines that add up, each with the engine's sentence, and the sentences of what did not count. */
export function whyOf(movement: Pick<Movement, "entries">, currency: string, explanation: readonly { rule: string; name?: string; counted: boolean; text: string }[]): { lines: { rule: string | null; text: string | undefined; amount: number }[]; not: string[] } {
    const lines: { rule: string | null; text: string | undefined; amount: number }[] = [];
    for (const entry of movement.entries) {
        if (entry.currency !== currency) continue;
        const amount = Number(entry.available) + Number(entry.pending) - Number(entry.debt);
        const same = lines.find((line) => line.rule !== null && line.rule === (entry.rule ?? null));
        if (same) same.amount += amount;
        else if (amount !== 0) lines.push({ rule: entry.rule ?? null, text: explanation.find(({ rule }) => rule === entry.rule)?.text, amount });
    }
    return { lines, not: explanation.flatMap(({ counted, name, text }) => (counted ? [] : [name ? `${name}. ${text}` : text])) };
}
