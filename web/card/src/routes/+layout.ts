import { redirect } from "@sveltejs/kit";
import { isUnreachable, troubleOf } from "@vuelve/api";
import type { Trouble } from "@vuelve/ui/screen.ts";
import { startTheme } from "@vuelve/ui/theme.svelte.ts";
import { openingLanguage } from "#lib/opening.ts";
import { at } from "#lib/paths.ts";
import { resumeSession } from "#lib/session.svelte.ts";
import { loadShop } from "#lib/shop.svelte.ts";
import { speak } from "#lib/words.ts";

export const ssr = false;
export const prerender = false;

/** Its words, the shop and who is here. */
async function open(): Promise<{ trouble?: Trouble }> {
    startTheme();
    const language = openingLanguage();
    // All at once: on a slow line each wait counts. The words are needed even to say that the shop did not answer.
    const others = Promise.all([speak(language), resumeSession()]);
    try {
        await loadShop(language);
        return {};
    } catch (cause) {
        return { trouble: isUnreachable(cause) ? { code: "UNREACHABLE", canRetry: true } : troubleOf(cause) };
    } finally {
        await others;
    }
}

/** Once: being led to another page, as whoever has no card is led to joining, is not opening the card anew. */
let opened: Promise<{ trouble?: Trouble }> | undefined;

export async function load({ url, untrack }): Promise<{ trouble?: Trouble }> {
    // The link of a message that says that a phone or e-mail was changed; behind the # no server's log sees it.
    if (location.hash.startsWith("#undo=") && untrack(() => url.pathname) !== at("/undo")) redirect(307, at("/undo") + location.hash);
    return (opened ??= open());
}
