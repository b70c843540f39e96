import { randomUUID } from "node:crypto";
import { noteClock, nextPerson } from "./clock.ts";
import { here as at } from "./here.ts";

/** A person who shops here, with what a till and a card need to know them by. */
export interface Shopper {
    id: string;
    name: string;
    phone: string;
    card: string;
}

/** One call to the shop's API, as the till, the office or nobody; a refusal fails the test with its own words. */
export async function call<T>(method: string, path: string, body?: unknown, key: string | null = at.key): Promise<T> {
    const response = await fetch(at.url + path, {
        method,
        headers: {
            ...(key ? { Authorization: `Bearer ${key}` } : {}),
            ...(body === undefined ? {} : { "Content-Type": "application/json" }),
            "Idempotency-Key": randomUUID(),
        },
        body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
}

export const office = <T>(method: string, path: string, body?: unknown) => call<T>(method, path, body, at.adminKey);

/** A file of the office, as it is. */
export async function upload(path: string, type: string, body: string): Promise<void> {
    const response = await fetch(at.url + path, { method: "PUT", headers: { Authorization: `Bearer ${at.adminKey}`, "Content-Type": type, "Idempotency-Key": randomUUID() }, body });
    if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`);
}

/** Moves the shop's clock to a later instant; devices that are opened from then on have that time, too. */
export async function moveClock(to: string): Promise<void> {
    await call("POST", "/_test/clock", { at: to }, null);
    noteClock(to);
}

export async function enrol(name: string, extra: Record<string, unknown> = {}): Promise<Shopper> {
    const number = String(nextPerson()).padStart(4, "0");
    const [phone, card] = [`+59398765${number}`, `700100${number}`];
    const { member } = await call<{ member: string }>("POST", "/v1/members", { name, identities: [`phone:${phone}`, `card:${card}`], ...extra });
    return { id: member, name, phone, card };
}

/** Sells something to a shopper, for so many cents. */
export async function sell(to: Shopper, cents: number, sku = "CAFE-250") {
    return call("POST", "/v1/purchases", { id: `E2E-${randomUUID()}`, member: `card:${to.card}`, lines: [{ sku, quantity: 1, unit_price: cents }] });
}

/** The last code that waits to be sent to a phone, or an e-mail: the shop of these tests has no sender. */
export async function codeFor(contact: string): Promise<string> {
    for (let attempt = 0; attempt < 40; ++attempt) {
        const { items } = await office<{ items: { to: string; code?: string | null }[] }>("GET", "/v1/card-messages?limit=200");
        const code = items.filter((message) => message.to === contact && message.code).at(-1)?.code;
        if (code) return code;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no code waits for ${contact}`);
}
