import type { Language } from "./languages.ts";
import { readMessage, type Message, type Values } from "./message.ts";
import type shared from "./messages/es.json";

export type Catalogue = Record<string, string>;
export type SharedKey = keyof typeof shared;
type Loader = () => Promise<{ default: Catalogue }>;

const ours: Record<Language, Loader> = {
    es: () => import("./messages/es.json"),
    en: () => import("./messages/en.json"),
    pt: () => import("./messages/pt.json"),
};

const spoken = $state<{ language: Language; catalogue: Catalogue }>({ language: "es", catalogue: {} });
let parsed = new Map<string, Message>();
const further = new Set<Record<Language, Loader>>();

/** The language of the page now. */
export const language = (): Language => spoken.language;

/** Loads the words of a language, ours and an app's own, and speaks it from then on. */
export async function speak(wanted: Language, app: Record<Language, Loader>): Promise<void> {
    const parts = await Promise.all([ours, app, ...further].map((words) => words[wanted]()));
    parsed = new Map();
    spoken.catalogue = Object.assign({}, ...parts.map((part) => part.default)) as Catalogue;
    spoken.language = wanted;
    document.documentElement.lang = wanted;
}

/** Adds the words of pages that are not opened first, in the language spoken now and in those spoken later. */
export async function learn(words: Record<Language, Loader>): Promise<void> {
    if (further.has(words)) return;
    const part = await words[spoken.language]();
    further.add(words);
    spoken.catalogue = { ...spoken.catalogue, ...part.default };
}

/** A sentence for people, with its values in place. Apps narrow the keys with `translator`. */
function sentence(key: string, values?: Values): string {
    const { catalogue, language } = spoken;
    const source = catalogue[key];
    if (source === undefined) return key;
    let message = parsed.get(key);
    if (!message) parsed.set(key, (message = readMessage(source, language)));
    return message(values);
}

/** `say` for the keys of one app and the shared ones. */
export const translator = <Key extends string>() => sentence as (key: Key | SharedKey, values?: Values) => string;
export const say = translator<SharedKey>();
