/** What a scanner read or a person typed, and what it may name. */
export type Reading =
    /** The code of a member's card: proves that they are there, once, for half a minute. */
    | { kind: "qr"; token: string }
    /** Ways to ask for a member, the likeliest first. More than one may answer: then the cashier asks, and never guesses. */
    | { kind: "member"; ways: string[]; phone?: string }
    /** The number of a receipt: something comes back. */
    | { kind: "receipt"; number: string }
    /** Of a coupon or a prize. */
    | { kind: "voucher"; code: string }
    /** Words of a name. */
    | { kind: "words"; text: string }
    | { kind: "nothing" };

const token = /^(?:qr:)?(\d+\.\d+\.[\w-]{8,}\.\d+\.[\w-]+\.[\w-]+)$/;
const memberId = /^mbr_[0-9A-Z]{8,}$/;
const receipt = /^[A-Za-z0-9_.:]+-[A-Za-z0-9_.:]+-(?:R?\d{3,})$/;
/** 13 symbols and a check, in groups or not. */
const voucher = /^[0-9A-HJKMNP-TV-Z]{14}$/;

/** `by`: a wedge scanner reads cards, a person types phones. */
export function read(text: string, by: "scanner" | "person" = "person"): Reading {
    const trimmed = text.trim();
    if (trimmed === "") return { kind: "nothing" };
    const shown = token.exec(trimmed)?.[1];
    if (shown) return { kind: "qr", token: shown };
    if (memberId.test(trimmed)) return { kind: "member", ways: [trimmed] };
    if (trimmed.includes("@")) return { kind: "member", ways: [`email:${trimmed}`] };
    if (receipt.test(trimmed)) return { kind: "receipt", number: trimmed };
    const digits = trimmed.replace(/[\s().-]/g, "");
    if (/^\+\d{7,15}$/.test(digits)) return { kind: "member", ways: [`phone:${digits}`], phone: digits };
    if (/^\d{4,20}$/.test(digits)) {
        const couldBePhone = digits.length >= 7 && digits.length <= 15;
        const ways = couldBePhone ? [`card:${digits}`, `phone:${digits}`] : [`card:${digits}`];
        return { kind: "member", ways: by === "scanner" ? ways : ways.reverse(), ...(couldBePhone ? { phone: digits } : {}) };
    }
    const plain = trimmed.toUpperCase().replace(/[\s-]/g, "");
    if (voucher.test(plain)) return { kind: "voucher", code: plain };
    return /\d/.test(plain) && /^\S+$/.test(trimmed) ? { kind: "member", ways: [`card:${trimmed}`, `external:${trimmed}`] } : { kind: "words", text: trimmed };
}
