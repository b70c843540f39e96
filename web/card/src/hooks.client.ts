import { forgetShown } from "#lib/store.ts";

/** A page broke on what was kept for it, by an older version perhaps: the next try asks the shop, and does not break on it again. */
export function handleError({ status }: { status: number }): void {
    if (status >= 500) void forgetShown().catch(() => undefined);
}
