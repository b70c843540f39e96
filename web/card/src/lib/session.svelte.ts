import { goto } from "$app/navigation";
import { at } from "#lib/paths.ts";
import { forget, recall, remember } from "#lib/store.ts";

/** Whether somebody's card is on this phone. The session itself is a cookie that no script sees. */
const session = $state<{ member: string | undefined }>({ member: undefined });

export const isSignedIn = (): boolean => session.member !== undefined;

/** When the app starts: who was here. */
export async function resumeSession(): Promise<void> {
    session.member = (await recall<string>("member"))?.data;
}

export async function beginSession(member: string): Promise<void> {
    await forget();
    await remember("member", member, new Date());
    session.member = member;
}

/** The session is over, here or from elsewhere: nothing of the member stays on the phone. */
export async function endSession(): Promise<void> {
    if (!isSignedIn()) return;
    session.member = undefined;
    await forget();
    await goto(at("/join"), { replaceState: true });
}
