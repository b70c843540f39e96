import { api } from "#lib/api.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = () => ({ surveys: new Resource("surveys", () => api.call("listOwnSurveys"), ({ visits, nps }) => visits.length === 0 && !nps) });
