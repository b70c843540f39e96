import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ badges: new Resource("badges", () => api.call("listOwnBadges"), ({ items }) => items.length === 0) });
