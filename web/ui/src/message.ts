/** What may go into a sentence. Numbers of a plural are written as the language writes them. */
export type Values = Record<string, string | number>;

/** A sentence that has been read: says itself with values in place. */
export type Message = (values: Values | undefined) => string;
type Part = (values: Values, hash: string) => string;

const valueOf = (values: Values, name: string): string | number => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`a sentence lacks its ${name}`);
    return value;
};

/**
 * Reads a sentence of a catalogue: text, `{name}`, and `{n, plural, =0 {...} one {...} other {# ...}}`, as ICU means them. What the
 * catalogues do not use is refused; they are held against a whole reader of ICU messages in a test, so that phones need not load it.
 */
export function readMessage(text: string, language: string): Message {
    let at = 0;
    const refuse = (): never => {
        throw new SyntaxError(`not a sentence of ours, at ${at}: ${text}`);
    };
    const word = (until: RegExp): string => {
        const from = at;
        while (at < text.length && !until.test(text.charAt(at))) ++at;
        return text.slice(from, at).trim();
    };
    const take = (sign: string): void => void (text[at] === sign ? ++at : refuse());

    function plural(name: string): Part {
        const forms = new Map<string, Part>();
        for (let form = word(/[{}]/); form; form = word(/[{}]/)) {
            take("{");
            forms.set(form, parts(true));
            take("}");
        }
        const other = forms.get("other") ?? refuse();
        const rules = new Intl.PluralRules(language);
        const digits = new Intl.NumberFormat(language);
        return (values) => {
            const count = Number(valueOf(values, name));
            return (forms.get(`=${count}`) ?? forms.get(rules.select(count)) ?? other)(values, digits.format(count));
        };
    }

    function slot(): Part {
        take("{");
        const name = word(/[,}]/) || refuse();
        let part: Part = (values) => String(valueOf(values, name));
        if (text[at] === ",") {
            ++at;
            if (word(/[,}]/) !== "plural") refuse();
            take(",");
            part = plural(name);
        }
        take("}");
        return part;
    }

    function parts(ofPlural: boolean): Part {
        const found: Part[] = [];
        while (at < text.length && text[at] !== "}") {
            if (text[at] === "{") found.push(slot());
            else if (ofPlural && text[at] === "#") {
                ++at;
                found.push((_, hash) => hash);
            } else {
                const from = at;
                while (at < text.length && !"{}".includes(text.charAt(at)) && !(ofPlural && text[at] === "#")) ++at;
                const plain = text.slice(from, at);
                if (/''|'[{}]|'$/.test(plain + text.charAt(at))) refuse(); // ICU quotes with them
                found.push(() => plain);
            }
        }
        return (values, hash) => found.map((part) => part(values, hash)).join("");
    }

    const whole = parts(false);
    if (at < text.length) refuse();
    return (values = {}) => whole(values, "");
}
