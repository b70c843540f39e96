import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { drawLine, type Line } from "./front.ts";
import type { TillShop } from "./till_shop.ts";

const freePort = (): Promise<number> =>
    new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address() as { port: number };
            probe.close(() => resolve(port));
        });
    });

/** A till whose browser has a process and a disk of its own: it can be killed as a power cut does it, and opened again. */
export class KillableTill {
    readonly line: Line;
    page!: Page;
    readonly #folder = mkdtempSync(join(tmpdir(), "vuelve-till-"));
    #process: ChildProcess | undefined;
    #browser: Browser | undefined;
    #secret = "";

    private constructor(line: Line) {
        this.line = line;
    }

    static async open(shop: TillShop): Promise<KillableTill> {
        const till = new KillableTill(await drawLine(shop.url));
        const { secret } = await shop.office<{ secret: string }>("POST", "/v1/tills", { store: "CENTRO", name: "Caja 7" });
        till.#secret = secret;
        await till.#start();
        return till;
    }

    async #start(): Promise<void> {
        const port = await freePort();
        const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=es", "--accept-lang=es-EC,es", `--user-data-dir=${this.#folder}`, `--remote-debugging-port=${port}`];
        this.#process = spawn(process.env.CHROME_PATH ?? "/usr/bin/chromium", [...flags, "about:blank"], { stdio: "ignore" });
        for (let attempt = 0; ; ++attempt) {
            try {
                this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
                break;
            } catch (cause) {
                if (attempt > 100) throw cause;
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
        }
        const context = this.#browser.contexts()[0] ?? (await this.#browser.newContext());
        // Chromium writes cookies down every half minute: this till was bound long before the power went.
        await context.addCookies([{ name: "vuelve_till", value: this.#secret, url: this.line.url, httpOnly: true, sameSite: "Strict", expires: Date.now() / 1000 + 86_400 }]);
        this.page = context.pages()[0] ?? (await context.newPage());
        await this.page.setViewportSize({ width: 1024, height: 768 });
        await this.page.goto(`${this.line.url}/till`);
    }

    /** At once, with nothing told to it. */
    async kill(): Promise<void> {
        const running = this.#process;
        if (running?.exitCode !== null || running.signalCode !== null) return;
        const ended = new Promise((resolve) => running.once("exit", resolve));
        running.kill("SIGKILL");
        await ended;
    }

    async reopen(): Promise<Page> {
        await this.#start();
        return this.page;
    }

    async close(): Promise<void> {
        await this.#browser?.close().catch(() => undefined);
        await this.kill();
        await this.line.close();
        rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    }
}
