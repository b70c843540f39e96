import { WebhookRejected } from "./errors.ts";
import type { AnyEvent } from "./generated/types.gen.ts";

const tolerance = 5 * 60;
const encoder = new TextEncoder();

export interface WebhookOptions {
    /** "whsec_..."; while a secret is being changed, the old one and the new one. */
    secret: string | string[];
    /** Seconds since 1970; now, when left out. */
    now?: number;
}

type HeaderBag = Headers | Record<string, string | string[] | undefined>;

/**
 * The event of a webhook whose signature is right (Standard Webhooks, HMAC-SHA256). `body` is the text exactly as it came.
 * Throws WebhookRejected otherwise.
 */
export async function verifyWebhook<Event = AnyEvent>(
    body: string,
    headers: HeaderBag,
    { secret, now = Date.now() / 1000 }: WebhookOptions,
): Promise<Event> {
    const id = header(headers, "webhook-id");
    const timestamp = header(headers, "webhook-timestamp");
    const sent = header(headers, "webhook-signature").split(" ");
    const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
    if (!(Math.abs(now - seconds) <= tolerance)) throw new WebhookRejected("the timestamp is not of now");
    for (const one of [secret].flat()) {
        const key = await keyOf(one);
        for (const signature of sent) {
            const [version, text] = signature.split(",", 2);
            if (version !== "v1" || !text) continue;
            const bytes = decode(text);
            // subtle.verify compares in constant time.
            if (bytes && (await crypto.subtle.verify("HMAC", key, bytes, encoder.encode(`${id}.${timestamp}.${body}`))))
                return JSON.parse(body) as Event;
        }
    }
    throw new WebhookRejected("no signature fits");
}

function header(headers: HeaderBag, name: string): string {
    const value = headers instanceof Headers ? headers.get(name) : lower(headers)[name];
    const text = Array.isArray(value) ? value[0] : value;
    if (!text) throw new WebhookRejected(`${name} is missing`);
    return text;
}

const lower = (headers: Record<string, string | string[] | undefined>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

async function keyOf(secret: string): Promise<CryptoKey> {
    const bytes = decode(secret.replace(/^whsec_/, ""));
    if (!bytes || bytes.length === 0) throw new TypeError("a webhook secret is whsec_ and base64");
    return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
    try {
        return Uint8Array.from(atob(base64), (symbol) => symbol.charCodeAt(0));
    } catch {
        return undefined;
    }
}
