import type { Language } from "@vuelve/ui/languages.ts";
import { askEarly } from "#lib/early.ts";
import { openingLanguage } from "#lib/opening.ts";

// Stands in the page itself (build/first_visit.ts) and starts beside the app's script, not after it, what the first page waits for.

/** The file with the first words of each language. */
declare const firstWords: Record<Language, string>;

const words = document.createElement("link");
words.rel = "modulepreload";
words.href = firstWords[openingLanguage()];
document.head.append(words);
askEarly();
