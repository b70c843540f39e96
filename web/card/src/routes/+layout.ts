import { redirect } from "@sveltejs/kit";
import { preloadCode } from "$app/navigation";
import { isUnreachable, troubleOf } from "@vuelve/api";
import { nearestLanguage } from "@vuelve/ui/languages.ts";
import type { Trouble } from "@vuelve/ui/screen.ts";
import { startTheme } from "@vuelve/ui/theme.svelte.ts";
import { at } from "#lib/paths.ts";
import { chosenLanguage } from "#lib/language.ts";
import { isSignedIn, resumeSession } from "#lib/session.svelte.ts";
import { loadShop } from "#lib/shop.svelte.ts";
import { speak } from "#lib/words.ts";

export const ssr = false;
export const prerender = false;

/** Once, when the app opens: its words, the shop and who is here. */
export async function load({ url }): Promise<{ trouble?: Trouble }> {
    // The link of a message that says that a phone or e-mail was changed; behind the # no server's log sees it.
    if (location.hash.startsWith("#undo=") && url.pathname !== at("/undo")) redirect(307, at("/undo") + location.hash);
    startTheme();
    const language = chosenLanguage() ?? nearestLanguage(navigator.languages);
    // All at once: on a slow line each wait counts. The words are needed even to say that the shop did not answer.
    const words = speak(language);
    const here = resumeSession();
    // Whoever has no card is led to joining: that page comes beside the shop's answer, not after it.
    void here.then(() => (isSignedIn() ? undefined : preloadCode("/join"))).catch(() => undefined);
    try {
        await loadShop(language);
        return {};
    } catch (cause) {
        return { trouble: isUnreachable(cause) ? { code: "UNREACHABLE", canRetry: true } : troubleOf(cause) };
    } finally {
        await Promise.all([words, here]);
    }
}
