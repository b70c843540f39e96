import { api } from "#lib/api.ts";
import { requireMember } from "#lib/guard.ts";
import { Resource } from "#lib/resource.svelte.ts";
import { sendKept } from "#lib/outbox.ts";
import { keepCodeKeys } from "#lib/code.ts";

export async function load({ parent, url }) {
    await requireMember(parent, url);
    // What the code needs without a line is fetched here, where everybody passes.
    void keepCodeKeys().catch(() => undefined);
    void sendKept().catch(() => undefined);
    return { home: new Resource("home", () => api.call("getHome")) };
}
