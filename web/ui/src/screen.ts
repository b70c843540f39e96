/** What a page is showing. Every page decides for each of the five; `never` makes the compiler see to it. */
export type Screen<T> =
    | { state: "loading"; last?: T }
    | { state: "empty" }
    | { state: "ready"; data: T }
    | { state: "failed"; problem: Trouble }
    | { state: "offline"; last?: T; since: Date };

/** What went wrong, in words for the person, and what may be done. */
export interface Trouble {
    /** A sentence from the server, in the reader's language; none when no answer came. */
    sentence?: string;
    /** For support, in small type. */
    code: string;
    canRetry: boolean;
}

/** In the last arm of a switch over a union: compiles only while no case is forgotten. */
export function never(value: never): never {
    throw new TypeError(`unforeseen: ${JSON.stringify(value)}`);
}

/** What there is to show, be it fresh or the last known. */
export function shown<T>(screen: Screen<T>): T | undefined {
    switch (screen.state) {
        case "ready":
            return screen.data;
        case "loading":
        case "offline":
            return screen.last;
        case "empty":
        case "failed":
            return undefined;
        default:
            return never(screen);
    }
}
