import { languages, type Language } from "@vuelve/ui/languages.ts";
import { loadShop } from "#lib/shop.svelte.ts";
import { speak } from "#lib/words.ts";

const kept = "vuelve.language";

/** The language the reader asked for, if they did. */
export const chosenLanguage = (): Language | undefined => languages.find((known) => known === localStorage.getItem(kept));

/** Changes the words on this phone at once; whether the shop is told is the caller's to do. */
export async function chooseLanguage(language: Language): Promise<void> {
    localStorage.setItem(kept, language);
    await speak(language);
    await loadShop(language);
}
