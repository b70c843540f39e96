/** A receipt before it is put on paper or screen: every amount already written as the shop writes it. */
export interface Receipt {
    shop: string;
    /** "Sáb. 21 nov 2026, 10:42. Ticket CENTRO-C1.K3F9-000017" */
    head: string[];
    rows: { left: string; right: string; strong?: boolean }[];
    sections: { title: string; rows: { left: string; right?: string }[] }[];
    balance?: { left: string; right: string };
    /** Explains every point, for whoever has the paper. */
    link?: { text: string; url: string };
}

/** Characters in a line of 58 and 80 mm paper. */
export type Width = 32 | 42 | 48;

/** Words of a text in lines no longer than `width`; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (let word of text.split(/ +/)) {
        while (word.length > width) {
            if (line) lines.push(line);
            lines.push(word.slice(0, width));
            word = word.slice(width);
            line = "";
        }
        if (line && line.length + 1 + word.length > width) {
            lines.push(line);
            line = word;
        } else line = line && word ? `${line} ${word}` : line || word;
    }
    if (line) lines.push(line);
    return lines;
}

const centred = (text: string, width: number): string[] => wrap(text, width).map((line) => " ".repeat(Math.floor((width - line.length) / 2)) + line);

/** What is on the left broken before the amount, which stands at the right of its last line. */
function row(left: string, right: string, width: number): string[] {
    const lines = wrap(left, width - right.length - 1);
    const last = lines.pop() ?? "";
    return [...lines, last + " ".repeat(Math.max(1, width - last.length - right.length)) + right];
}

/** Figures and their units stay together on screens by spaces that no printer has. */
const plainly = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/\u2212/g, "-").replace(/[«»]/g, '"');

/** Without its link: a printer shows that as a QR, a screen as itself. */
export function plainLines(receipt: Receipt, width: Width): string[] {
    const rule = "-".repeat(width);
    return [
        ...centred(receipt.shop, width),
        ...receipt.head.flatMap((line) => centred(line, width)),
        rule,
        ...receipt.rows.flatMap(({ left, right }) => row(plainly(left), plainly(right), width)),
        ...receipt.sections.flatMap(({ title, rows }) => ["", ...wrap(title, width), ...rows.flatMap(({ left, right }) => (right === undefined ? wrap(plainly(left), width) : row(plainly(left), plainly(right), width)))]),
        ...(receipt.balance ? [rule, ...row(plainly(receipt.balance.left), plainly(receipt.balance.right), width)] : []),
    ].map((line) => plainly(line));
}

/** As text, for any printer and for messages. */
export const plainText = (receipt: Receipt, width: Width): string =>
    [...plainLines(receipt, width), ...(receipt.link ? ["", ...wrap(receipt.link.text, width), receipt.link.url] : []), ""].join("\n");
