import type { OwnQr } from "@vuelve/api";
import { api } from "#lib/api.ts";
import { recall, remember } from "#lib/store.ts";

/** What the card makes its codes of, and by how much the server's clock is before the phone's. */
export interface CodeKeys {
    qr: OwnQr;
    /** Milliseconds. */
    ahead: number;
}

/** A code is made anew so often; it counts twice as long, so one that was just read is still good. */
export const changeMs = 15_000;
/** A phone's clock that is off by more is spoken of. */
export const clockOffMs = 60_000;

/** Fetches the keys of today and tomorrow and keeps them for when there is no line. */
export async function keepCodeKeys(): Promise<CodeKeys> {
    const asked = Date.now();
    const qr = await api.call("getOwnQr");
    const now = (asked + Date.now()) / 2;
    const keys = { qr, ahead: new Date(qr.now).getTime() - now };
    await remember("code", keys, new Date());
    return keys;
}

export const keptCodeKeys = async (): Promise<CodeKeys | undefined> => (await recall<CodeKeys>("code"))?.data;

const fromBase64url = (text: string) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toBase64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** A code for this moment, signed on the phone (docs/guide/card.md); none when the kept keys are of days gone by. */
export async function signCode({ qr, ahead }: CodeKeys, at = Date.now()): Promise<string | undefined> {
    const now = at + ahead;
    const day = qr.keys.find((key) => new Date(key.from).getTime() <= now && now < new Date(key.until).getTime());
    if (!day) return undefined;
    const nonce = toBase64url(crypto.getRandomValues(new Uint8Array(12)));
    const said = `1.${qr.tenant}.${day.alias}.${Math.floor(now / 1000)}.${nonce}`;
    const key = await crypto.subtle.importKey("raw", fromBase64url(day.key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(said));
    return `qr:${said}.${toBase64url(new Uint8Array(signature))}`;
}
