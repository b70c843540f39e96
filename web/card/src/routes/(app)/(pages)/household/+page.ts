import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ household: new Resource("household", () => api.call("getOwnHousehold")) });
