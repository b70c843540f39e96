import type { Act } from "./act.ts";

/** What this till did since it was taken up today. */
export interface Shift {
    sales: number;
    withMember: number;
    /** Minor units. */
    money: number;
    returns: number;
    enrolled: number;
    handedOver: number;
    /** Of the main currency, as far as the server has told. */
    given: number;
    taken: number;
    waiting: number;
    refused: number;
}

export const noShift: Shift = { sales: 0, withMember: 0, money: 0, returns: 0, enrolled: 0, handedOver: 0, given: 0, taken: 0, waiting: 0, refused: 0 };

/** Sales without a member are counted by the device alone: the programme knows nothing of them. */
export function shiftOf(acts: readonly Act[], anonymous: { count: number; money: number }, currency: string): Shift {
    const shift = { ...noShift, sales: anonymous.count, money: anonymous.money };
    for (const act of acts) {
        const kind = act.kind;
        if (act.state === "refused") {
            shift.refused += 1;
            continue;
        }
        if (act.state !== "done") shift.waiting += 1;
        if (kind === "purchase") {
            shift.sales += 1;
            shift.withMember += 1;
            shift.money += act.told.amount ?? 0;
        }
        if (act.state !== "done") continue;
        if (kind === "return" || kind === "void") shift.returns += 1;
        if (kind === "enrol") shift.enrolled += 1;
        if (kind === "voucher" || kind === "fulfil") shift.handedOver += 1;
        for (const award of act.outcome.purchase?.effects ?? []) if (award.currency === currency) shift.given += award.points;
        for (const spent of act.outcome.purchase?.spent ?? []) if (spent.currency === currency) shift.taken += spent.points;
    }
    return shift;
}

/** When the shop's day began. */
export function startOfDay(now: Date, timeZone: string): Date {
    const part = Object.fromEntries(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" }).formatToParts(now).map(({ type, value }) => [type, Number(value)]));
    const since = ((part.hour ?? 0) * 60 + (part.minute ?? 0)) * 60 + (part.second ?? 0);
    return new Date(Math.floor(now.getTime() / 1000) * 1000 - since * 1000);
}
