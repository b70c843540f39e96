import { AxeBuilder } from "@axe-core/playwright";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

const screens = new URL("../../../build/screens/", import.meta.url).pathname;
/** One line for each page, picture and flow; counted at the end of a run. */
export const tally = join(screens, ".walked");
const note = (kind: string, name: string) => appendFileSync(tally, `${kind} ${name}\n`);

/** A flow that was walked to its end. */
export const walked = (name: string) => note("flow", name);

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the page as it stands, in a line each; nothing, if all is well. */
export async function axe(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    const why = (node: (typeof violations)[number]["nodes"][number]) => `${node.target.join(" ")} (${node.any.concat(node.all, node.none)[0]?.message ?? ""})`;
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(why).join(", ")}`);
}

/** A page that has just changed its looks: colours that pass over into others have arrived, what turns for ever may turn. */
const atRest = (page: Page): Promise<void> =>
    page.evaluate(async () => {
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const arrived = Promise.allSettled(document.getAnimations().map((one) => one.finished));
        await Promise.race([arrived, new Promise((enough) => setTimeout(enough, 1000))]);
    });

/**
 * The page in a theme. Chromium now and then keeps the colour of words it has drawn when the scheme changes under them: the page
 * is laid out anew, as it is when somebody opens it.
 */
export async function inTheme(page: Page, theme: "light" | "dark"): Promise<void> {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, theme);
    await page.evaluate(() => {
        const root = document.documentElement;
        const [left, top] = [scrollX, scrollY];
        root.style.display = "none";
        void root.offsetHeight;
        root.style.display = "";
        scrollTo(left, top);
    });
    await atRest(page);
}

/** Takes the page's picture as `build/screens/APP/NAME-THEME-LANGUAGE.png`: all of it, however long. */
export async function picture(page: Page, app: "card" | "till", name: string, theme: "light" | "dark", language: string): Promise<void> {
    mkdirSync(join(screens, app), { recursive: true });
    // As tall as the page: what is fixed to the foot of the screen stands at its end.
    const size = page.viewportSize();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (size && height > size.height) await page.setViewportSize({ width: size.width, height });
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    await page.screenshot({ path: join(screens, app, `${name}-${theme}-${language}.png`), fullPage: true, animations: "disabled" });
    if (size) await page.setViewportSize(size);
    note("page", `${app}/${name}`);
    note("picture", `${app}/${name}-${theme}-${language}`);
}

/** Nothing of the page stands out to the right: it can be read without moving it sideways. */
export const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
