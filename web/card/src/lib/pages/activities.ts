import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

/** What can be earned, spent and reached now, and where I stand: read by the pages of levels, challenges and clubs. */
async function read() {
    const [activities, { tier, level }, me] = await Promise.all([api.call("getOwnActivities"), api.call("getOwnTier"), api.call("getMe")]);
    return { ...activities, tier, level, enrolledAt: me.enrolled_at };
}
export type Standings = Awaited<ReturnType<typeof read>>;

export const activities = () => new Resource("activities", read);
