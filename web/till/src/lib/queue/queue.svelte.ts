import { call, isSilent, OutcomeUnknown, VuelveError } from "../api.ts";
import { now } from "../desk.svelte.ts";
import { whenBack } from "../line.svelte.ts";
import { hasSession, person, whenEntered } from "../person.svelte.ts";
import { isFinal, isOpen, after, type Act, type Deed, type Happening, type OpenAct, type Told } from "./act.ts";
import { DatabaseShelf, type Shelf, type TillDatabase } from "./shelf.ts";
import { sendAll, type Send } from "./sender.ts";

const queue = $state<{ acts: Act[] }>({ acts: [] });
const waitingFor = new Map<string, (act: Act) => void>();
/** Tabs of one till tell each other that something lies on the shelf, or has changed. */
const tabs = new BroadcastChannel("vuelve-till");
let shelf: Shelf;
let knock: () => void = () => undefined;

/** Today's and what is still open, by order. */
export const acts = (): readonly Act[] => queue.acts;
export const openActs = (): OpenAct[] => queue.acts.filter(isOpen);
export const unreadRefusals = (): Act[] => queue.acts.filter((act) => act.state === "refused" && !act.seen);

function changed(act: Act): void {
    const at = queue.acts.findIndex(({ order }) => order === act.order);
    if (at < 0) queue.acts.push(act);
    else queue.acts[at] = act;
    if (!isOpen(act)) waitingFor.get(act.key)?.(act);
}

async function outcomeOf({ deed, key }: OpenAct): Promise<Exclude<Happening, { type: "sent" | "seen" | "silent" | "refused" }>> {
    switch (deed.kind) {
        case "purchase":
            return { type: "answered", outcome: { purchase: await call("createPurchase", { body: deed.body, query: { explain: "text", link: "true" } }) } };
        case "return": {
            const answer = await call("createReturn", { path: { id: deed.purchase }, body: deed.body });
            return { type: "answered", outcome: answer.status === "ok" ? { reversal: answer } : { parked: true } };
        }
        case "void": {
            const answer = await call("voidPurchase", { path: { id: deed.purchase }, key, body: {} });
            return { type: "answered", outcome: answer.status === "ok" ? { reversal: answer } : { parked: true } };
        }
        case "voucher":
            return { type: "answered", outcome: { member: (await call("useVoucher", { body: deed.body, key })).member } };
        case "fulfil":
            return { type: "answered", outcome: { member: (await call("fulfilRedemption", { path: { id: deed.redemption }, key, body: {} })).member } };
        case "enrol":
            return { type: "answered", outcome: { member: (await call("createMember", { body: deed.body, key })).member } };
    }
}

const send: Send = async (act) => {
    try {
        return await outcomeOf(act);
    } catch (cause) {
        if (cause instanceof VuelveError && isFinal(cause.code, cause.status)) return { type: "refused", refusal: { code: cause.code, sentence: cause.message } };
        if (isSilent(cause) || cause instanceof OutcomeUnknown || cause instanceof VuelveError) return { type: "silent" };
        throw cause;
    }
};

/** Sends what lies there, if nobody else does: again whenever something is pressed, somebody enters, or the line comes back. */
function sendOn(): void {
    knock();
    void sendAll(
        {
            shelf,
            send,
            alone: (work) => navigator.locks.request("vuelve-till-sender", work),
            rest: (milliseconds) => new Promise((resolve) => setTimeout((knock = resolve), milliseconds)),
            changed: (act) => {
                changed(act);
                tabs.postMessage(act);
            },
        },
        hasSession,
    );
}

export async function openQueue(db: TillDatabase): Promise<void> {
    shelf = await DatabaseShelf.open(db);
    const yesterday = new Date(now().getTime() - 20 * 3_600_000).toISOString();
    await shelf.forget(yesterday);
    queue.acts = await shelf.all();
    tabs.onmessage = ({ data }: MessageEvent<Act | "pressed">) => (data === "pressed" ? sendOn() : changed(data));
    whenEntered(sendOn);
    whenBack(sendOn);
    sendOn();
}

/** A button was pressed: the act gets its number and its key, lies on disk, and is on its way. */
export async function press(make: (order: number) => { key: string; deed: Deed }, told: Told): Promise<OpenAct> {
    const act = await shelf.add((order) => {
        const made = make(order);
        return { ...made, order, kind: made.deed.kind, pressedAt: now().toISOString(), by: person()?.login ?? "", told, tries: 0, state: "waiting" };
    });
    changed(act);
    tabs.postMessage(act);
    tabs.postMessage("pressed");
    sendOn();
    return act;
}

/** What became of it, as soon as it is known; after so long, whatever is known. */
export function settled(key: string, patienceMs: number): Promise<Act | undefined> {
    const known = () => queue.acts.find((act) => act.key === key);
    const first = known();
    if (first && !isOpen(first)) return Promise.resolve(first);
    return new Promise((resolve) => {
        const timer = setTimeout(() => done(known()), patienceMs);
        const done = (act: Act | undefined) => {
            clearTimeout(timer);
            waitingFor.delete(key);
            resolve(act);
        };
        waitingFor.set(key, done);
    });
}

/** Somebody has read why it was refused. */
export async function markSeen(act: Act): Promise<void> {
    const read = after($state.snapshot(act) as Act, { type: "seen" });
    await shelf.put(read);
    changed(read);
    tabs.postMessage(read);
}
