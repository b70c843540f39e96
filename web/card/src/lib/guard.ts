import { redirect } from "@sveltejs/kit";
import { at } from "#lib/paths.ts";
import { isSignedIn } from "#lib/session.svelte.ts";

/**
 * For loaders of pages that are somebody's: whoever has no card yet is asked in, with what came along in the link (a friend's word, a
 * poster). Waits for the app to know who is here.
 */
export async function requireMember(parent: () => Promise<unknown>, url: URL): Promise<void> {
    await parent();
    if (!isSignedIn()) redirect(307, at("/join") + url.search);
}
