/** Our flat drawings of rewards, for where a shop has no photo: two planes of one hue, one edge of light, a thing on a shelf. */

export interface Drawing {
    light: string;
    shade: string;
    shapes: readonly { d: string; fill?: string; stroke?: string; width?: number }[];
}

const ink = "#191d2b";
const disc = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0`;
const shelf = (y: number) => ({ d: `M16 ${y}h64v3H16z`, fill: ink });

export const pictures = {
    cup: {
        light: "#fbeee1",
        shade: "#f3d9c4",
        shapes: [
            { d: "M28 26h34v16a15 15 0 0 1-15 15h-4a15 15 0 0 1-15-15z", fill: "#7a2f1d" },
            { d: "M62 31h4a7 7 0 0 1 0 14h-5", stroke: "#7a2f1d", width: 5 },
            { d: "M28 26a17 4 0 1 0 34 0a17 4 0 1 0-34 0", fill: "#3b1710" },
            { d: "M22 60h46v3H22z", fill: ink },
        ],
    },
    bread: {
        light: "#fcefcf",
        shade: "#f7dfa8",
        shapes: [
            { d: "M20 52a28 25 0 0 1 56 0z", fill: "#c98022" },
            { d: "M33 49c1-9 4-14 8-17M48 49V31M63 49c-1-9-4-14-8-17", stroke: "#fff4da", width: 4 },
            shelf(55),
        ],
    },
    bag: {
        light: "#e8f0ea",
        shade: "#cfe0d4",
        shapes: [
            { d: "M31 20h34l3 43H28z", fill: "#1b4a3a" },
            { d: "M31 20h34l1-8H30z", fill: "#123529" },
            { d: disc(48, 40, 10), fill: "#f0b23e" },
            { d: "M48 31c-4 6 4 12 0 18", stroke: "#1b4a3a", width: 2.5 },
        ],
    },
    plate: {
        light: "#fbe8ed",
        shade: "#f4cfd9",
        shapes: [
            { d: disc(36, 42, 17), fill: "#fffdfa" },
            { d: disc(36, 42, 11), fill: "#f0b23e" },
            { d: disc(66, 38, 12), fill: "#fffdfa" },
            { d: disc(66, 38, 8), fill: "#7a2f1d" },
            { d: "M10 62h76v3H10z", fill: ink },
        ],
    },
    basket: {
        light: "#eaf1e0",
        shade: "#d3e2bf",
        shapes: [
            { d: "M32 34a16 15 0 0 1 32 0", stroke: "#6b4a1f", width: 4 },
            { d: disc(38, 32, 8), fill: "#b3362c" },
            { d: disc(54, 30, 9), fill: "#d98a1e" },
            { d: "M24 36h48l-5 24H29z", fill: "#9a6a2c" },
            { d: "M28 44h40M30 52h36", stroke: "#6b4a1f", width: 2.5 },
            shelf(60),
        ],
    },
    ticket: {
        light: "#e7eef8",
        shade: "#cbdcf0",
        shapes: [
            { d: "M20 24h56v9a5 5 0 0 0 0 10v9H20v-9a5 5 0 0 0 0-10z", fill: "#1f5c9e" },
            { d: "M56 27v22", stroke: "#e7eef8", width: 2.5 },
            { d: "M29 34h18M29 42h12", stroke: "#f0b23e", width: 4 },
            shelf(58),
        ],
    },
    gift: {
        light: "#fbe9e4",
        shade: "#f2cfc5",
        shapes: [
            { d: "M28 34h40v26H28z", fill: "#a8432a" },
            { d: "M25 26h46v9H25z", fill: "#7a2f1d" },
            { d: "M45 26h6v34h-6z", fill: "#f0b23e" },
            { d: "M48 26S42 13 35 17s3 9 13 9c10 0 20-5 13-9s-13 9-13 9", stroke: "#f0b23e", width: 3.5 },
            shelf(60),
        ],
    },
    tool: {
        light: "#eceae6",
        shade: "#d8d3ca",
        shapes: [
            { d: "M26 32h44v28H26z", fill: "#2b4c8c" },
            { d: "M39 32v-7h18v7", stroke: ink, width: 4 },
            { d: "M26 42h44v5H26z", fill: "#1d3563" },
            { d: "M44 40h8v9h-8z", fill: "#f0b23e" },
            shelf(60),
        ],
    },
    tote: {
        light: "#f6eee0",
        shade: "#eadcc2",
        shapes: [
            { d: "M38 30v-6a10 9 0 0 1 20 0v6", stroke: "#6b4a1f", width: 4 },
            { d: "M28 30h40l3 30H25z", fill: "#b77c0c" },
            { d: "M48 55V43m0 2c-6 0-8-3-8-7 5 0 8 2 8 7m0-2c0-5 3-7 8-7 0 4-2 7-8 7", fill: "#f6eee0", stroke: "#f6eee0", width: 2 },
            shelf(60),
        ],
    },
    tree: {
        light: "#e6f1e6",
        shade: "#cbe2cd",
        shapes: [
            { d: "M48 60V34", stroke: "#6b4a1f", width: 5 },
            { d: disc(48, 25, 15), fill: "#1b6e46" },
            { d: disc(36, 33, 10), fill: "#24825a" },
            { d: disc(60, 33, 10), fill: "#155a39" },
            shelf(60),
        ],
    },
    cloth: {
        light: "#efe9f3",
        shade: "#ddd0e6",
        shapes: [
            { d: "M36 16h24l18 12-7 11-7-4v26H32V35l-7 4-7-11z", fill: "#5a3d73" },
            { d: "M38 16a10 9 0 0 0 20 0z", fill: "#efe9f3" },
            shelf(61),
        ],
    },
    care: {
        light: "#e4f1f0",
        shade: "#c8e2df",
        shapes: [
            { d: "M36 30h24v30H36z", fill: "#1f7a72" },
            { d: "M42 20h12v10H42z", fill: "#13524d" },
            { d: "M48 20v-6h9", stroke: "#13524d", width: 3.5 },
            { d: "M41 40h14v10H41z", fill: "#e4f1f0" },
            shelf(60),
        ],
    },
} as const satisfies Record<string, Drawing>;
export type PictureName = keyof typeof pictures;

/** Words of rewards' names and categories, in our three languages, that tell which drawing suits. The first that is found counts. */
const tells: readonly [RegExp, PictureName][] = [
    [/caf[eé]|coffee|t[eé]\b|tea|chocolate|bebida|drink|jugo|suco|taza|x[ií]cara/, "cup"],
    [/pan\b|panes|p[aã]o|concha|bread|bakery|panader|pastel|torta|bolo|cake|galleta|cookie|empanada/, "bread"],
    [/desayuno|almuerzo|cena|comida|breakfast|lunch|dinner|meal|caf[eé] da manh[aã]|almo[cç]o|jantar|plato|menu|men[uú]/, "plate"],
    [/[aá]rbol|[aá]rvore|tree|planta|bosque|floresta|forest/, "tree"],
    [/reutilizable|reutiliz[aá]vel|reusable|ecobag|tela\b|tote/, "tote"],
    [/grano|bolsa|bag|funda|arroz|az[uú]car|harina|rice|sugar|saco/, "bag"],
    [/canasta|cesta|basket|fruta|verdura|v[ií]veres|abarrotes|groceries|mercado|despensa/, "basket"],
    [/descuento|desconto|discount|vale|cup[oó]n|cupom|coupon|boleto|entrada|ticket|env[ií]o|entrega|delivery/, "ticket"],
    [/camis|gorra|bolso|ropa|roupa|shirt|cap\b|prenda|buzo/, "cloth"],
    [/corte|pelo|cabelo|hair|crema|shampoo|champ[uú]|jab[oó]n|masaje|spa|beauty|belleza/, "care"],
    [/herramienta|taladro|tool|ferret|martillo|pintura|lavado|aceite|llanta/, "tool"],
];

/** The drawing for a name, a category or the name of a drawing itself; a gift where nothing tells. */
export function pictureFor(words: string): PictureName {
    const said = words.toLowerCase();
    if (said in pictures) return said as PictureName;
    return tells.find(([pattern]) => pattern.test(said))?.[1] ?? "gift";
}
