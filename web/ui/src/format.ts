/** Money, points, dates and phones as people of a place read them. Only `Intl` decides how; nothing is put together by hand. */

/** A no-break space holds a number and its unit together. */
const nbsp = "\u00a0";
const minus = "\u2212";
const day = 86_400_000;

/** How this shop and this reader write: money and numbers as in the shop's place, words and dates as the reader's language. */
export interface Manner {
    /** "es-EC" */
    locale: string;
    /** "es", "en", "pt" */
    language: string;
    /** "USD": of the shop; money of another one shows its code. */
    currency: string;
    /** "America/Guayaquil" */
    timeZone: string;
}

/** Digits after the point by ISO 4217, where they are not two. `Intl` follows custom instead, which no ledger does. */
const digits: Record<string, number> = { CLP: 0, PYG: 0, JPY: 0, KRW: 0, UYW: 4, CLF: 4, ISK: 0, UGX: 0, VND: 0, XAF: 0, XOF: 0, XPF: 0 };
export const minorDigits = (currency: string) => digits[currency] ?? 2;

/** Ecuador's prices follow the dollar's way, in the server's sentences and on its receipts too (docs/adr/0058); `Intl` has it otherwise. */
const asPrinted: Record<string, string> = { "es-EC": "es-US" };

const made = new Map<string, Intl.NumberFormat>();
function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const key = locale + JSON.stringify(options);
    let format = made.get(key);
    if (!format) made.set(key, (format = new Intl.NumberFormat(asPrinted[locale] ?? locale, { useGrouping: "always" as never, ...options })));
    return format;
}

/** The one minus sign that is as wide as a plus. */
const signed = (text: string) => text.replace("-", minus);

/** "$1,248.50" of minor units. */
export function money(minor: number, how: Manner, currency = how.currency): string {
    const fraction = minorDigits(currency);
    const whole = currency === "COP" && minor % 100 === 0;
    const format = numbers(how.locale, {
        style: "currency",
        currency,
        currencyDisplay: currency === how.currency ? "narrowSymbol" : "code",
        minimumFractionDigits: whole ? 0 : fraction,
        maximumFractionDigits: whole ? 0 : fraction,
    });
    return signed(format.format(minor / 10 ** fraction));
}

/** "1,248" */
export const count = (value: number, how: Manner) => signed(numbers(how.locale, { maximumFractionDigits: 0 }).format(value));

/** "+85", "−90", "0" */
export const change = (value: number, how: Manner) => (value > 0 ? "+" : "") + count(value, how);

/** "62.4%"; `share` 0 to 1. */
export const percent = (share: number, how: Manner) =>
    signed(numbers(how.locale, { style: "percent", maximumFractionDigits: 1 }).format(share)).replace(/\s/g, nbsp);

/** What a programme calls its unit, from the programme itself. */
export interface Unit {
    singular: string;
    plural: string;
}

/** The unit's word for so many, without the number: "punto", "puntos", "de puntos" after a round million. */
export function unitWord(value: number, unit: Unit, how: Manner): string {
    const form = new Intl.PluralRules(how.language).select(Math.abs(value));
    return form === "one" ? unit.singular : form === "many" && how.language !== "en" ? `de${nbsp}${unit.plural}` : unit.plural;
}

/** "1,248 puntos", never broken; "1,000,000 de puntos" where the language wants it. */
export const points = (value: number, unit: Unit, how: Manner): string => count(value, how) + nbsp + unitWord(value, unit, how);

const dates = new Map<string, Intl.DateTimeFormat>();
function dated(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = locale + JSON.stringify(options);
    let format = dates.get(key);
    if (!format) dates.set(key, (format = new Intl.DateTimeFormat(locale, options)));
    return format;
}

/** Words of the reader's language, in the manner of the shop's place where both speak it. */
const tongue = (how: Manner) => (how.locale.startsWith(how.language) ? how.locale : how.language);

/** The civil day of an instant in the shop's place, "2026-11-21". */
export function civilDay(at: Date, how: Pick<Manner, "timeZone">): string {
    return dated("en-CA", { timeZone: how.timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

const midday = (civil: string) => new Date(civil + "T12:00:00Z");
const apart = (civil: string, from: string) => Math.round((midday(civil).getTime() - midday(from).getTime()) / day);

/** "21 de noviembre", with its year when that is another one than now. */
export function fullDay(civil: string, how: Manner, now: Date): string {
    const year = civil.slice(0, 4) !== civilDay(now, how).slice(0, 4);
    return dated(tongue(how), { timeZone: "UTC", day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) }).format(midday(civil));
}

/** "viernes 20 de noviembre": the head of a day in a list. */
export function weekdayAndDay(civil: string, how: Manner, now: Date): string {
    const weekday = dated(tongue(how), { timeZone: "UTC", weekday: "long" }).format(midday(civil));
    return `${weekday}${how.language === "es" ? " " : ", "}${fullDay(civil, how, now)}`;
}

/** "21 nov 2026" */
export const tableDay = (civil: string, how: Manner) => dated(tongue(how), { timeZone: "UTC", dateStyle: "medium" }).format(midday(civil));

/** "10:42" */
export const time = (at: Date, how: Manner) =>
    dated(tongue(how), { timeZone: how.timeZone, hour: "numeric", minute: "2-digit", ...(how.language === "en" ? {} : { hourCycle: "h23" }) }).format(at);

/** How far a day is, for a sentence to say it: the catalogues have a word for each. */
export type Nearness = { when: "today" | "yesterday" | "tomorrow" } | { when: "weekday"; day: string } | { when: "date"; day: string };

/** Today, yesterday, tomorrow, a weekday inside seven days, else the date. */
export function nearness(civil: string, how: Manner, now: Date): Nearness {
    const distance = apart(civil, civilDay(now, how));
    if (distance === 0) return { when: "today" };
    if (distance === -1) return { when: "yesterday" };
    if (distance === 1) return { when: "tomorrow" };
    if (Math.abs(distance) < 7) return { when: "weekday", day: dated(tongue(how), { timeZone: "UTC", weekday: "long" }).format(midday(civil)) };
    return { when: "date", day: fullDay(civil, how, now) };
}

/** Whole days from now until the end of a civil day; 0 is today. */
export const daysLeft = (civil: string, how: Pick<Manner, "timeZone">, now: Date) => apart(civil, civilDay(now, how));

/** The last civil day before an instant that is the first one no longer counted. */
export const lastValidDay = (end: Date, how: Pick<Manner, "timeZone">) => civilDay(new Date(end.getTime() - 1), how);

/** "+52 55 1234 5678": a phone to its owner. */
export const phone = (e164: string) => {
    const groups = /^(\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}))(\d+?)(\d{4})$/.exec(e164);
    if (!groups) return e164;
    const [, country = "", middle = "", last = ""] = groups;
    return [country, ...(middle.match(/.{1,3}/g) ?? []), last].join(nbsp);
};

/** "+52 ** **** 5678": a phone to anybody else. */
export const maskedPhone = (e164: string) => phone(e164).replace(/\d(?=(?:.*\d){4})/g, (digit, at: number, all: string) => (at < all.indexOf(nbsp) ? digit : "*"));

/** "7001 0000 42": a card's number in groups of four. */
export const cardNumber = (value: string) => (value.match(/.{1,4}/g) ?? []).join(nbsp);
