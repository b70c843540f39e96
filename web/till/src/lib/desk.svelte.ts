import type { OpenCard, Palette as ServedPalette, ProductPage, Reward, TillDesk } from "@vuelve/api";
import type { Palette } from "@vuelve/ui/brand.ts";
import type { Manner, Unit } from "@vuelve/ui/format.ts";
import { language } from "@vuelve/ui/i18n.svelte.ts";
import { wear } from "@vuelve/ui/theme.svelte.ts";
import { call, VuelveError } from "./api.ts";
import type { TillDatabase } from "./queue/shelf.ts";

/** What this device knows of its place without a line. */
interface Facts {
    desk: TillDesk | undefined;
    /** How the shop looks and writes, as anybody may know it. */
    shop: OpenCard | undefined;
    products: ProductPage["items"];
    rewards: Reward[];
    /** "C1.K3F9": the till in the numbers of its receipts; a new one whenever the device has forgotten everything. */
    tag: string;
    /** How far the server's clock is ahead of this device's, milliseconds. */
    aheadMs: number;
}

const facts = $state<Facts>({ desk: undefined, shop: undefined, products: [], rewards: [], tag: "", aheadMs: 0 });
let kept: TillDatabase;

export const desk = (): TillDesk | undefined => facts.desk;
export const shop = (): OpenCard | undefined => facts.shop;
export const products = (): ProductPage["items"] => facts.products;
export const rewards = (): Reward[] => facts.rewards;

/** Now, by the server's clock: a device whose clock is wrong still tells when something was pressed. */
export const now = (): Date => byServer(new Date());
/** An instant of this device, by the server's clock. */
export const byServer = (at: Date): Date => new Date(at.getTime() + facts.aheadMs);

const symbols = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const era = (): string => Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => symbols[byte % symbols.length]).join("");

/** "Caja 1" -> "C1" */
export const tagOf = (name: string, fresh: string): string =>
    `${name.normalize("NFD").replace(/[^A-Za-z0-9 ]/g, "").split(/ +/).map((word) => (/^\d+$/.test(word) ? word : word.slice(0, 1).toUpperCase())).join("").slice(0, 8)}.${fresh}`;

/** The number of a receipt, `<store>-<till>-<number>`; `letter` tells returns apart. */
export const receiptNumber = (order: number, letter = ""): string => `${facts.desk?.store ?? ""}-${facts.tag}-${letter}${String(order).padStart(6, "0")}`;

async function keep(name: keyof Facts, value: unknown): Promise<void> {
    await kept.put("facts", $state.snapshot(value), name);
}

/** Takes up what was known when the device was last used. */
export async function recallDesk(db: TillDatabase): Promise<void> {
    kept = db;
    const [known, look, list, prizes, tag, ahead] = await Promise.all((["desk", "shop", "products", "rewards", "tag", "aheadMs"] as const).map((name) => db.get("facts", name)));
    facts.desk = known as TillDesk | undefined;
    facts.shop = look as OpenCard | undefined;
    if (facts.shop) dress(facts.shop);
    facts.products = (list as ProductPage["items"] | undefined) ?? [];
    facts.rewards = (prizes as Reward[] | undefined) ?? [];
    facts.tag = (tag as string | undefined) ?? "";
    facts.aheadMs = (ahead as number | undefined) ?? 0;
}

const paletteOf = ({ wall_light, text_on_soft, ...palette }: ServedPalette): Palette => ({ ...palette, wallLight: wall_light, textOnSoft: text_on_soft });
const dress = ({ theme }: OpenCard): void => wear({ light: paletteOf(theme.light), dark: paletteOf(theme.dark) });

/** The walls of this till are the shop's, and its words are the programme's. Yesterday's will do. */
async function askShop(programme: string): Promise<void> {
    const look = await call("getCard", { query: { programme, language: language() } }).catch(() => undefined);
    if (!look) return;
    facts.shop = look;
    dress(look);
    await keep("shop", look);
}

/** Asks which till this is. Without a line it is what it was; a device that is no till any more forgets its place, not its queue. */
export async function askDesk(): Promise<void> {
    try {
        facts.desk = await call("getTillDesk");
        void askShop(facts.desk.programme);
        if (facts.tag === "") {
            facts.tag = tagOf(facts.desk.name, era());
            await keep("tag", facts.tag);
        }
    } catch (cause) {
        if (!(cause instanceof VuelveError) || cause.code !== "UNAUTHENTICATED") return;
        facts.desk = undefined;
    }
    await keep("desk", facts.desk);
}

async function wholeProductList(): Promise<ProductPage["items"]> {
    const items: ProductPage["items"] = [];
    let cursor: string | null = null;
    do {
        const page: ProductPage = await call("listProducts", { query: { limit: 200, ...(cursor ? { cursor } : {}) } });
        items.push(...page.items);
        cursor = page.next;
    } while (cursor);
    return items;
}

/** Articles and prizes, for when there is no line. */
export async function askLists(): Promise<void> {
    const prizes = call("listRewards", { query: { limit: 200 } }).then(({ items }) => keep("rewards", (facts.rewards = items)));
    const list = wholeProductList().then((items) => keep("products", (facts.products = items)));
    await Promise.all([prizes, list]);
}

/** The server said what time it is. */
export async function setClock(serverSays: string): Promise<void> {
    const ahead = new Date(serverSays).getTime() - Date.now();
    if (Math.abs(ahead - facts.aheadMs) < 1000) return;
    facts.aheadMs = ahead;
    await keep("aheadMs", ahead);
}

/** How this shop writes money and days. */
export function manner(): Manner {
    const { currency, time_zone, language: own } = facts.desk ?? { currency: "USD", time_zone: "UTC", language: "es" };
    return { locale: facts.shop?.locale ?? own, language: language(), currency, timeZone: time_zone };
}

export type Article = ProductPage["items"][number];
/** Its name, or its number where the list has none. */
export const nameOf = ({ name, sku }: Article): string => name ?? sku;

export type TillCurrency = TillDesk["currencies"][number];
export const currency = (code: string): TillCurrency | undefined => facts.desk?.currencies.find((one) => one.code === code);
/** The one people speak of: the first of points. */
export const mainCurrency = (): TillCurrency | undefined => facts.desk?.currencies.find(({ kind }) => kind === "points");
export const unitOf = (code: string): Unit => {
    const told = facts.shop?.currencies.find((one) => one.code === code);
    if (told) return told;
    const name = currency(code)?.name ?? code;
    return { singular: name, plural: name };
};
/** What so many are worth, minor units; none where points have no price. */
export const worth = (points: number, code: string): number | undefined => {
    const value = currency(code)?.money_value;
    return value ? Math.floor((points * value.amount) / value.points) : undefined;
};
