import { openingLanguage, programme } from "#lib/opening.ts";

declare global {
    /** What the page asked the shop before the app was there, and nobody has taken up yet. */
    var vuelveEarly: { path: string; answer: Promise<Response> } | undefined;
}

const patienceMs = 10_000;

/** Asks for the shop, as `loadShop` does as soon as it can. */
export function askEarly(): void {
    const [language, code] = [openingLanguage(), programme()];
    const path = `/v1/card?${new URLSearchParams({ language, ...(code ? { programme: code } : {}) })}`;
    const answer = fetch(path, { headers: { Accept: "application/json", "Accept-Language": language }, credentials: "same-origin", signal: AbortSignal.timeout(patienceMs) });
    answer.catch(() => undefined); // whoever takes it up hears of it
    globalThis.vuelveEarly = { path, answer };
}

/** `fetch`, but the first who asks what was asked early gets that answer. */
export const fetchOnce: typeof fetch = (asked, init) => {
    const early = globalThis.vuelveEarly;
    if (early?.path !== asked) return fetch(asked, init);
    globalThis.vuelveEarly = undefined;
    return early.answer;
};
