import type { OpenCard } from "@vuelve/api";
import { points } from "@vuelve/ui/format.ts";
import { how, shop, unitOf } from "#lib/shop.svelte.ts";

/** What people collect first here: the first of the programme's points. */
export const mainCurrency = (): OpenCard["currencies"][number] | undefined => shop().currencies.find(({ kind }) => kind === "points") ?? shop().currencies[0];

/** "486 puntos", of a currency by its code. */
export const units = (value: number, currency: string): string => points(value, unitOf(currency), how());

const words = (code: string) => code.toLowerCase().replaceAll("_", " ");
/** A store as people say it. Where the shop's card does not name its stores, its code has to do. */
export const storeName = (code: string | null | undefined): string => {
    if (!code) return "";
    const named = (shop() as OpenCard & { stores?: { code: string; name: string }[] }).stores?.find((store) => store.code === code)?.name;
    const said = words(code);
    return named ?? said.slice(0, 1).toUpperCase() + said.slice(1);
};
