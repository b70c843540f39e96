import { brandProperties, type Palette, type Theme } from "./brand.ts";

/** What the reader chose; "system" follows their device. */
export type ThemeChoice = Theme | "system";
type Palettes = Record<Theme, Palette>;

const kept = "vuelve.theme";
const chosen = $state<{ choice: ThemeChoice }>({ choice: "system" });
let worn: Palettes | undefined;

const dark = () => matchMedia("(prefers-color-scheme: dark)");
export const themeChoice = (): ThemeChoice => chosen.choice;
export const theme = (): Theme => (chosen.choice === "system" ? (dark().matches ? "dark" : "light") : chosen.choice);

function paint(): void {
    const root = document.documentElement;
    if (chosen.choice === "system") root.removeAttribute("data-theme");
    else root.dataset.theme = chosen.choice;
    if (worn) for (const [name, value] of Object.entries(brandProperties(worn[theme()]))) root.style.setProperty(name, value);
}

/** Once, when the app starts: takes up the reader's choice, follows their device, and sets the edge of light. */
export function startTheme(now = new Date()): void {
    const before = localStorage.getItem(kept);
    chosen.choice = before === "light" || before === "dark" ? before : "system";
    dark().addEventListener("change", paint);
    document.documentElement.style.setProperty("--sun", `${sunAt(now)}%`);
    paint();
}

export function chooseTheme(choice: ThemeChoice): void {
    chosen.choice = choice;
    if (choice === "system") localStorage.removeItem(kept);
    else localStorage.setItem(kept, choice);
    paint();
}

/** Puts on a shop's colours, as the server derived them for both themes. */
export function wear(palettes: Palettes): void {
    worn = palettes;
    paint();
}

/** Where the edge of light falls on a wall: 20 at six in the morning, 90 at eight in the evening. */
export function sunAt(now: Date): number {
    const hour = now.getHours() + now.getMinutes() / 60;
    return Math.round(20 + (Math.min(20, Math.max(6, hour)) - 6) * 5);
}
