import { api } from "#lib/api.ts";
import { everything, from } from "#lib/pages/everything.ts";
import { Resource } from "#lib/resource.svelte.ts";

async function invitations() {
    const { referral_code } = await api.call("listOwnReferrals", { query: { limit: 1 } });
    return { code: referral_code ?? null, friends: await everything((cursor) => api.call("listOwnReferrals", from(cursor)), 3) };
}

export const load = () => ({ invitations: new Resource("invite", invitations) });
