import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

async function boards() {
    const { items } = await api.call("listOwnLeaderboards");
    return Promise.all(items.map(async (board) => ({ ...board, seen: await api.call("getOwnLeaderboard", { path: { code: board.leaderboard } }) })));
}

export const load = () => ({ boards: new Resource("leaderboards", boards, (all) => all.length === 0) });
