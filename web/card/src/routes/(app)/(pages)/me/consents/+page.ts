import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ said: new Resource("consents", () => api.call("listOwnConsents")) });
