import type { HeldUnits, Home } from "@vuelve/api";
import { daysLeft, type Manner } from "@vuelve/ui/format.ts";

/** What the home can show below the balance; the shop orders them. */
export const blocks = ["voucher", "stamps", "rewards", "almost", "level", "challenges", "survey", "invite", "clubs", "leaderboard"] as const;
export type Block = (typeof blocks)[number];

/** The balance that is the wall's: points first, else whatever the programme counts. */
export const mainBalance = (home: Home): HeldUnits | undefined => home.balances.find(({ kind }) => kind === "points") ?? home.balances[0];

const shows: Record<Block, (home: Home) => boolean> = {
    voucher: ({ vouchers }) => vouchers.next !== null,
    stamps: ({ stamp_cards }) => stamp_cards.length > 0,
    rewards: ({ rewards }) => (rewards?.affordable.length ?? 0) > 0,
    almost: ({ rewards }) => (rewards?.almost.length ?? 0) > 0,
    level: ({ tier }) => tier !== null,
    challenges: ({ challenge }) => challenge !== null,
    survey: ({ survey }) => survey !== null,
    invite: () => true,
    clubs: () => true,
    leaderboard: () => true,
};

/** The shop's order, without what has nothing to show; what would be lost soon goes to the top. */
export function blocksOf(home: Home, layout: readonly string[], how: Manner, now: Date): Block[] {
    const ordered = layout.filter((word): word is Block => (blocks as readonly string[]).includes(word) && word !== "voucher");
    const expiring = mainBalance(home)?.expiring;
    const soon = expiring && daysLeft(expiring.last_day, how, now) <= 7;
    const first: Block[] = ["voucher", ...(soon ? (["rewards"] as const) : [])];
    return [...first, ...ordered.filter((word) => !first.includes(word))].filter((word) => shows[word](home));
}
