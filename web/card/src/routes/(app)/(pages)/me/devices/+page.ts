import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ sessions: new Resource("devices", () => api.call("listOwnSessions")) });
