import type { RecordedPurchase, ReturnRequest } from "@vuelve/api";

type Line = RecordedPurchase["lines"][number];

/** So many of each line come back. */
export type Chosen = Record<number, number>;

/** What was bought of a line and has not come back. */
export const leftOf = (line: Line): number => Number(line.quantity) - Number(line.returned);

/** All that has not come back yet. */
export const whole = (purchase: RecordedPurchase): Chosen => Object.fromEntries(purchase.lines.map((line) => [line.line, leftOf(line)]));

/** As a return is asked for: lines of which nothing comes back are not named, and none more often than it was bought. */
export const linesOf = (purchase: RecordedPurchase, chosen: Chosen): ReturnRequest["lines"] =>
    purchase.lines.flatMap((line) => {
        const quantity = Math.min(chosen[line.line] ?? 0, leftOf(line));
        return quantity > 0 ? [{ line: line.line, quantity }] : [];
    });
