import type { Act, OpenAct } from "./act.ts";
import type { Shelf } from "./shelf.ts";

/** A shelf without a browser: for tests, and for the tills of the simulation. What lies on it outlives whoever holds it. */
export class MemoryShelf implements Shelf {
    readonly #acts = new Map<number, Act>();
    #number = 0;

    async add(make: (order: number) => OpenAct): Promise<OpenAct> {
        const act = make(++this.#number);
        this.#acts.set(act.order, act);
        return act;
    }
    async put(act: Act): Promise<void> {
        this.#acts.set(act.order, structuredClone(act));
    }
    async all(): Promise<Act[]> {
        return [...this.#acts.values()];
    }
    async forget(before: string): Promise<void> {
        for (const act of this.#acts.values()) if ((act.state === "done" || (act.state === "refused" && act.seen)) && act.pressedAt < before) this.#acts.delete(act.order);
    }
}

/** Runs one work after another, as the browser's lock of one name does for all tabs. */
export function lockOfOne(): (work: () => Promise<void>) => Promise<void> {
    let last: Promise<unknown> = Promise.resolve();
    return (work) => {
        const mine = last.then(work);
        last = mine.catch(() => undefined);
        return mine;
    };
}
