import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/** What the card keeps on the phone, so that it can be read without a line. Nothing here opens a session. */
interface Kept extends DBSchema {
    answers: { key: string; value: { data: unknown; at: Date } };
    acts: { key: string; value: Act };
}

/** Something the member did without a line, under the key it will be sent with. */
export interface Act {
    key: string;
    operation: string;
    request: Record<string, unknown>;
}

let opening: Promise<IDBPDatabase<Kept>> | undefined;
const database = () =>
    (opening ??= openDB<Kept>("vuelve-card", 1, {
        upgrade(db) {
            db.createObjectStore("answers");
            db.createObjectStore("acts", { keyPath: "key" });
        },
    }));

export interface Remembered<T> {
    data: T;
    at: Date;
}

/** The last answer kept under a name. A phone that lends no storage remembers nothing, and the card works with a line. */
export async function recall<T>(name: string): Promise<Remembered<T> | undefined> {
    try {
        return (await (await database()).get("answers", name)) as Remembered<T> | undefined;
    } catch {
        return undefined;
    }
}

export async function remember(name: string, data: unknown, at: Date): Promise<void> {
    try {
        await (await database()).put("answers", { data: structuredClone(data), at }, name);
    } catch {
        // a full or forbidden store loses only the way to read offline
    }
}

export const keepAct = async (act: Act): Promise<void> => void (await (await database()).put("acts", act));
export const keptActs = async (): Promise<Act[]> => (await database()).getAll("acts");
export const dropAct = async (key: string): Promise<void> => (await database()).delete("acts", key);

/** What pages kept to show, and nothing that is needed to work: a page that cannot read what an older version kept asks anew. */
export async function forgetShown(): Promise<void> {
    const db = await database();
    const names = await db.getAllKeys("answers");
    await Promise.all(names.filter((name) => name !== "member" && name !== "code").map((name) => db.delete("answers", name)));
}

/** Everything a member's card kept, when they sign out or leave; what the shop tells anybody stays. */
export async function forget(): Promise<void> {
    const db = await database();
    await db.clear("acts");
    const names = await db.getAllKeys("answers");
    await Promise.all(names.filter((name) => !name.startsWith("shop")).map((name) => db.delete("answers", name)));
}
