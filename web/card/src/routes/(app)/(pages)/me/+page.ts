import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

/** Who I am, what waits, and which of its pages this shop has anything for. */
async function mine() {
    const [me, inbox, { reach, spend }, boards] = await Promise.all([
        api.call("getMe"),
        api.call("listInbox", { query: { limit: 1 } }),
        api.call("getOwnActivities"),
        api.call("listOwnLeaderboards"),
    ]);
    return {
        me,
        unread: inbox.unread,
        has: {
            challenges: reach.some(({ kind }) => kind === "challenge"),
            clubs: reach.some(({ kind }) => kind === "club"),
            boards: boards.items.length > 0,
            giving: spend.some(({ kind, actions }) => kind === "tender" && actions.includes("transfer")),
        },
    };
}

export const load = () => ({ mine: new Resource("me", mine) });
