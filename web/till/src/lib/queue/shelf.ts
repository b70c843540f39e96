import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Act, OpenAct } from "./act.ts";

/** Where acts lie until they are known for good. What `add` and `put` have told is on disk. */
export interface Shelf {
    /** Numbers the act and lays it down: no number is given twice, in whatever tab. */
    add(make: (order: number) => OpenAct): Promise<OpenAct>;
    put(act: Act): Promise<void>;
    all(): Promise<Act[]>;
    /** Forgets what was done before `instant`; what is open or refused and unread stays. */
    forget(before: string): Promise<void>;
}

/** An act as it lies there: whom it names, nobody reads who merely has the disk's files or looks into the browser's tools. */
interface Sealed {
    order: number;
    iv: Uint8Array<ArrayBuffer>;
    text: ArrayBuffer;
}

interface Stored extends DBSchema {
    acts: { key: number; value: Sealed };
    facts: { key: string; value: unknown };
}

export type TillDatabase = IDBPDatabase<Stored>;

export const openTillDatabase = (): Promise<TillDatabase> =>
    openDB<Stored>("vuelve-till", 1, {
        upgrade(db) {
            db.createObjectStore("acts", { keyPath: "order" });
            db.createObjectStore("facts");
        },
    });

/** The device's own key: made here, usable here, and not to be had out of the browser. Of two tabs that begin at once the first makes it. */
async function keyOf(db: TillDatabase): Promise<CryptoKey> {
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const tx = db.transaction("facts", "readwrite", { durability: "strict" });
    const kept = (await tx.store.get("key")) as CryptoKey | undefined;
    if (!kept) await tx.store.put(fresh, "key");
    await tx.done;
    return kept ?? fresh;
}

/** In the browser's own database, sealed. */
export class DatabaseShelf implements Shelf {
    readonly #db: TillDatabase;
    readonly #key: CryptoKey;
    private constructor(db: TillDatabase, key: CryptoKey) {
        this.#db = db;
        this.#key = key;
    }

    static async open(db: TillDatabase): Promise<DatabaseShelf> {
        return new DatabaseShelf(db, await keyOf(db));
    }

    async add(make: (order: number) => OpenAct): Promise<OpenAct> {
        // A number is taken before the act is sealed: one that was taken and not used is never given again.
        const tx = this.#db.transaction("facts", "readwrite", { durability: "strict" });
        const order = (((await tx.store.get("number")) as number | undefined) ?? 0) + 1;
        await Promise.all([tx.store.put(order, "number"), tx.done]);
        const act = make(order);
        await this.put(act);
        return act;
    }

    async put(act: Act): Promise<void> {
        const sealed = await this.#seal(act);
        const tx = this.#db.transaction("acts", "readwrite", { durability: "strict" });
        await Promise.all([tx.store.put(sealed), tx.done]);
    }

    async all(): Promise<Act[]> {
        return Promise.all((await this.#db.getAll("acts")).map((sealed) => this.#unseal(sealed)));
    }

    async forget(before: string): Promise<void> {
        for (const act of await this.all()) {
            const read = act.state === "done" || (act.state === "refused" && act.seen);
            if (read && act.pressedAt < before) await this.#db.delete("acts", act.order);
        }
    }

    /** Its place is part of the seal: no act is taken for another. */
    #how(order: number, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
        return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(String(order)) };
    }
    async #seal(act: Act): Promise<Sealed> {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        return { order: act.order, iv, text: await crypto.subtle.encrypt(this.#how(act.order, iv), this.#key, new TextEncoder().encode(JSON.stringify(act))) };
    }
    async #unseal({ order, iv, text }: Sealed): Promise<Act> {
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(this.#how(order, iv), this.#key, text))) as Act;
    }
}
