import type { HeldVoucher } from "@vuelve/api";
import { api } from "#lib/api.ts";
import { everything, from } from "#lib/pages/everything.ts";

/** My vouchers and the coupons that are for everybody. */
export async function readVouchers(): Promise<{ vouchers: HeldVoucher[]; coupons: { code: string; name: string; until: string | null }[] }> {
    const [vouchers, { spend }] = await Promise.all([everything((cursor) => api.call("listOwnVouchers", from(cursor))), api.call("getOwnActivities")]);
    const coupons = spend.filter(({ kind, actions }) => kind === "coupon" && actions.includes("present")).map(({ code, name, expires_at }) => ({ code, name, until: expires_at ?? null }));
    return { vouchers, coupons };
}
