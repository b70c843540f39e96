import type { QuoteAnswer, TillDesk } from "@vuelve/api";

/** So many points are worth so many minor units. */
type Value = NonNullable<TillDesk["currencies"][number]["money_value"]>;

/** What may be paid with points of one currency, as a quote tells it, and what they are worth. */
export type Payable = QuoteAnswer["max_points"][string] & { value: Value };

/** Domain.md 2.13: a minor unit is never split. */
const worthOf = (points: number, value: Value): number => Math.floor((points * value.amount) / value.points);

/** So many points, and what they pay. */
export interface PointsChosen {
    points: number;
    /** Minor units. */
    amount: number;
    /** They lower the price instead of paying it: so the programme has it. */
    lowers?: boolean;
}
export const none: PointsChosen = { points: 0, amount: 0 };

/** The most that may be chosen: of what is above it, the step decides. */
export const most = (payable: Payable): PointsChosen => chosen(payable.points, payable.amount, payable);
const chosen = (points: number, amount: number, { mode }: Payable): PointsChosen => ({ points, amount, ...(mode === "discount" ? { lowers: true } : {}) });

/** The nearest choice not above `points` that the programme allows; nothing below its least. */
export function snap(points: number, payable: Payable): PointsChosen {
    if (points >= payable.points) return payable.points >= payable.min_points ? most(payable) : none;
    const snapped = points - (points % payable.step.points);
    return snapped > 0 && snapped >= payable.min_points ? chosen(snapped, worthOf(snapped, payable.value), payable) : none;
}

/** The same, for an amount of money. */
export const snapAmount = (amount: number, payable: Payable): PointsChosen =>
    amount >= payable.amount ? snap(payable.points, payable) : snap(Math.floor((amount * payable.value.points) / payable.value.amount), payable);

/** Round amounts beside nothing and the most, for one tap: at most two, the smaller first. */
export function quick(payable: Payable): PointsChosen[] {
    const rounds = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4, 5, 6, 7].map((power) => digit * 10 ** power)).sort((a, b) => a - b);
    const fitting = rounds.map((amount) => snapAmount(amount, payable)).filter(({ points, amount }) => points > 0 && points < payable.points && rounds.includes(amount));
    const apart = fitting.filter((choice, i) => i === 0 || choice.points !== fitting[i - 1]?.points);
    return apart.slice(-2);
}

/** The same, but no more than so much money; none where that is less than the least. */
export function upTo(payable: Payable, amount: number): Payable | undefined {
    if (amount >= payable.amount) return payable;
    const { points, amount: fits } = snapAmount(amount, payable);
    return points > 0 ? { ...payable, points, amount: fits } : undefined;
}

type DeskCurrency = TillDesk["currencies"][number];

/**
 * The same without a line, as the engine reckons it (domain.md 2.13, 2.14) but for the balance, which nobody can ask: what is not
 * there becomes a debt, and never more than the operator allows. None where points may not pay.
 */
export function payableOffline({ money_value: value, redeem }: DeskCurrency, total: number, allowed: number): Payable | undefined {
    if (!value || !redeem) return undefined;
    const share = Math.floor((total * Number(redeem.max_share)) / 100);
    const limit = Math.min(share, redeem.max_amount ?? share, allowed);
    const whole = Math.floor((limit * value.points) / value.amount);
    const points = whole - (whole % redeem.step);
    if (points < Math.max(1, redeem.min_points)) return undefined;
    return { points, amount: worthOf(points, value), min_points: redeem.min_points, step: { points: redeem.step, amount: worthOf(redeem.step, value) }, mode: redeem.mode, lines: [], value };
}

/** What is left of the operator's bounds, minor units: of each member's in a day, and of this till's. */
export const allowedOffline = (desk: Pick<TillDesk, "spend_without_proof_max" | "offline_spend_per_till_day_max"> | undefined, spentOfMember: number, spentHere: number): number =>
    Math.max(0, Math.min((desk?.spend_without_proof_max ?? 0) - spentOfMember, (desk?.offline_spend_per_till_day_max ?? Infinity) - spentHere));

/** Why it is not more: all that the member has, or a share of the ticket, in per cent. */
export function whyNotMore(payable: Payable, available: number, total: number): { limit: "balance" } | { limit: "share"; percent: number } {
    if (payable.points + payable.step.points > available) return { limit: "balance" };
    return { limit: "share", percent: total > 0 ? Math.ceil((payable.amount / total) * 20) * 5 : 0 };
}
