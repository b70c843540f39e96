import type { OpenCard, OwnJoinRequest } from "@vuelve/api";

/** The questions of joining, one a page. Whoever has a card already is done after the code. */
export type Step = "contact" | "code" | "name" | "consents";
export const steps: readonly Step[] = ["contact", "code", "name", "consents"];

/** What came with the link: from a poster, a receipt, a friend, or the till, which shows request and code as a QR. */
export interface Arrival {
    cameBy: NonNullable<OwnJoinRequest["came_by"]>;
    referral?: string;
    shown?: { request: string; code: string };
}

const ways = ["poster", "receipt", "friend", "till", "web"] as const;

export function arrivalOf(query: URLSearchParams): Arrival {
    const referral = query.get("ref") ?? undefined;
    const [request, code] = [query.get("request"), query.get("code")];
    const from = ways.find((way) => way === query.get("from"));
    return {
        cameBy: from ?? (referral ? "friend" : request ? "till" : "web"),
        ...(referral ? { referral } : {}),
        ...(request && code ? { shown: { request, code } } : {}),
    };
}

/** Only digits, however they were typed or pasted. */
export const digitsOf = (typed: string): string => typed.replace(/\D/g, "");

type Consent = NonNullable<OwnJoinRequest["consents"]>[number];

/** One consent to be asked for: a purpose by one channel, or a purpose that has none. */
export interface Asked {
    purpose: Consent["purpose"];
    channel?: NonNullable<Consent["channel"]>;
    text: string;
    text_version: string;
    given: boolean;
}

const channels = ["push", "email", "sms", "whatsapp", "in_app", "all"] as const;

/** Each consent apart, none given. */
export const consentsOf = (card: OpenCard): Asked[] =>
    card.join.consents.map(({ purpose, channel, text, text_version }) => {
        const known = channels.find((one) => one === channel);
        return { purpose, text, text_version, given: false, ...(known ? { channel: known } : {}) };
    });

/** Seconds to wait before another code may be asked for. */
export const resendSeconds = 30;
