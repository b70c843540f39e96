import { createHmac, randomUUID } from "node:crypto";
import { startServer, type RunningServer } from "./server.ts";

/** A shop whose clock runs, with people who work there and members who shop. */
export interface TillShop extends RunningServer {
    office: <T>(method: string, path: string, body?: unknown) => Promise<T>;
    manager: { login: string; password: string; seed: string };
}

/** The code of an authenticator app now (RFC 6238), or of a later half minute: each is taken once. */
export function codeOfApp(seed: string, later = 0): string {
    const bits = [...seed].map((symbol) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol).toString(2).padStart(5, "0")).join("");
    const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
    const mac = createHmac("sha1", key).update(counter).digest();
    const at = (mac[19] ?? 0) & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function ask<T>(url: string, bearer: string, method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(url + path, {
        method,
        headers: { ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}), "Content-Type": "application/json", "Idempotency-Key": randomUUID() },
        body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
}

const chosen = "cuatro-tazas-de-cafe-negro";

/** Employed, with a password of their own; a cashier with a PIN, a manager with an authenticator app. */
async function employ(url: string, office: TillShop["office"], login: string, name: string, role: string, pin?: string): Promise<string> {
    const { password } = await office<{ password: string }>("POST", "/v1/staff", { login, name, role, stores: ["CENTRO"] });
    const first = await ask<{ token: string }>(url, "", "POST", "/v1/session", { login, password });
    const { token } = await ask<{ token: string }>(url, first.token, "POST", "/v1/session/password", { password, new_password: chosen });
    if (pin) await ask(url, token, "PUT", "/v1/session/pin", { pin });
    if (role === "cashier") return "";
    const offered = await ask<{ secret: string }>(url, token, "POST", "/v1/session/second-factor", {});
    await ask(url, token, "POST", "/v1/session/second-factor/confirm", { code: codeOfApp(offered.secret) });
    return offered.secret;
}

/** A member of it. */
export interface TillShopper {
    id: string;
    card: string;
    phone: string;
}

let people = 0;
/** Joins, with so many points. */
export async function shopperOf(shop: TillShop, name: string, points = 0): Promise<TillShopper> {
    const number = String(++people).padStart(4, "0");
    const [card, phone] = [`700200${number}`, `+59398700${number}`];
    const { member } = await shop.office<{ member: string }>("POST", "/v1/members", { name, identities: [`card:${card}`, `phone:${phone}`], of_age: true });
    if (points > 0) await shop.office("POST", "/v1/adjustments", { member, currency: "PTS", points, reason: "goodwill" });
    return { id: member, card, phone };
}

/** What the ledger says of somebody's purchases, asked from the server. */
export async function purchasesOf(shop: TillShop, who: TillShopper): Promise<{ kind: string; purchase: string; at: string; occurred_at: string }[]> {
    const { items } = await shop.office<{ items: { kind: string; purchase: string; at: string; occurred_at: string }[] }>("GET", `/v1/members/${who.id}/history?limit=100`);
    return items.filter(({ kind }) => kind === "purchase");
}

export async function pointsOf(shop: TillShop, who: TillShopper): Promise<number> {
    return (await shop.office<{ balances: Record<string, { available: number }> }>("GET", `/v1/members/${who.id}/balances`)).balances.PTS?.available ?? 0;
}

export const until = async (what: () => Promise<boolean>) => {
    for (let i = 0; i < 100; ++i) {
        if (await what()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("it never came to that");
};

const looks = { shop_name: "Abarrotes Laurel", colour: "#1B6E46", welcome: { es: "Tu tienda de siempre", en: "Your everyday shop", pt: "Sua loja de sempre" }, pictures: "grocery" };

/** `change` makes another programme of the shop's. */
export async function openTillShop(change?: (document: string) => string): Promise<TillShop> {
    const server = await startServer(undefined, { clock: "running", ...(change ? { change } : {}) });
    const office: TillShop["office"] = (method, path, body) => ask(server.url, server.adminKey, method, path, body);
    await office("PUT", "/v1/brand", looks);
    await employ(server.url, office, "rosa", "Rosa Vera", "cashier", "7395");
    await employ(server.url, office, "luis", "Luis Mora", "cashier", "4826");
    const seed = await employ(server.url, office, "jefa", "Inés Paz", "manager");
    return { ...server, office, manager: { login: "jefa", password: chosen, seed } };
}
