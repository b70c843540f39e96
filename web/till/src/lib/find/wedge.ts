/** A scanner that types: faster than anybody, and ends with Enter. */
const fasterThanPeopleMs = 45;
const shortest = 6;

export interface KeyStroke {
    key: string;
    /** Milliseconds, from any beginning. */
    at: number;
}

/**
 * Listens to every key of the page; `heard` gets what a scanner typed, wherever the focus is, and `begins` is told of each key that
 * may be its first. True = this key was the scanner's Enter.
 */
export function wedge(heard: (text: string) => void, begins: () => void = () => undefined): (stroke: KeyStroke) => boolean {
    let text = "";
    let last = -Infinity;
    return ({ key, at }) => {
        const quick = at - last <= fasterThanPeopleMs;
        last = at;
        if (key === "Enter") {
            const scanned = quick && text.length >= shortest ? text : undefined;
            text = "";
            if (scanned === undefined) return false;
            heard(scanned);
            return true;
        }
        if (key.length !== 1) return false;
        if (!quick) begins();
        text = quick ? text + key : key;
        return false;
    };
}
