import { OutcomeUnknown, VuelveError } from "../../../sdk/typescript/src/errors.ts";

/** The server was not reached, and nothing happened there. */
export class Unreachable extends Error {
    override readonly name = "Unreachable";
    constructor(cause: unknown) {
        super("the server was not reached", { cause });
    }
}

/** No line to the server: show what was last known, and say so. A gateway without a server behind it is no line either. */
export const isUnreachable = (cause: unknown): boolean =>
    cause instanceof Unreachable || (cause instanceof VuelveError && cause.code === "UNREADABLE_ANSWER" && cause.status >= 500);

const nothingHappened = new Set(["OVERLOADED", "STARTING", "RATE_LIMITED"]);

/** What went wrong, as a screen shows it; what is nobody's refusal is a fault of ours and goes on. */
export function troubleOf(cause: unknown): { sentence?: string; code: string; canRetry: boolean } {
    if (cause instanceof VuelveError) return { sentence: cause.message, code: cause.code, canRetry: cause.status >= 500 || nothingHappened.has(cause.code) };
    if (cause instanceof OutcomeUnknown) return { code: "OUTCOME_UNKNOWN", canRetry: true };
    if (cause instanceof Unreachable) return { code: "UNREACHABLE", canRetry: true };
    throw cause;
}
