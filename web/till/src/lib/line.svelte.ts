/** Whether the server is there. Offline is a state of the till, with the time since when, and not an error. */
const line = $state<{ since: Date | undefined }>({ since: undefined });
const back = new Set<() => void>();

export const offlineSince = (): Date | undefined => line.since;
export const isOffline = (): boolean => line.since !== undefined;

export function lineLost(): void {
    line.since ??= new Date();
}

export function lineFound(): void {
    if (!line.since) return;
    line.since = undefined;
    for (const work of back) work();
}

/** Called whenever the line is there again. */
export const whenBack = (work: () => void): void => void back.add(work);

/** Asks for the server again and again while it is not there: at once when the device says it has a network, else every few seconds. */
export function watchLine(ask: () => Promise<unknown>, everyMs = 3000): () => void {
    const tick = () => (line.since ? ask().catch(() => undefined) : undefined);
    const timer = setInterval(tick, everyMs);
    const gone = () => lineLost();
    addEventListener("online", tick);
    addEventListener("offline", gone);
    if (!navigator.onLine) lineLost();
    return () => {
        clearInterval(timer);
        removeEventListener("online", tick);
        removeEventListener("offline", gone);
    };
}
