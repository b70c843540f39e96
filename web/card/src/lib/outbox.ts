import { isUnreachable, OutcomeUnknown, type Operations, type Request } from "@vuelve/api";
import { api } from "#lib/api.ts";
import { dropAct, keepAct, keptActs } from "#lib/store.ts";

/**
 * Does something now, or as soon as there is a line: for what harms nobody when it comes late (an answer to a question, joining a
 * challenge). Each act keeps the key it was pressed with, so that it happens once. Answers whether it has been done.
 */
export async function doSoon<O extends keyof Operations>(operation: O, request: Request<O>): Promise<"done" | "later"> {
    const key = crypto.randomUUID();
    try {
        await api.call(operation, { ...request, key } as Request<O> & Record<never, never>);
        return "done";
    } catch (cause) {
        if (!isUnreachable(cause) && !(cause instanceof OutcomeUnknown)) throw cause;
        await keepAct({ key, operation, request: request as Record<string, unknown> });
        return "later";
    }
}

/** Sends what waits, in its order; what the shop refuses by now is let go. */
export async function sendKept(): Promise<void> {
    for (const { key, operation, request } of await keptActs()) {
        try {
            await api.call(operation as "createOwnAnswer", { ...request, key } as Request<"createOwnAnswer">);
        } catch (cause) {
            if (isUnreachable(cause) || cause instanceof OutcomeUnknown) return;
        }
        await dropAct(key);
    }
}
