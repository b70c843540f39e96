import type { Home, Me } from "@vuelve/api";
import { api } from "#lib/api.ts";
import { keepCodeKeys, keptCodeKeys } from "#lib/code.ts";
import { requireMember } from "#lib/guard.ts";
import { Resource } from "#lib/resource.svelte.ts";
import { recall } from "#lib/store.ts";

export async function load({ parent, url }) {
    await requireMember(parent, url);
    // Without a line there are none, and the kept ones serve.
    const fresh = keepCodeKeys().catch(() => undefined);
    const [kept, home] = await Promise.all([keptCodeKeys(), recall<Home>("home")]);
    return { kept, fresh, home: home?.data, me: new Resource<Me>("me", () => api.call("getMe")) };
}
