import type { Operations } from "@vuelve/api";

export type Reached = Operations["getOwnActivities"]["answers"]["reach"][number];

/** A challenge that is mine now, one that I may join, one that is done, or one that is not open to me. */
export type Standing = "running" | "to_join" | "done" | "closed";

export function standingOf(one: Reached): Standing {
    if (one.actions.includes("opt_in") || one.actions.includes("join")) return "to_join";
    if (Number(one.missing) <= 0 || (Number(one.completed ?? 0) > 0 && !one.repeatable)) return "done";
    if (one.possible === false) return "closed";
    return "running";
}

/** How much of this round is there: who did it before has what `earned` counts, and rounds begin anew. */
export const gained = (one: { goal: unknown; missing: unknown }): number => Number(one.goal) - Number(one.missing);

/** The challenges of a list, the furthest along first. */
export function challengesOf(reach: readonly Reached[], standing: Standing): Reached[] {
    const share = (one: Reached) => gained(one) / Math.max(1, Number(one.goal));
    return reach.filter((one) => one.kind === "challenge" && standingOf(one) === standing).sort((a, b) => share(b) - share(a) || a.code.localeCompare(b.code));
}
