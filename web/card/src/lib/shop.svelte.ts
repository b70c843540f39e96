import type { OpenCard, Palette as ServedPalette } from "@vuelve/api";
import type { Palette } from "@vuelve/ui/brand.ts";
import { language } from "@vuelve/ui/i18n.svelte.ts";
import type { Manner, Unit } from "@vuelve/ui/format.ts";
import type { Language } from "@vuelve/ui/languages.ts";
import { wear } from "@vuelve/ui/theme.svelte.ts";
import { api } from "#lib/api.ts";
import { keepProgramme, programme } from "#lib/opening.ts";
import { recall, remember } from "#lib/store.ts";

/** The programme this card is of: what anybody may know of it. */
const known = $state<{ card: OpenCard | undefined }>({ card: undefined });

function put(card: OpenCard): void {
    known.card = card;
    keepProgramme(card.programme);
    wear({ light: paletteOf(card.theme.light), dark: paletteOf(card.theme.dark) });
}

const paletteOf = ({ wall_light, text_on_soft, ...palette }: ServedPalette): Palette => ({ ...palette, wallLight: wall_light, textOnSoft: text_on_soft });

/** The shop's name, colours and rules: the last known at once, and fresh as soon as there is a line. Throws when neither is there. */
export async function loadShop(language: Language): Promise<void> {
    const asked = programme();
    const nameOf = (code: string) => `shop.${code}.${language}`;
    const kept = asked ? await recall<OpenCard>(nameOf(asked)) : undefined;
    if (kept) put(kept.data);
    const fresh = api.call("getCard", { query: { language, ...(asked ? { programme: asked } : {}) } }).then((card) => {
        put(card);
        void remember(nameOf(card.programme), card, new Date());
    });
    if (kept) fresh.catch(() => undefined);
    else await fresh;
}

/** What the shop tells of itself today, for a card that stays open for days; without a line, what was known. */
export const refreshShop = (): Promise<void> => loadShop(language()).catch(() => undefined);

/** The programme; pages are shown only when it is known. */
export function shop(): OpenCard {
    if (!known.card) throw new Error("the shop is not known yet");
    return known.card;
}
export const isShopKnown = (): boolean => known.card !== undefined;

/** How this shop and this reader write numbers and dates. */
export const how = (): Manner => {
    const { locale, money, time_zone } = shop();
    return { locale, language: language(), currency: money.currency, timeZone: time_zone };
};

/** What a currency is called, one and many. */
export const unitOf = (code: string): Unit => shop().currencies.find((currency) => currency.code === code) ?? { singular: code, plural: code };
