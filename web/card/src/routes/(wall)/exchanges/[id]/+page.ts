import { api } from "#lib/api.ts";
import { shelf } from "#lib/pages/shelfReading.ts";
import { Resource } from "#lib/resource.svelte.ts";

export const load = ({ params }) => ({
    exchange: new Resource(`exchange.${params.id}`, () => api.call("getOwnRedemption", { path: { redemption: params.id } })),
    shelf: shelf(),
});
