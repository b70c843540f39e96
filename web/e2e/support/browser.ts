import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { shopTime } from "./clock.ts";
import { here } from "./here.ts";

export const phone = { width: 390, height: 844 };
export const narrow = { width: 320, height: 640 };
export const tillScreen = { width: 1024, height: 768 };

let browser: Promise<Browser> | undefined;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"];

export interface Looks {
    size?: { width: number; height: number };
    theme?: "light" | "dark";
    /** "es-EC", "en-US", "pt-BR" */
    locale?: string;
    /** The shop's, which a script in every page keeps, or the machine's. */
    clock?: "shop" | "machine";
    /** Further flags of the browser make it another one: a fake camera, say. */
    args?: string[];
    options?: BrowserContextOptions;
}

/** A device of somebody: its own storage, cookies and service worker. What its console complains about fails the test. */
export class Device {
    readonly context: BrowserContext;
    readonly complaints: string[] = [];
    readonly #own: Browser | undefined;

    private constructor(context: BrowserContext, own?: Browser) {
        this.context = context;
        this.#own = own;
        context.on("weberror", (raised) => void this.complaints.push(String(raised.error())));
        context.on("console", (message) => {
            // A browser writes down every refused request by itself; whether one was to be expected, the test knows.
            if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) this.complaints.push(message.text());
        });
    }

    static async open({ size = phone, theme = "light", locale = "es-EC", clock = "shop", args, options }: Looks = {}): Promise<Device> {
        const launch = (more: string[] = []) => chromium.launch({ executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium", args: [...flags, ...more] });
        const own = args ? await launch(args) : undefined;
        const running = own ?? (await (browser ??= launch()));
        const context = await running.newContext({
            baseURL: here.url,
            viewport: size,
            deviceScaleFactor: 1.5,
            hasTouch: true,
            colorScheme: theme,
            locale,
            timezoneId: "America/Guayaquil",
            reducedMotion: "reduce",
            ...options,
        });
        context.setDefaultTimeout(10_000);
        if (clock === "shop") await context.clock.setSystemTime(shopTime());
        return new Device(context, own);
    }

    async page(path: string): Promise<Page> {
        const page = await this.context.newPage();
        await page.goto(path);
        return page;
    }

    async close(): Promise<void> {
        await this.context.close();
        await this.#own?.close();
    }
}

export async function closeBrowser(): Promise<void> {
    await (await browser)?.close();
    browser = undefined;
}
