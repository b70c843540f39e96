/** The languages every catalogue has. */
export const languages = ["es", "en", "pt"] as const;
export type Language = (typeof languages)[number];

/** The first of what is asked for that we speak; Spanish where there is none. */
export function nearestLanguage(asked: readonly string[]): Language {
    for (const tag of asked) {
        const found = languages.find((known) => tag.toLowerCase().startsWith(known));
        if (found) return found;
    }
    return "es";
}
