import { after, nextToSend, pauseBefore, type Act, type Happening, type OpenAct } from "./act.ts";
import type { Shelf } from "./shelf.ts";

/** Sends one act; resolves to what befell it and never throws for a line that is gone. */
export type Send = (act: OpenAct) => Promise<Exclude<Happening, { type: "sent" | "seen" }>>;

export interface Workings {
    shelf: Shelf;
    send: Send;
    /** One sender at a time on this device, in whatever tab: resolves when `work` has ended. */
    alone: (work: () => Promise<void>) => Promise<void>;
    /** Resolves after so long, or as soon as somebody knocks. */
    rest: (milliseconds: number) => Promise<void>;
    /** Told after each change on the shelf. */
    changed: (act: Act) => void;
}

/**
 * Sends what lies on the shelf, in order, one at a time, until nothing is open. Each step is on disk before the next: an act is
 * marked before it is sent and known before the next one goes. A cut anywhere leaves it open, and it is sent again under its key.
 */
export async function sendAll({ shelf, send, alone, rest, changed }: Workings, keepOn: () => boolean = () => true): Promise<void> {
    await alone(async () => {
        let silent = 0;
        for (;;) {
            const next = nextToSend(await shelf.all());
            if (!next || !keepOn()) return;
            const lay = async (act: Act): Promise<Act> => {
                await shelf.put(act);
                changed(act);
                return act;
            };
            const sending = (await lay(after(next, { type: "sent" }))) as OpenAct;
            const happened = await send(sending);
            await lay(after(sending, happened));
            if (happened.type !== "silent") silent = 0;
            else await rest(pauseBefore(silent++));
        }
    });
}
