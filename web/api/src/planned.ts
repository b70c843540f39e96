import type { Reward, ReachActivity, Tier, Voucher } from "../../../sdk/typescript/src/generated/types.gen.ts";

/**
 * Operations whose server side is being written: as the contract will have them. Each goes away when the generated client has it,
 * which then refuses to be declared twice.
 */
export const planned: Record<string, { method: string; path: string; keyed: boolean }> = {
    getCard: { method: "GET", path: "/v1/card", keyed: false },
    getOwnHome: { method: "GET", path: "/v1/me/home", keyed: false },
    joinProgramme: { method: "POST", path: "/v1/me/join", keyed: false },
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
        consents: { purpose: string; channels: string[]; text: string; text_version: string; language: string; required: boolean }[];
    };
    terms: { id: string; title: string; sentences: string[] }[];
    notice: { version: string; language: string; body: string } | null;
}

export interface HomeBalance {
    currency: string;
    kind: string;
    name: string;
    available: number;
    pending: number;
    reserved: number;
    debt: number;
    value: number | null;
    expiring: { points: number; last_day: string; value: number | null } | null;
    pending_until: string | null;
}

/** A prize with what it means for the member who asks. */
export type RewardForMe = Reward & {
    for_me: {
        reach: "affordable" | "almost" | "later" | "locked" | "sold_out" | "not_now";
        cost: number;
        missing: number;
        left_after: number;
        reason: string | null;
        text: string;
    };
};

export interface Home {
    member: string;
    name: string | null;
    state: string;
    household: string | null;
    balances: HomeBalance[];
    stamp_cards: (ReachActivity & { prize_name?: string })[];
    rewards: { affordable: RewardForMe[]; almost: RewardForMe[]; affordable_count: number };
    tier: (NonNullable<Tier> & { next_name: string | null; text: string }) | null;
    challenge: ReachActivity | null;
    survey: { purchase: string; store: string; store_name: string; occurred_at: string; amount: number; until: string } | null;
    vouchers: { open: number; next: (Voucher & { name?: string }) | null };
    unread: number;
}

export interface JoinByCode {
    request: string;
    code: string;
    device?: "phone" | "tablet" | "computer" | "other";
    cookie?: boolean;
    name?: string;
    language?: string;
    of_age?: boolean;
    referral_code?: string;
    came_by?: "poster" | "receipt" | "friend" | "till" | "web";
    consents: { purpose: string; channel?: string; given: boolean; text_version: string }[];
}

export interface Joined {
    member: string;
    session: string;
    expires_at: string;
    csrf?: string;
    joined: boolean;
}

declare module "../../../sdk/typescript/src/generated/operations.ts" {
    interface Operations {
        getCard: { asks: { query?: { programme?: string; language?: string } }; answers: Card };
        getOwnHome: { asks: { query?: { store?: string } }; answers: Home };
        joinProgramme: { asks: { body: JoinByCode }; answers: Joined };
    }
}
