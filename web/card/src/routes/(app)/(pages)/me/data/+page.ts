import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

async function mine() {
    const [me, { balances }, restrictions] = await Promise.all([api.call("getMe"), api.call("getOwnBalances"), api.call("listMyRestrictions")]);
    return { me, balances, restrictions: restrictions.items };
}

export const load = () => ({ mine: new Resource("data", mine) });
