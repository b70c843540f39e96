import { api } from "#lib/api.ts";
import { everything, from } from "#lib/pages/everything.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ inbox: new Resource("inbox", () => everything((cursor) => api.call("listInbox", from(cursor, 100)), 2), (items) => items.length === 0) });
