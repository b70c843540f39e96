import type { Language } from "@vuelve/ui/languages.ts";
import { keepLanguage } from "#lib/opening.ts";
import { loadShop } from "#lib/shop.svelte.ts";
import { speak } from "#lib/words.ts";

/** Changes the words on this phone at once; whether the shop is told is the caller's to do. */
export async function chooseLanguage(language: Language): Promise<void> {
    keepLanguage(language);
    await speak(language);
    await loadShop(language);
}
