import { api } from "#lib/api.ts";
import { everything, from } from "#lib/pages/everything.ts";
import type { Movement } from "#lib/pages/movements.ts";
import { Resource } from "#lib/resource.svelte.ts";

/** Ninety days are kept on the phone; of a longer story the newest thousand are read. */
async function statement() {
    const [movements, { balances }] = await Promise.all([everything((cursor) => api.call("listOwnHistory", from(cursor)), 5), api.call("getOwnBalances")]);
    return { movements: movements as Movement[], balances };
}

export const load = () => ({ statement: new Resource("movements", statement, ({ movements }) => movements.length === 0) });
