import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { expect, it } from "vitest";
import { comeIn } from "../support/card.ts";
import { walked } from "../support/pictures.ts";
import { enrol, sell } from "../support/shop.ts";
import { here } from "../support/here.ts";

/** Where Lighthouse 13 is installed: it weighs three times what may come with the tests, so it is fetched by whoever measures (web/README.md). */
const folder = process.env.VUELVE_LIGHTHOUSE;
const port = 18345;

type Lighthouse = (url: string, flags: Record<string, unknown>) => Promise<{ lhr: { categories: Record<string, { score: number | null }>; audits: Record<string, { displayValue?: string; score: number | null }> } }>;

/** On a phone of the lower half and slow 4G, as Lighthouse has it. */
it.runIf(folder)("Lighthouse gives every first page 100 for accessibility and at least 90 for performance", async () => {
    const lighthouse = ((await import(pathToFileURL(join(folder ?? "", "node_modules/lighthouse/core/index.js")).href)) as { default: Lighthouse }).default;
    const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "vuelve-lighthouse-")), {
        executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--remote-debugging-port=${port}`],
        baseURL: here.url,
        locale: "es-EC",
    });
    const judge = async (path: string) => {
        const { lhr } = await lighthouse(here.url + path, { port, disableStorageReset: true, onlyCategories: ["accessibility", "performance"], logLevel: "silent" });
        const said = { accessibility: Math.round((lhr.categories.accessibility?.score ?? 0) * 100), performance: Math.round((lhr.categories.performance?.score ?? 0) * 100) };
        process.stdout.write(`lighthouse ${path}: accessibility ${said.accessibility}, performance ${said.performance}, interactive ${lhr.audits.interactive?.displayValue}, largest paint ${lhr.audits["largest-contentful-paint"]?.displayValue}, blocked ${lhr.audits["total-blocking-time"]?.displayValue}, shift ${lhr.audits["cumulative-layout-shift"]?.displayValue}\n`);
        for (const [id, { score }] of Object.entries(lhr.audits)) if (score === 0 && said.accessibility < 100) process.stdout.write(`  ${id}\n`);
        return said;
    };
    try {
        const found: Record<string, { accessibility: number; performance: number }> = { "/card/join": await judge("/card/join") };
        const shopper = await enrol("Luz Mora");
        await sell(shopper, 4200);
        await comeIn(await context.newPage(), shopper);
        for (const path of ["/card", "/card/rewards", "/card/movements"]) found[path] = await judge(path);
        for (const [path, { accessibility, performance }] of Object.entries(found)) {
            expect(accessibility, path).toBe(100);
            expect(performance, path).toBeGreaterThanOrEqual(90);
        }
        walked("Lighthouse");
    } finally {
        await context.close();
    }
}, 300_000);
