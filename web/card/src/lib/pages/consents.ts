import type { OpenCard, Operations } from "@vuelve/api";

export type Said = Operations["listOwnConsents"]["answers"]["items"][number];

/** One thing a member may allow or not: what for, by which channel, in which words, and what they last said. */
export interface Choice {
    purpose: string;
    channel: string | undefined;
    text: string;
    version: string;
    given: boolean;
    /** When it was last said; never, where nothing was. */
    at: string | undefined;
}

/** What the shop asks, joined with what was said of it: of each purpose and channel the last word counts, and silence is no. */
export function choicesOf(asked: OpenCard["join"]["consents"], said: readonly Said[]): Choice[] {
    return asked.map(({ purpose, channel: by, text, text_version }) => {
        const channel = by ?? undefined;
        const about = said.filter((one) => one.purpose === purpose && (channel === undefined || one.channel === channel || one.channel === "all"));
        // A no to all channels ends each of them; a yes to all alone opens none.
        const own = about.findLast((one) => channel === undefined || one.channel === channel);
        const stopped = about.findLast((one) => one.channel === "all");
        const given = (own?.given ?? false) && (stopped === undefined || stopped.given || channel === undefined);
        return { purpose, channel, text, version: text_version, given, at: (given ? own : about.at(-1))?.at };
    });
}
