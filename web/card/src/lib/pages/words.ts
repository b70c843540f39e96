import { learn, translator } from "@vuelve/ui/i18n.svelte.ts";
import type es from "./messages/es.json";

/** The sentences of the pages behind the first one, and the shared ones. */
export const say = translator<keyof typeof es>();

const words = {
    es: () => import("./messages/es.json"),
    en: () => import("./messages/en.json"),
    pt: () => import("./messages/pt.json"),
};

/** Loads them; a first visit does not pay for words it may never read. */
export const learnPages = () => learn(words);
