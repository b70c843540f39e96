import type { PrizeForMe, Reward, Voucher } from "@vuelve/api";

/** A prize of the catalogue; without `for_me` while the card is not in use. */
export type Prize = Reward;

export type Narrowed = "reachable" | "almost" | "all";

type Reach = PrizeForMe["reach"];
const order: Reach[] = ["affordable", "almost", "later", "limit", "not_now", "sold_out", "locked"];
export const reachOf = (prize: Prize): Reach => prize.for_me?.reach ?? "locked";
const price = (prize: Prize) => prize.for_me?.cost ?? prize.cost.points;

/** What can be had first, then what almost, then the rest; the cheaper first. */
export const inOrder = (prizes: readonly Prize[]): Prize[] =>
    [...prizes].sort((a, b) => order.indexOf(reachOf(a)) - order.indexOf(reachOf(b)) || price(a) - price(b) || a.reward.localeCompare(b.reward));

/** The prizes a chip leaves. */
export function narrow(prizes: readonly Prize[], to: Narrowed): Prize[] {
    if (to === "all") return [...prizes];
    return prizes.filter((prize) => reachOf(prize) === (to === "reachable" ? "affordable" : "almost"));
}

/** What the page opens with: what can be had, if anything can. */
export const firstChip = (prizes: readonly Prize[]): Narrowed => (narrow(prizes, "reachable").length > 0 ? "reachable" : narrow(prizes, "almost").length > 0 ? "almost" : "all");

/** In a store, how many are left; `null` where nobody counts. */
export function leftIn(prize: Prize, store: string | null | undefined): number | null {
    const stores = Object.entries(prize.left_in_store ?? {});
    if (store && stores.length > 0) return Number(prize.left_in_store[store] ?? 0);
    return prize.left ?? null;
}

/** Vouchers that can be used, the first to end first; and those that are over, the last first. */
export function sortVouchers<V extends Pick<Voucher, "state"> & { expires_at?: string | null }>(vouchers: readonly V[]): { open: V[]; over: V[] } {
    const end = (voucher: V) => (voucher.expires_at ? Date.parse(voucher.expires_at) : Infinity);
    const usable = (voucher: V) => voucher.state === "issued" || voucher.state === "locked";
    return {
        open: vouchers.filter(usable).sort((a, b) => end(a) - end(b) || 0),
        over: vouchers.filter((voucher) => !usable(voucher)).reverse(),
    };
}

/** "Solo para el nivel Oro." of "Canasta: solo para el nivel Oro.": the sentence beside the name it begins with. */
export function withoutName(sentence: string, name: string): string {
    if (!sentence.startsWith(`${name}: `)) return sentence;
    const rest = sentence.slice(name.length + 2);
    return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}

/** "7Q3K X9M2 TBD8 4H": a code in groups of four, as it is read aloud. */
export const spaced = (code: string) => (code.match(/.{1,4}/g) ?? []).join(" ");
