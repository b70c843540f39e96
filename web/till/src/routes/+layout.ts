import { nearestLanguage } from "@vuelve/ui/languages.ts";
import { startTheme } from "@vuelve/ui/theme.svelte.ts";
import { speak } from "#lib/words.ts";

export const ssr = false;
export const prerender = false;

export async function load() {
    startTheme();
    await speak(nearestLanguage(navigator.languages));
}
