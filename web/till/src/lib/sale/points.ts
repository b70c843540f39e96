import type { QuoteAnswer } from "@vuelve/api";

/** What may be paid with points of one currency, as a quote tells it. */
export type Payable = QuoteAnswer["max_points"][string];

/** So many points, and what they pay. */
export interface PointsChosen {
    points: number;
    /** Minor units. */
    amount: number;
}
export const none: PointsChosen = { points: 0, amount: 0 };

/** The most that may be chosen: of what is above it, the step decides. */
export const most = (payable: Payable): PointsChosen => ({ points: payable.points, amount: payable.amount });

/** The nearest choice not above `points` that the programme allows; nothing below its least. */
export function snap(points: number, payable: Payable): PointsChosen {
    if (points >= payable.points) return payable.points >= payable.min_points ? most(payable) : none;
    const steps = Math.floor(points / payable.step.points);
    const snapped = steps * payable.step.points;
    return snapped >= payable.min_points && steps > 0 ? { points: snapped, amount: steps * payable.step.amount } : none;
}

/** The same, for an amount of money. */
export const snapAmount = (amount: number, payable: Payable): PointsChosen =>
    amount >= payable.amount ? snap(payable.points, payable) : snap(Math.floor(amount / payable.step.amount) * payable.step.points, payable);

/** Round amounts beside nothing and the most, for one tap: at most two, the smaller first. */
export function quick(payable: Payable): PointsChosen[] {
    const rounds = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4, 5, 6, 7].map((power) => digit * 10 ** power)).sort((a, b) => a - b);
    const fitting = rounds.map((amount) => snapAmount(amount, payable)).filter(({ points, amount }) => points > 0 && points < payable.points && rounds.includes(amount));
    const apart = fitting.filter((choice, i) => i === 0 || choice.points !== fitting[i - 1]?.points);
    return apart.slice(-2);
}

/** Why it is not more: all that the member has, or a share of the ticket, in per cent. */
export function whyNotMore(payable: Payable, available: number, total: number): { limit: "balance" } | { limit: "share"; percent: number } {
    if (payable.points + payable.step.points > available) return { limit: "balance" };
    return { limit: "share", percent: total > 0 ? Math.ceil((payable.amount / total) * 20) * 5 : 0 };
}
