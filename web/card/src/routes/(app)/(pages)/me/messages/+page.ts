import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ wishes: new Resource("preferences", () => api.call("getPreferences")) });
