/**
 * Operations whose server side is being written: as the contract will have them. Each goes away when the generated client has it,
 * which then refuses to be declared twice.
 */
export const planned: Record<string, { method: string; path: string; keyed: boolean }> = {
    getCard: { method: "GET", path: "/v1/card", keyed: false },
};

/** The colours of one theme, as derived from the shop's one. */
export interface CardPalette {
    wall: string;
    wall_light: string;
    on: string;
    quiet: string;
    text: string;
    shape: string;
    soft: string;
    text_on_soft: string;
    edge: string;
}

/** What anybody may know of a programme before signing in. */
export interface Card {
    programme: string;
    name: string;
    shop: string;
    version: string;
    welcome: string;
    pictures: string;
    languages: string[];
    language: string;
    country: string;
    calling_code: string;
    time_zone: string;
    locale: string;
    money: { currency: string; exponent: number };
    colour: string;
    theme: { light: CardPalette; dark: CardPalette };
    logo: { url: string; width: number; height: number; on_wall: "plain" | "disc" } | null;
    icon: string;
    manifest: string;
    layout: string[];
    currencies: { code: string; kind: string; name: string; singular: string; plural: string; scale: number; money_value: { points: number; amount: number } | null }[];
    sign_in: { ways: ("phone" | "email")[]; code_digits: number };
    join: {
        open: boolean;
        minimum_age: number;
        asks: string[];
        gift: string | null;
        consents: { purpose: "marketing" | "profiling" | "third_party" | "leaderboard"; channels: ("push" | "email" | "sms" | "whatsapp" | "in_app" | "all")[]; text: string; text_version: string; language: string; required: boolean }[];
    };
    terms: { id: string; title: string; sentences: string[] }[];
    notice: { version: string; language: string; body: string } | null;
}

declare module "../../../sdk/typescript/src/generated/operations.ts" {
    interface Operations {
        getCard: { asks: { query?: { programme?: string; language?: string } }; answers: Card };
    }
}
