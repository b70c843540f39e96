import type { EnrolmentRequest, PurchaseAnswer, PurchaseRequest, ReturnRequest, ReversalAnswer, VoucherRequest } from "@vuelve/api";

/** What a till asks the server to do. Everything in it was decided when the button was pressed. */
export type Deed =
    | { kind: "purchase"; body: PurchaseRequest }
    | { kind: "return"; purchase: string; body: ReturnRequest }
    | { kind: "void"; purchase: string }
    | { kind: "voucher"; body: VoucherRequest }
    | { kind: "fulfil"; redemption: string }
    | { kind: "enrol"; body: EnrolmentRequest };

/** Why the server will not do it, as a person reads it. */
export interface Refusal {
    code: string;
    sentence: string;
}

/** What came of it; `parked` is a return whose purchase has not arrived yet. */
export type Outcome = { parked?: boolean; purchase?: PurchaseAnswer; reversal?: ReversalAnswer; member?: string };

/** How an act is told on the screen without asking the server: never more than a short name. */
export interface Told {
    /** "Ana R.", or "Tarjeta termina en 42" of whom nobody could look up; none when nobody was named. */
    who?: string | undefined;
    /** Minor units. */
    amount?: number | undefined;
    /** "Café de 250 g" */
    what?: string | undefined;
    /** Minor units of points that were spent while there was no line. */
    spentOffline?: number | undefined;
}

interface Pressed {
    /** The idempotency key, chosen when the button was pressed; of a purchase its id. */
    readonly key: string;
    /** Acts are sent in this order, one at a time. */
    readonly order: number;
    readonly kind: Deed["kind"];
    /** When the button was pressed, RFC 3339. */
    readonly pressedAt: string;
    /** Who pressed it, by login. */
    readonly by: string;
    readonly told: Told;
    /** How often it has been sent. */
    readonly tries: number;
}

/** Waits or is being sent: nobody knows yet what comes of it. */
export type OpenAct = Pressed & { readonly state: "waiting" | "sending"; readonly deed: Deed };
/** Known for good. A deed that was done is forgotten with all that names a person; its answer is kept. */
export type Act = OpenAct | (Pressed & { readonly state: "done"; readonly outcome: Outcome }) | (Pressed & { readonly state: "refused"; readonly deed: Deed; readonly refusal: Refusal; readonly seen: boolean });

/** What befalls an act. */
export type Happening =
    | { type: "sent" }
    | { type: "answered"; outcome: Outcome }
    | { type: "refused"; refusal: Refusal }
    /** No answer, or one that says nothing of the act: it may have been done, so the same is sent again. */
    | { type: "silent" }
    /** Somebody has read why it was refused. */
    | { type: "seen" };

export const isOpen = (act: Act): act is OpenAct => act.state === "waiting" || act.state === "sending";

/** The act after a happening. What is known for good never changes again, whatever arrives late. */
export function after(act: Act, happening: Happening): Act {
    if (act.state === "refused") return happening.type === "seen" ? { ...act, seen: true } : act;
    if (!isOpen(act)) return act;
    const { deed, ...pressed } = act;
    switch (happening.type) {
        case "sent":
            return { ...act, state: "sending", tries: act.tries + 1 };
        case "silent":
            return { ...act, state: "waiting" };
        case "answered":
            return { ...pressed, state: "done", outcome: happening.outcome };
        case "refused":
            return { ...pressed, deed, state: "refused", refusal: happening.refusal, seen: false };
        case "seen":
            return act;
    }
}

/**
 * The one to send now: the earliest whose fate is open. It is also taken up again when it says "sending", for whoever sends holds
 * the only lock: the tab that had sent it is gone.
 */
export const nextToSend = (acts: readonly Act[]): OpenAct | undefined => acts.filter(isOpen).reduce<OpenAct | undefined>((first, act) => (!first || act.order < first.order ? act : first), undefined);

/** The wait before the next try, milliseconds: soon at first, then calmer, never long. */
export const pauseBefore = (tries: number): number => Math.min(15_000, 500 * 2 ** Math.min(tries, 6));

/** Codes that say nothing of the act itself: the session ended, the server is busy or does not know. */
const undecided = new Set(["UNAUTHENTICATED", "CSRF", "RATE_LIMITED", "OVERLOADED", "STARTING", "STORAGE_FULL", "INTERNAL_ERROR", "OUTCOME_UNKNOWN", "REQUEST_TIMEOUT", "UNREADABLE_ANSWER"]);

/** Does a refusal end the act, or is it sent again? */
export const isFinal = (code: string, status: number): boolean => status < 500 && !undecided.has(code);
