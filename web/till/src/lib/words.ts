import { speak as load, translator } from "@vuelve/ui/i18n.svelte.ts";
import type { Language } from "@vuelve/ui/languages.ts";
import type es from "./messages/es.json";

/** The sentences of this app and the shared ones. */
export const say = translator<keyof typeof es>();

export const speak = (language: Language) =>
    load(language, {
        es: () => import("./messages/es.json"),
        en: () => import("./messages/en.json"),
        pt: () => import("./messages/pt.json"),
    });
