import { api } from "#lib/api.ts";
import { everything, from } from "#lib/pages/everything.ts";
import type { Prize } from "#lib/pages/shelf.ts";
import { readVouchers } from "#lib/pages/vouchers.ts";
import { Resource } from "#lib/resource.svelte.ts";

async function read() {
    const [prizes, { balances }, { vouchers, coupons }, me] = await Promise.all([
        everything((cursor) => api.call("listRewardsForMe", from(cursor))),
        api.call("getOwnBalances"),
        readVouchers(),
        api.call("getMe"),
    ]);
    return { prizes: prizes as Prize[], balances, vouchers, coupons, homeStore: me.home_store ?? null };
}
export type Shelf = Awaited<ReturnType<typeof read>>;

/** The shop's prizes and my vouchers, which four pages show: kept once, read anew by each. */
export const shelf = (): Resource<Shelf> => new Resource("shelf", read, ({ prizes, vouchers, coupons }) => prizes.length + vouchers.length + coupons.length === 0);
