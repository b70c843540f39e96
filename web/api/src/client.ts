import { OutcomeUnknown, VuelveError } from "../../../sdk/typescript/src/errors.ts";
import { operations, type Operations } from "../../../sdk/typescript/src/generated/operations.ts";
import type { Problem } from "../../../sdk/typescript/src/generated/types.gen.ts";
import { Unreachable } from "./trouble.ts";

type OperationId = keyof Operations;
type Asks<O extends OperationId> = Operations[O]["asks"];
type Body<T> = T extends { body: infer P } ? { body: P } : T extends { body?: infer P } ? { body?: P } : unknown;
type Path<T> = T extends { path: infer P } ? { path: P } : unknown;
type Query<T> = T extends { query?: infer P } ? { query?: P } : unknown;

/** What a call is given. A `key` names one act: chosen when a button is first pressed, and kept until it is known what became of it. */
export type Request<O extends OperationId> = Body<Asks<O>> & Path<Asks<O>> & Query<Asks<O>> & { key?: string; signal?: AbortSignal };

/** One call for every operation: what is asked and what is answered follow from its name. */
interface Call {
    <O extends OperationId>(operation: O, ...request: {} extends Request<O> ? [Request<O>?] : [Request<O>]): Promise<Operations[O]["answers"]>;
}

interface Sent {
    body?: unknown;
    path?: Record<string, unknown>;
    query?: Record<string, unknown>;
    key?: string;
    signal?: AbortSignal;
}

/** How an app talks to the shop's server. */
export interface Connection {
    /** "" where the server also serves the pages. */
    base?: string;
    /** Of the sentences that come back. */
    language: () => string;
    /** A till's key; a page of a person has its session in a cookie instead. */
    bearer?: () => string | undefined;
    /** The CSRF token of a session that is not a member's own. */
    csrf?: () => Promise<string | undefined>;
    /** For one attempt, milliseconds. */
    timeoutMs?: number;
    /** Told when a session has ended, so that the app asks for a new one. */
    onSignedOut?: () => void;
    fetch?: typeof fetch;
}

const patienceMs = 10_000;
const table: Record<string, { method: string; path: string; keyed: boolean } | undefined> = operations;
/** Asked by whoever has no session yet. */
const open = new Set<OperationId>(["getCard", "createSignInCode", "createOwnSession", "joinProgramme", "undoContactChange", "signIn", "signInWithPin", "getTillDesk", "bindTill"]);

/**
 * The API as pages call it: by the operations of the contract, with the session of the cookie and its CSRF token. It does not
 * repeat by itself; whoever holds the screen decides whether to wait, ask or queue, and repeats under the same key.
 */
export class Api {
    readonly #to: Connection;
    #csrf: string | undefined;

    constructor(to: Connection) {
        this.#to = to;
    }

    /** The answer to `operation`; refusals are `VuelveError`, silence is `Unreachable` or, for an act, `OutcomeUnknown`. */
    readonly call: Call = ((operation: OperationId, request: Sent = {}) => this.#send(operation, request, false)) as unknown as Call;

    /** Takes up the session that an answer opened: its token goes with every change. */
    opened(session: { csrf?: string }): void {
        this.#csrf = session.csrf;
    }

    async signOut(): Promise<void> {
        await this.call("signOut");
        this.#csrf = undefined;
    }

    async #send(id: OperationId, request: Sent, again: boolean): Promise<unknown> {
        const operation = table[id];
        if (!operation) throw new TypeError(`${id} is not among the operations this app was built with`);
        const writes = operation.method !== "GET";
        const key = operation.keyed ? (request.key ?? crypto.randomUUID()) : undefined;
        const csrf = writes && !open.has(id) && !this.#to.bearer ? await this.#token() : undefined;
        const headers = this.#headers(request, key, csrf);
        const response = await this.#attempt(target(operation.path, request), { method: operation.method, headers, body: bodyOf(request) }, writes, key, request.signal);
        if (response.ok) return response.status === 204 ? undefined : response.json();
        const refused = await refusal(response);
        if (refused.code === "CSRF" && !again) {
            this.#csrf = undefined; // the session was made anew in another tab
            return this.#send(id, { ...request, ...(key ? { key } : {}) }, true);
        }
        if (refused.code === "UNAUTHENTICATED" && !open.has(id)) this.#to.onSignedOut?.();
        if (writes && response.status >= 500) throw new OutcomeUnknown(refused, key);
        throw refused;
    }

    /** The CSRF token of the session, asked for once after each reload. */
    async #token(): Promise<string | undefined> {
        if (this.#to.csrf) return this.#to.csrf();
        this.#csrf ??= ((await this.#send("getOwnSession", {}, true)) as Operations["getOwnSession"]["answers"]).csrf;
        return this.#csrf;
    }

    #headers(request: Sent, key: string | undefined, csrf: string | undefined): Record<string, string> {
        const bearer = this.#to.bearer?.();
        return {
            Accept: "application/json",
            "Accept-Language": this.#to.language(),
            ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
            ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
            ...(key ? { "Idempotency-Key": key } : {}),
            ...(csrf ? { "X-CSRF-Token": csrf } : {}),
        };
    }

    async #attempt(path: string, init: RequestInit, writes: boolean, key: string | undefined, signal?: AbortSignal): Promise<Response> {
        const hadLine = navigator.onLine !== false;
        const deadline = AbortSignal.timeout(this.#to.timeoutMs ?? patienceMs);
        try {
            return await (this.#to.fetch ?? fetch)((this.#to.base ?? "") + path, {
                ...init,
                credentials: this.#to.bearer ? "omit" : "same-origin",
                signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
            });
        } catch (cause) {
            if (signal?.aborted) throw cause;
            // What was never sent did not happen; of what was sent, nobody knows.
            throw writes && hadLine ? new OutcomeUnknown(cause, key) : new Unreachable(cause);
        }
    }
}

function target(path: string, request: Sent): string {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = request.path?.[name];
        if (value === undefined || value === "") throw new TypeError(`path.${name} is missing`);
        return encodeURIComponent(String(value));
    });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {})) if (value !== undefined && value !== null) query.append(name, String(value));
    return query.size > 0 ? `${filled}?${query}` : filled;
}

const bodyOf = (request: Sent): string | null => (request.body === undefined ? null : JSON.stringify(request.body));

async function refusal(response: Response): Promise<VuelveError> {
    const text = await response.text();
    try {
        return new VuelveError(JSON.parse(text) as Problem);
    } catch {
        // Something between us and the server answered.
        const title = response.statusText || "no problem document";
        return new VuelveError({ type: "about:blank", title, status: response.status, code: "UNREADABLE_ANSWER", detail: "", instance: "" });
    }
}
