import { OutcomeUnknown, VuelveError } from "./errors.ts";
import { feedQuery, messages, type FeedOptions } from "./events.ts";
import { operations, type Operations } from "./generated/operations.ts";
import type { AnyEvent, Problem } from "./generated/types.gen.ts";

type OperationId = keyof Operations;
type Asks<O extends OperationId> = Operations[O]["asks"];
type Keyed<O extends OperationId> = (typeof operations)[O]["keyed"];

type Path<T> = T extends { path: infer P } ? { path: P } : {};
/** One of which nothing is asked may be left out. */
type Body<T> = T extends { body: infer P } ? ({} extends P ? { body?: P } : { body: P }) : T extends { body?: infer P } ? { body?: P } : {};
type Query<T> = T extends { query?: infer P } ? { query?: P } : {};

/** What a call is given: the body, what stands in the path, the query, and how to send it. */
export type Request<O extends OperationId> = Body<Asks<O>> &
    Path<Asks<O>> &
    Query<Asks<O>> &
    (Keyed<O> extends true
        ? {
              /** Names this one act. Chosen at random when left out; choose it yourself to repeat after a crash. */
              key?: string;
          }
        : {}) & {
        /** For sentences and problems: "es", "en", "pt". */
        language?: string;
        signal?: AbortSignal;
    };

export interface Answer<T> {
    data: T;
    status: number;
    /** It had been done before, under the same key: this is the first answer. */
    replayed: boolean;
    headers: Headers;
}

export interface Options {
    /** "https://puntos.example" */
    baseUrl: string;
    /** "vlv_live_..." */
    key: string;
    language?: string;
    /** For one attempt, milliseconds. */
    timeoutMs?: number;
    /** Attempts after the first, when no answer came or the server asks for patience. */
    retries?: number;
    fetch?: typeof fetch;
    /** Told before each further attempt. */
    onRetry?: (why: { operation: string; attempt: number; waitMs: number; cause: unknown }) => void;
}

type Calls = { [O in OperationId]: (request: Request<O>) => Promise<Answer<Operations[O]["answers"]>> };
type ListOperation = {
    [O in OperationId]: Operations[O]["answers"] extends { items: unknown[]; next?: string | null } ? O : never;
}[OperationId];
type ItemOf<O extends ListOperation> = Operations[O]["answers"] extends { items: (infer Item)[] } ? Item : never;

/** As the calls see a request once the types have done their work. */
interface Sent {
    body?: unknown;
    path?: Record<string, unknown>;
    query?: Record<string, unknown>;
    key?: string;
    language?: string;
    signal?: AbortSignal;
}

/** Of these the same request may be sent again: nothing happened, or it will be answered as before. */
const patienceAsked = new Set([408, 429, 500, 502, 503, 504]);

const firstWaitMs = 200;
const longestWaitMs = 30_000;

class Client {
    readonly #options: Options & Required<Pick<Options, "timeoutMs" | "retries" | "fetch">>;

    constructor(options: Options) {
        this.#options = {
            ...options,
            baseUrl: options.baseUrl.replace(/\/+$/, ""),
            timeoutMs: options.timeoutMs ?? 10_000,
            retries: options.retries ?? 4,
            fetch: options.fetch ?? fetch,
        };
        for (const id of Object.keys(operations) as OperationId[])
            Object.defineProperty(this, id, { value: (request: Sent = {}) => this.#call(id, request) });
    }

    /** Every item of a list, page after page. */
    async *each<O extends ListOperation>(operation: O, request: Request<O>): AsyncGenerator<ItemOf<O>> {
        const sent = request as Sent;
        let cursor: string | null | undefined;
        do {
            const query = cursor ? { ...sent.query, cursor } : sent.query;
            const { data } = await this.#call(operation, { ...sent, query });
            const page = data as { items: ItemOf<O>[]; next?: string | null };
            yield* page.items;
            cursor = page.next;
        } while (cursor);
    }

    /**
     * Every event of the feed in its order, from `after` on, and then its end; with `follow` it waits for more, for ever. Keep
     * the `id` of the last one you dealt with: it is the `after` of the next time.
     */
    async *events(options: FeedOptions & { follow?: boolean; waitMs?: number } = {}): AsyncGenerator<AnyEvent> {
        let after = options.after;
        for (;;) {
            const query = { ...feedQuery({ ...options, ...(after === undefined ? {} : { after }) }), limit: 200 };
            const { data } = await this.#call("listEvents", { query, ...(options.signal ? { signal: options.signal } : {}) });
            yield* data.items;
            after = data.next;
            if (data.more) continue;
            if (!options.follow) return;
            await pause(options.waitMs ?? 2000, options.signal);
        }
    }

    /** Events as they happen, over one open line that is taken up again where it broke. Ends when `signal` says so. */
    async *live(options: FeedOptions = {}): AsyncGenerator<AnyEvent> {
        let after = options.after;
        for (let attempt = 1; !options.signal?.aborted; ++attempt) {
            const query = new URLSearchParams(feedQuery({ ...options, ...(after === undefined ? {} : { after }) }));
            const outcome = await this.#open(`${this.#options.baseUrl}/v1/events/stream?${query}`, options.signal);
            try {
                if (outcome instanceof Response)
                    for await (const text of messages(outcome.body!)) {
                        const event = JSON.parse(text) as AnyEvent;
                        attempt = 0;
                        after = event.id;
                        yield event;
                    }
            } catch (cause) {
                if (!(cause instanceof TypeError) && !options.signal?.aborted) throw cause; // a broken line is a TypeError
            }
            if (!options.signal?.aborted) await pause(waitBefore(attempt || 1, outcome), options.signal);
        }
    }

    /** An answer that has begun and goes on; the error that kept it from beginning. Refusals are thrown. */
    async #open(url: string, signal?: AbortSignal): Promise<Response | Error> {
        try {
            const headers = { ...this.#headers({}, undefined), Accept: "text/event-stream" };
            const response = await this.#options.fetch(url, { headers, ...(signal ? { signal } : {}) });
            if (!response.ok && !patienceAsked.has(response.status)) throw await refusal(response);
            return response.ok ? response : await refusal(response);
        } catch (cause) {
            if (cause instanceof VuelveError || signal?.aborted) throw cause;
            return cause instanceof Error ? cause : new Error(String(cause));
        }
    }

    async #call<O extends OperationId>(id: O, request: Sent): Promise<Answer<Operations[O]["answers"]>> {
        const operation = operations[id];
        const key = operation.keyed ? (request.key ?? crypto.randomUUID()) : undefined;
        const url = this.#options.baseUrl + target(operation.path, request);
        const init = { method: operation.method, headers: this.#headers(request, key), body: bodyOf(request) };
        for (let attempt = 1; ; ++attempt) {
            const outcome = await this.#attempt(url, init, request.signal);
            if (outcome instanceof Response && !patienceAsked.has(outcome.status)) return read(outcome);
            if (attempt > this.#options.retries) return giveUp(outcome, operation.method === "GET", key);
            const waitMs = waitBefore(attempt, outcome);
            this.#options.onRetry?.({ operation: id, attempt: attempt + 1, waitMs, cause: outcome });
            if (outcome instanceof Response) await outcome.body?.cancel();
            await pause(waitMs, request.signal);
        }
    }

    #headers(request: Sent, key: string | undefined): Record<string, string> {
        const language = request.language ?? this.#options.language;
        return {
            Authorization: `Bearer ${this.#options.key}`,
            Accept: "application/json",
            ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
            ...(key ? { "Idempotency-Key": key } : {}),
            ...(language ? { "Accept-Language": language } : {}),
        };
    }

    /** The answer, or what kept it from coming. A caller who gave up is told at once. */
    async #attempt(url: string, init: RequestInit, signal?: AbortSignal): Promise<Response | Error> {
        const deadline = AbortSignal.timeout(this.#options.timeoutMs);
        try {
            return await this.#options.fetch(url, {
                ...init,
                signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
            });
        } catch (cause) {
            if (signal?.aborted) throw cause;
            return cause instanceof Error ? cause : new Error(String(cause));
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
    for (const [name, value] of Object.entries(request.query ?? {}))
        if (value !== undefined && value !== null) query.append(name, String(value));
    return query.size > 0 ? `${filled}?${query}` : filled;
}

const bodyOf = (request: Sent) => (request.body === undefined ? undefined : JSON.stringify(request.body));

async function read<T>(response: Response): Promise<Answer<T>> {
    if (!response.ok) throw await refusal(response);
    const text = await response.text();
    return {
        data: (text === "" ? undefined : JSON.parse(text)) as T,
        status: response.status,
        replayed: response.headers.get("Idempotent-Replayed") === "true",
        headers: response.headers,
    };
}

async function refusal(response: Response): Promise<VuelveError> {
    const text = await response.text();
    try {
        return new VuelveError(JSON.parse(text) as Problem);
    } catch {
        // Something between us and the server answered.
        return new VuelveError({
            type: "about:blank",
            title: response.statusText || "no problem document",
            status: response.status,
            code: "UNREADABLE_ANSWER",
            detail: text.slice(0, 200),
            instance: "",
        });
    }
}

async function giveUp(outcome: Response | Error, isRead: boolean, key: string | undefined): Promise<never> {
    if (outcome instanceof Response && (isRead || outcome.status < 500)) throw await refusal(outcome);
    if (isRead) throw outcome;
    throw new OutcomeUnknown(outcome instanceof Response ? await refusal(outcome) : outcome, key);
}

/** Twice as long each time, spread at random so that a thousand tills do not come back together. */
function waitBefore(attempt: number, outcome: Response | Error): number {
    const asked = outcome instanceof Response ? Number(outcome.headers.get("Retry-After")) * 1000 : 0;
    const grown = firstWaitMs * 2 ** (attempt - 1);
    return Math.min(longestWaitMs, Math.max(asked || 0, grown * (0.5 + Math.random() / 2)));
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
    });
}

/** A shop's server: one method for each operation of the contract, by its operationId. */
export type Vuelve = Client & Calls;
export const Vuelve = Client as unknown as new (options: Options) => Vuelve;
