import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { isOpen, type Act, type OpenAct } from "./act.ts";

/** Where acts lie until they are known for good. What `add` and `put` have told is on disk. */
export interface Shelf {
    /** Numbers the act and lays it down, in one step: no number is given twice, in whatever tab. */
    add(make: (order: number) => OpenAct): Promise<OpenAct>;
    put(act: Act): Promise<void>;
    all(): Promise<Act[]>;
    /** Forgets what was done before `instant`; what is open or refused and unread stays. */
    forget(before: string): Promise<void>;
}

interface Stored extends DBSchema {
    acts: { key: number; value: Act };
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

/** In the browser's own database. */
export class DatabaseShelf implements Shelf {
    readonly #db: TillDatabase;
    constructor(db: TillDatabase) {
        this.#db = db;
    }

    async add(make: (order: number) => OpenAct): Promise<OpenAct> {
        const tx = this.#db.transaction(["acts", "facts"], "readwrite", { durability: "strict" });
        const order = (((await tx.objectStore("facts").get("number")) as number | undefined) ?? 0) + 1;
        const act = make(order);
        await Promise.all([tx.objectStore("facts").put(order, "number"), tx.objectStore("acts").put(act), tx.done]);
        return act;
    }

    async put(act: Act): Promise<void> {
        const tx = this.#db.transaction("acts", "readwrite", { durability: "strict" });
        await Promise.all([tx.store.put(act), tx.done]);
    }

    all(): Promise<Act[]> {
        return this.#db.getAll("acts");
    }

    async forget(before: string): Promise<void> {
        const tx = this.#db.transaction("acts", "readwrite");
        for (const act of await tx.store.getAll()) {
            const read = act.state === "done" || (act.state === "refused" && act.seen);
            if (read && !isOpen(act) && act.pressedAt < before) await tx.store.delete(act.order);
        }
        await tx.done;
    }
}
