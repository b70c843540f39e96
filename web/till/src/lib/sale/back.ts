import type { RecordedPurchase } from "@vuelve/api";

type Line = RecordedPurchase["lines"][number];

/** So many of each line come back. */
export type Chosen = Record<number, number>;

/** What was bought of a line and has not come back. */
export const leftOf = (line: Line): number => Number(line.quantity) - Number(line.returned);

/** About what a return does, before it is done: the engine rounds, and its answer counts. */
export function backOf(purchase: RecordedPurchase, chosen: Chosen, currency: string): { money: number; points: number; quantity: number; bought: number } {
    const back = { money: 0, points: 0, quantity: 0, bought: 0 };
    for (const line of purchase.lines) {
        const quantity = Math.min(chosen[line.line] ?? 0, leftOf(line));
        const part = Number(line.quantity) > 0 ? quantity / Number(line.quantity) : 0;
        back.quantity += quantity;
        back.bought += leftOf(line);
        back.money += Math.round(line.amount * part);
        for (const award of line.awards) if (award.currency === currency) back.points += Math.round(award.points * part);
    }
    return back;
}
