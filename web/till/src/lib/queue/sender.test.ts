import { describe, expect, it } from "vitest";
import type { Act, OpenAct } from "./act.ts";
import { lockOfOne, MemoryShelf } from "./memory.ts";
import { sendAll, type Send, type Workings } from "./sender.ts";

/** The server's half of the promise: a key is done once, and answered the same ever after. */
class Ledger {
    readonly done: string[] = [];
    take(key: string): void {
        if (!this.done.includes(key)) this.done.push(key);
    }
}

/** The tab, or the whole browser, ends here. */
class Killed extends Error {}

const pressedOn = (shelf: MemoryShelf, key: string): Promise<OpenAct> =>
    shelf.add((order) => ({
        key: `${key}-${order}`,
        order,
        kind: "void",
        pressedAt: "2026-11-20T15:00:00Z",
        by: "rosa",
        told: {},
        tries: 0,
        state: "waiting",
        deed: { kind: "void", purchase: `${key}-${order}` },
    }));

const states = async (shelf: MemoryShelf) => (await shelf.all()).map((act) => act.state);

function workings(shelf: MemoryShelf, send: Send, more: Partial<Workings> = {}): Workings {
    return { shelf, send, alone: lockOfOne(), rest: async () => undefined, changed: () => undefined, ...more };
}

const answers = (ledger: Ledger): Send => async (act) => {
    ledger.take(act.key);
    return { type: "answered", outcome: {} };
};

/** Where the line, or the browser, is cut in one sale, and by what. */
const cuts: [string, (ledger: Ledger) => Send][] = [
    ["before sending, by the line", () => async () => ({ type: "silent" })],
    ["after sending, by the line", (ledger) => async (act) => (ledger.take(act.key), { type: "silent" })],
    ["before sending, by the browser's end", () => async () => Promise.reject(new Killed())],
    ["after sending, by the browser's end", (ledger) => async (act) => (ledger.take(act.key), Promise.reject(new Killed()))],
];

describe("a cut", () => {
    for (const [where, cutting] of cuts)
        it(`${where} makes one purchase of each`, async () => {
            const ledger = new Ledger();
            const shelf = new MemoryShelf();
            for (let i = 0; i < 3; ++i) await pressedOn(shelf, "C-1");
            let tries = 0;
            const cut = cutting(ledger);
            await sendAll(workings(shelf, (act) => (++tries === 2 ? cut(act) : answers(ledger)(act)))).catch((cause) => expect(cause).toBeInstanceOf(Killed));
            await sendAll(workings(shelf, answers(ledger))); // the tab is opened again
            expect(ledger.done).toEqual(["C-1-1", "C-1-2", "C-1-3"]);
            expect(await states(shelf)).toEqual(["done", "done", "done"]);
        });

    it("between the answer and its being written down makes one purchase", async () => {
        const ledger = new Ledger();
        const shelf = new MemoryShelf();
        await pressedOn(shelf, "C-1");
        const put = shelf.put.bind(shelf);
        shelf.put = (act: Act) => (act.state === "done" ? Promise.reject(new Killed()) : put(act));
        await expect(sendAll(workings(shelf, answers(ledger)))).rejects.toThrow(Killed);
        expect(await states(shelf)).toEqual(["sending"]);
        shelf.put = put;
        await sendAll(workings(shelf, answers(ledger)));
        expect(ledger.done).toEqual(["C-1-1"]);
        expect(await states(shelf)).toEqual(["done"]);
    });
});

describe("the sender", () => {
    it("keeps the order, also while one in the middle is not answered", async () => {
        const ledger = new Ledger();
        const shelf = new MemoryShelf();
        for (let i = 0; i < 4; ++i) await pressedOn(shelf, "C-1");
        const asked: string[] = [];
        const rests: number[] = [];
        await sendAll(
            workings(
                shelf,
                async (act) => {
                    asked.push(act.key);
                    return act.order === 2 && act.tries < 4 ? { type: "silent" } : answers(ledger)(act);
                },
                { rest: async (ms) => void rests.push(ms) },
            ),
        );
        expect(asked).toEqual(["C-1-1", "C-1-2", "C-1-2", "C-1-2", "C-1-2", "C-1-3", "C-1-4"]);
        expect(rests).toEqual([500, 1000, 2000]);
    });

    it("goes on behind one that is refused, and drops nothing", async () => {
        const ledger = new Ledger();
        const shelf = new MemoryShelf();
        for (let i = 0; i < 2; ++i) await pressedOn(shelf, "C-1");
        const refusal = { code: "UNKNOWN_MEMBER", sentence: "No hay ningún socio con ese identificador." };
        await sendAll(workings(shelf, async (act) => (act.order === 1 ? { type: "refused", refusal } : answers(ledger)(act))));
        expect((await shelf.all())[0]).toMatchObject({ state: "refused", refusal, seen: false, deed: { kind: "void" } });
        expect(ledger.done).toEqual(["C-1-2"]);
        await shelf.forget("2027-01-01");
        expect(await states(shelf)).toEqual(["refused"]);
    });

    it("of two tabs sends each act once", async () => {
        const ledger = new Ledger();
        const shelf = new MemoryShelf();
        for (let i = 0; i < 5; ++i) await pressedOn(shelf, "C-1");
        const alone = lockOfOne();
        const asked: string[] = [];
        const send: Send = async (act) => {
            asked.push(act.key);
            await new Promise((resolve) => setTimeout(resolve, 1));
            return answers(ledger)(act);
        };
        await Promise.all([sendAll(workings(shelf, send, { alone })), sendAll(workings(shelf, send, { alone }))]);
        expect(asked).toEqual(["C-1-1", "C-1-2", "C-1-3", "C-1-4", "C-1-5"]);
    });

    it("stops when nobody is signed in, and leaves the rest as it was", async () => {
        const shelf = new MemoryShelf();
        for (let i = 0; i < 2; ++i) await pressedOn(shelf, "C-1");
        await sendAll(workings(shelf, answers(new Ledger())), () => false);
        expect(await states(shelf)).toEqual(["waiting", "waiting"]);
    });
});
