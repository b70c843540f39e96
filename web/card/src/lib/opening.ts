import { languages, nearestLanguage, type Language } from "@vuelve/ui/languages.ts";

const keptLanguage = "vuelve.language";
const keptProgramme = "vuelve.programme";

/** The language the card opens in: what the reader asked for, else what is nearest to their phone's. */
export const openingLanguage = (): Language =>
    languages.find((known) => known === localStorage.getItem(keptLanguage)) ?? nearestLanguage(navigator.languages);
export const keepLanguage = (language: Language): void => localStorage.setItem(keptLanguage, language);

/** Which of the server's programmes, where it has several: it comes with the first link and stays. */
export const programme = (): string | undefined => new URLSearchParams(location.search).get("programme") ?? localStorage.getItem(keptProgramme) ?? undefined;
export const keepProgramme = (code: string): void => localStorage.setItem(keptProgramme, code);
