import { isUnreachable, troubleOf } from "@vuelve/api";
import type { Screen } from "@vuelve/ui/screen.ts";
import { recall, remember } from "#lib/store.ts";

/**
 * What a page shows: the last known at once, the fresh answer when it comes. A loader makes one and does not wait for it:
 * `load = () => ({ home: new Resource("home", () => api.call("getHome")) })`.
 */
export class Resource<T> {
    screen = $state<Screen<T>>({ state: "loading" });
    /** When what is shown was true. */
    at = $state<Date>();
    readonly #name: string;
    readonly #ask: () => Promise<T>;
    readonly #isEmpty: (data: T) => boolean;

    /** Kept under `name`; `isEmpty` says when there is nothing to show. */
    constructor(name: string, ask: () => Promise<T>, isEmpty: (data: T) => boolean = () => false) {
        this.#name = name;
        this.#ask = ask;
        this.#isEmpty = isEmpty;
        void this.refresh();
    }

    /** Asks again; what was last known is shown meanwhile. */
    readonly refresh = async (): Promise<void> => {
        const kept = await recall<T>(this.#name);
        if (kept && this.screen.state !== "ready") {
            this.at = kept.at;
            this.screen = { state: "loading", last: kept.data };
        }
        try {
            const data = await this.#ask();
            this.set(data);
        } catch (cause) {
            this.screen = isUnreachable(cause)
                ? { state: "offline", since: kept?.at ?? new Date(), ...(kept ? { last: kept.data } : {}) }
                : { state: "failed", problem: troubleOf(cause) };
        }
    };

    /** A newer state, from the answer to an act. */
    set(data: T): void {
        this.at = new Date();
        this.screen = this.#isEmpty(data) ? { state: "empty" } : { state: "ready", data };
        void remember(this.#name, $state.snapshot(data), this.at);
    }
}

/** For an effect of the page: asks again when the line is back and when the reader comes back to it. */
export function keepFresh(resource: { refresh: () => Promise<void> }): () => void {
    const ask = () => void (document.visibilityState === "visible" && resource.refresh());
    document.addEventListener("visibilitychange", ask);
    addEventListener("online", ask);
    return () => {
        document.removeEventListener("visibilitychange", ask);
        removeEventListener("online", ask);
    };
}
