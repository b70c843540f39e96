import { OutcomeUnknown, troubleOf, VuelveError } from "@vuelve/api";
import type { Trouble } from "@vuelve/ui/screen.ts";

/**
 * Something the member does with a button: it keeps the key it was first pressed with until it is known what became of it, says what
 * went wrong, and asks for a fresh proof of who it is where the shop wants one.
 */
export class Act<T> {
    working = $state(false);
    trouble = $state<Trouble>();
    /** The shop wants a code first: the sheet that asks for it is open. */
    proving = $state(false);
    readonly #perform: (key: string) => Promise<T>;
    readonly #done: (answer: T) => void | Promise<void>;
    #key: string | undefined;

    constructor(perform: (key: string) => Promise<T>, done: (answer: T) => void | Promise<void>) {
        this.#perform = perform;
        this.#done = done;
    }

    readonly press = async (): Promise<void> => {
        if (this.working) return;
        this.working = true;
        this.trouble = undefined;
        this.#key ??= crypto.randomUUID();
        try {
            const answer = await this.#perform(this.#key);
            this.#key = undefined;
            await this.#done(answer);
        } catch (cause) {
            // A refusal changed nothing: the next press is another act. Of silence nobody knows: it is repeated under the same key.
            if (!(cause instanceof OutcomeUnknown)) this.#key = undefined;
            if (needsProof(cause)) this.proving = true;
            else this.trouble = troubleOf(cause);
        } finally {
            this.working = false;
        }
    };

    /** The code was right: what was wanted is done. */
    readonly proved = async (): Promise<void> => {
        this.proving = false;
        await this.press();
    };
}

/** With `retry_at` a contact changed a short while ago, and no code helps before then. */
export const needsProof = (cause: unknown): boolean => cause instanceof VuelveError && cause.code === "STEP_UP_REQUIRED" && !("retry_at" in cause.problem && cause.problem.retry_at);
