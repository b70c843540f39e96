import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

async function mine() {
    const [me, inbox] = await Promise.all([api.call("getMe"), api.call("listInbox", { query: { limit: 1 } })]);
    return { me, unread: inbox.unread };
}

export const load = () => ({ mine: new Resource("me", mine) });
