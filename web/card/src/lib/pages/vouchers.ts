import type { Voucher } from "@vuelve/api";
import { api } from "#lib/api.ts";
import { everything, from } from "#lib/pages/everything.ts";
import { say } from "#lib/pages/words.ts";
import { recall, remember } from "#lib/store.ts";

/** A voucher of mine; a newer server also tells what it is called and which exchange it came from. */
export type OwnVoucher = Voucher & { name?: string | null; redemption?: string | null };

/** What prizes and coupons are called, by their code. */
export type Names = Record<string, string>;

/** What a voucher is for: as the server names it, else by its prize or coupon. */
export const nameOf = (voucher: OwnVoucher, names: Names): string => voucher.name ?? names[voucher.reward ?? ""] ?? names[voucher.coupon ?? ""] ?? say("voucher.plain");

/** My vouchers and the coupons that are for everybody, with the names of what they are for. */
export async function readVouchers(): Promise<{ vouchers: OwnVoucher[]; coupons: { code: string; name: string; until: string | null }[]; names: Names }> {
    const [vouchers, { spend }] = await Promise.all([everything((cursor) => api.call("listOwnVouchers", from(cursor))), api.call("getOwnActivities")]);
    const names = Object.fromEntries(spend.filter(({ kind }) => kind === "voucher" || kind === "reward" || kind === "coupon").map(({ code, name }) => [code, name]));
    const coupons = spend.filter(({ kind, actions }) => kind === "coupon" && actions.includes("present")).map(({ code, name, expires_at }) => ({ code, name, until: expires_at ?? null }));
    return { vouchers, coupons, names };
}

/** The exchange a voucher came from, as this phone remembers it where the server does not tell. */
export const redemptionOf = async (voucher: OwnVoucher): Promise<string | undefined> => voucher.redemption ?? (await recall<string>(`redemption.${voucher.id}`))?.data;
export const rememberRedemption = (voucher: string, redemption: string): Promise<void> => remember(`redemption.${voucher}`, redemption, new Date());
