/**
 * The brand rule: one colour in, a palette out that always passes WCAG 2.2 AA. The server derives with the same rule for mails,
 * posters and passes; pages derive only to preview a colour that is being chosen.
 */

export type Theme = "light" | "dark";
/** "#rrggbb" */
export type Colour = string;

/** What one colour of a shop becomes in one theme. */
export interface Palette {
    wall: Colour;
    wallLight: Colour;
    on: Colour;
    quiet: Colour;
    text: Colour;
    shape: Colour;
    soft: Colour;
    textOnSoft: Colour;
    edge: Colour;
}

interface Oklch {
    L: number;
    C: number;
    H: number;
}
type Triple = [number, number, number];

const linear = (channel: number) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
const gamma = (light: number) =>
    Math.round(255 * Math.min(1, Math.max(0, light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)));
const each = (v: Triple, f: (x: number) => number): Triple => [f(v[0]), f(v[1]), f(v[2])];
const rgb = (colour: Colour): Triple => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16)) as Triple;
const hex = (v: Triple): Colour => "#" + v.map((x) => x.toString(16).padStart(2, "0")).join("");

export function luminance(colour: Colour): number {
    const [r, g, b] = each(rgb(colour), linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Colour, b: Colour): number {
    const [x, y] = [luminance(a), luminance(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function toOklch(colour: Colour): Oklch {
    const [r, g, b] = each(rgb(colour), linear);
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    const c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
    return { L: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, C: Math.hypot(a, c), H: Math.atan2(c, a) };
}

function raw({ L, C, H }: Oklch): Triple {
    const a = C * Math.cos(H);
    const b = C * Math.sin(H);
    const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
    return [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
}

/** Hue and lightness are kept; chroma is given up until sRGB can show it. */
function toHex({ L, C, H }: Oklch): Colour {
    while (C > 0 && raw({ L, C, H }).some((v) => v < -0.001 || v > 1.001)) C = Math.max(0, C - 0.004);
    return hex(each(raw({ L, C, H }), gamma));
}

/** Walks lightness in one direction until every ground is far enough away. */
function walk(from: Oklch, grounds: readonly Colour[], ratio: number, direction: 1 | -1): Colour {
    for (let L = from.L; L >= 0 && L <= 1; L += direction * 0.005) {
        const colour = toHex({ ...from, L });
        if (grounds.every((ground) => contrast(colour, ground) >= ratio)) return colour;
    }
    return direction < 0 ? "#000000" : "#ffffff";
}

/** The grounds of tokens.css. */
export const GROUND = {
    light: { paper: "#f5f1ea", surface: "#fffdfa", ink: "#191d2b" },
    dark: { paper: "#12141c", surface: "#1c1f2a", ink: "#f3efe7" },
} as const;
const INK = "#14161f";
const WHITE = "#ffffff";

/** The wall is the brand itself, moved only as far as its two planes need to carry text. */
function planesOf(brand: Oklch, on: Colour): [Colour, Colour] {
    const light = on === WHITE;
    const lift = light ? 0.045 : -0.04; // the plane of light, or of shade on pale walls
    for (let wall = { ...brand, C: Math.min(brand.C, 0.24) }; ; wall = { ...wall, L: wall.L + (light ? -0.005 : 0.005) }) {
        const planes: [Colour, Colour] = [toHex(wall), toHex({ ...wall, L: Math.max(0, Math.min(1, wall.L + lift)) })];
        if (planes.every((plane) => contrast(plane, on) >= 5.2) || wall.L <= 0 || wall.L >= 1) return planes;
    }
}

/** Second text on the wall: as pale as 4.5:1 on both planes allows. */
function quietOn(planes: [Colour, Colour], on: Colour): Colour {
    const [text, wall] = [rgb(on), rgb(planes[0])];
    for (let t = 0.3; t >= 0; t -= 0.02) {
        const mixed = hex([0, 1, 2].map((i) => Math.round((text[i] ?? 0) * (1 - t) + (wall[i] ?? 0) * t)) as Triple);
        if (planes.every((plane) => contrast(mixed, plane) >= 4.5)) return mixed;
    }
    return on;
}

export function derive(brand: Colour, theme: Theme): Palette {
    const ground = GROUND[theme];
    const colour = toOklch(brand);
    const grounds = [ground.paper, ground.surface];
    const away = theme === "light" ? -1 : 1;
    const on = contrast(brand, WHITE) >= contrast(brand, INK) ? WHITE : INK;
    const planes = planesOf(colour, on);
    const text = walk(colour, grounds, 4.5, away);
    const shape = walk(colour, grounds, 3, away);
    const soft = toHex({ L: theme === "light" ? 0.945 : 0.27, C: Math.min(colour.C, 0.03), H: colour.H });
    const textOnSoft = walk(toOklch(text), [soft], 4.5, away);
    const fades = grounds.some((g) => contrast(planes[0], g) < 3);
    return { wall: planes[0], wallLight: planes[1], on, quiet: quietOn(planes, on), text, shape, soft, textOnSoft, edge: fades ? shape : planes[0] };
}

/** The smallest margin over what is required; 1 or more means AA holds. */
export function worst(p: Palette, theme: Theme): number {
    const { paper, surface, ink } = GROUND[theme];
    const text = (a: Colour, b: Colour) => contrast(a, b) / 4.5;
    const shape = (a: Colour, b: Colour) => contrast(a, b) / 3;
    return Math.min(
        ...[p.on, p.quiet].flatMap((words) => [text(words, p.wall), text(words, p.wallLight)]),
        ...[paper, surface].flatMap((ground) => [text(p.text, ground), shape(p.shape, ground), shape(p.edge, ground)]),
        text(p.textOnSoft, p.soft),
        text(ink, p.soft),
    );
}

/** The palette as the custom properties of tokens.css. */
export function brandProperties(p: Palette): Record<string, Colour> {
    return {
        "--brand": p.wall,
        "--brand-light": p.wallLight,
        "--on-brand": p.on,
        "--on-brand-2": p.quiet,
        "--brand-text": p.text,
        "--brand-shape": p.shape,
        "--brand-soft": p.soft,
        "--brand-on-soft": p.textOnSoft,
        "--brand-edge": p.edge,
        "--c1": p.shape,
    };
}
