import type { Problem } from "./generated/types.gen.ts";

/** The server said no, and nothing changed. Decide by `code`; show `message` to people: it is in their language. */
export class VuelveError extends Error {
    override readonly name: string = "VuelveError";
    /** `INSUFFICIENT_POINTS`, `VALIDATION_FAILED` ... New codes may come. */
    readonly code: string;
    readonly status: number;
    /** Every fault of the body: where (a JSON pointer), what, and in words. */
    readonly faults: NonNullable<Problem["errors"]>;
    /** The whole answer, with what belongs to its code: `missing`, `retry_at`, `approval`. */
    readonly problem: Problem;

    constructor(problem: Problem) {
        super(problem.detail || problem.title);
        this.code = problem.code;
        this.status = problem.status;
        this.faults = problem.errors ?? [];
        this.problem = problem;
    }
}

/**
 * Nobody knows whether it happened: the line broke, or the server could not say. Send the same again under the same key (or
 * the purchase's own id); it will not happen twice.
 */
export class OutcomeUnknown extends Error {
    override readonly name = "OutcomeUnknown";
    /** The Idempotency-Key to repeat with; none where the body's own id serves. */
    readonly key: string | undefined;

    constructor(cause: unknown, key: string | undefined) {
        super("no answer came, so nobody knows the outcome: send the same again under the same key", { cause });
        this.key = key;
    }
}

/** A webhook that did not come from your server, or came too late. */
export class WebhookRejected extends Error {
    override readonly name = "WebhookRejected";
}
