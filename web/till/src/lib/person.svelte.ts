import type { StaffSession } from "@vuelve/api";
import { call, keepCsrf, onSignedOut, VuelveError } from "./api.ts";
import { askLists, setClock } from "./desk.svelte.ts";
import { isOffline } from "./line.svelte.ts";

/** Who is at the till. Without a session they sell and nothing else: their PIN is asked for when the line is back. */
interface AtTill {
    person: { login: string; name: string } | undefined;
    session: boolean;
    locked: boolean;
}
const at = $state<AtTill>({ person: undefined, session: false, locked: true });
const entered = new Set<() => void>();

/** Two minutes without a touch, as the server counts them (security.md 4). */
const idleMs = 120_000;

export const person = () => at.person;
export const hasSession = (): boolean => at.session;
export const isLocked = (): boolean => at.locked;
export const whenEntered = (work: () => void): void => void entered.add(work);

async function enter(session: StaffSession): Promise<void> {
    keepCsrf(session.csrf);
    await setClock(session.seen_at);
    at.person = { login: session.login, name: session.name };
    at.session = true;
    at.locked = false;
    for (const work of entered) work();
    askLists().catch(() => undefined); // the lists of yesterday do
}

/** Errors: as the server refuses; Unreachable. */
export const signIn = async (login: string, pin: string): Promise<void> => enter(await call("signInWithPin", { body: { login, pin } }));

/** After the page was loaded anew: a session that goes on needs no PIN. */
export async function resume(): Promise<void> {
    try {
        const session = await call("getSession");
        if (session.kind === "till") await enter(session);
    } catch (cause) {
        if (!(cause instanceof VuelveError)) throw cause;
    }
}

/** Without a line nobody can check a PIN: whoever is chosen sells, and proves it when the line is back. */
export function enterOffline(who: { login: string; name: string }): void {
    at.person = who;
    at.session = false;
    at.locked = false;
}

/** Hands the till over. What is being rung up stays; the session ends unless something still has to be sent with it. */
export async function lock(keepSession: boolean): Promise<void> {
    at.locked = true;
    if (!at.session || keepSession || isOffline()) return;
    at.session = false;
    await call("endSession").catch(() => undefined);
}

export function watchPerson(): () => void {
    onSignedOut(() => {
        at.session = false;
        at.locked = true;
    });
    let last = Date.now();
    const touched = () => (last = Date.now());
    const timer = setInterval(() => {
        // Without a line a locked till would be a closed shop, and nothing but selling is open.
        if (!at.locked && !isOffline() && Date.now() - last > idleMs) void lock(true);
    }, 1000);
    addEventListener("pointerdown", touched);
    addEventListener("keydown", touched);
    return () => {
        clearInterval(timer);
        removeEventListener("pointerdown", touched);
        removeEventListener("keydown", touched);
    };
}
