import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ me: new Resource("contact", () => api.call("getMe")) });
