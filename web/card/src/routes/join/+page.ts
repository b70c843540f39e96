import { redirect } from "@sveltejs/kit";
import { at } from "#lib/paths.ts";
import { isSignedIn } from "#lib/session.svelte.ts";
import { arrivalOf } from "./steps.ts";

export async function load({ parent, url }) {
    await parent();
    if (isSignedIn()) redirect(307, at("/"));
    return { arrival: arrivalOf(url.searchParams) };
}
