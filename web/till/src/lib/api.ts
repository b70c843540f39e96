import { Api, OutcomeUnknown, Unreachable, VuelveError, isUnreachable } from "@vuelve/api";
import { language } from "@vuelve/ui/i18n.svelte.ts";
import { lineFound, lineLost } from "./line.svelte.ts";

let csrf: string | undefined;
let signedOut: () => void = () => undefined;

/** What the session's pages send with every write; the session itself is in a cookie no script sees. */
export const keepCsrf = (token: string | undefined): void => void (csrf = token);
/** Called when the server says that nobody is signed in. */
export const onSignedOut = (work: () => void): void => void (signedOut = work);

const patienceMs = 6000;

const connection = new Api({
    language,
    timeoutMs: patienceMs,
    csrf: async () => csrf,
    onSignedOut: () => void askWhetherSignedOut(),
});

let asking = false;
/** A member's wrong code is refused with the same word as a session that has ended: which of them it was, the session tells. */
async function askWhetherSignedOut(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
        await connection.call("getSession");
    } catch (cause) {
        if (cause instanceof VuelveError && cause.code === "UNAUTHENTICATED") signedOut();
    } finally {
        asking = false;
    }
}

/** No word came back: the line is gone, or so slow that it makes no difference. */
export const isSilent = (cause: unknown): boolean =>
    isUnreachable(cause) || (cause instanceof OutcomeUnknown && !(cause.cause instanceof VuelveError && !isUnreachable(cause.cause)));

/** Calls the server; each call tells whether the line is there. */
export const call: Api["call"] = async (operation, ...request) => {
    try {
        const answer = await connection.call(operation, ...request);
        lineFound();
        return answer;
    } catch (cause) {
        if (isSilent(cause)) lineLost();
        else if (cause instanceof VuelveError) lineFound();
        throw cause;
    }
};

export { OutcomeUnknown, Unreachable, VuelveError };
