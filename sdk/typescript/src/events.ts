import type { AnyEvent } from "./generated/types.gen.ts";

/** `points.earned`, `tier.changed` ...: the names of the catalogue. */
export type EventName = AnyEvent["type"] extends infer T ? (T extends `vuelve.${infer Name}.v1` ? Name : never) : never;
/** The event of one name, with its own `data`. */
export type EventOf<Name extends EventName> = Extract<AnyEvent, { type: `vuelve.${Name}.v1` }>;

/** Whether it is an event of this name; it is then typed as such. */
export const isEvent = <Name extends EventName>(event: AnyEvent, name: Name): event is EventOf<Name> =>
    event.type === `vuelve.${name}.v1`;

/** Which events, and from where on. */
export interface FeedOptions {
    /** The `id` of the last event you dealt with; left out = from the first one there is. */
    after?: string;
    types?: EventName[];
    /** A member or a household. */
    subject?: string;
    signal?: AbortSignal;
}

export function feedQuery({ after, types, subject }: FeedOptions): Record<string, string> {
    return {
        ...(after === undefined ? {} : { after }),
        ...(types === undefined || types.length === 0 ? {} : { types: types.join(",") }),
        ...(subject === undefined ? {} : { subject }),
    };
}

/** What stands behind `data:` in server-sent events, one message after the other, until the line ends. */
export async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
    let rest = "";
    let data: string[] = [];
    for await (const text of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
        const lines = (rest + text).split("\n");
        rest = lines.pop()!;
        for (const line of lines) {
            if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
            else if (line === "" && data.length > 0) {
                yield data.join("\n");
                data = [];
            }
        }
    }
}
