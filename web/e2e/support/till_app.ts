import type { Page } from "playwright-core";
import { Device, tillScreen, type Looks } from "./browser.ts";
import { drawLine, type Line } from "./front.ts";
import type { TillShop } from "./till_shop.ts";

/** A till on a counter: its browser, its line, and what a cashier does with it. */
export class TillApp {
    readonly device: Device;
    readonly line: Line;
    page: Page;

    private constructor(device: Device, line: Line, page: Page) {
        this.device = device;
        this.line = line;
        this.page = page;
    }

    /** Bound by the office; whoever binds by hand has a test of their own. */
    static async open(shop: TillShop, name: string, looks: Looks = {}): Promise<TillApp> {
        const line = await drawLine(shop.url);
        const device = await Device.open({ size: tillScreen, ...looks, options: { ...looks.options, baseURL: line.url } });
        const { secret } = await shop.office<{ secret: string }>("POST", "/v1/tills", { store: "CENTRO", name });
        await device.context.addCookies([{ name: "vuelve_till", value: secret, url: line.url, httpOnly: true, sameSite: "Strict" }]);
        return new TillApp(device, line, await device.page("/till"));
    }

    async enter(name = /Rosa/, pin = "7395"): Promise<void> {
        await this.page.getByRole("button", { name }).click();
        await this.page.keyboard.type(pin);
        await this.page.keyboard.press("Enter");
        await this.page.locator("#find").waitFor();
    }

    /** The line is there and nothing waits. */
    async sent(): Promise<void> {
        await this.page.getByText("En línea").waitFor({ timeout: 20_000 });
    }

    /** As a scanner does it: faster than anybody types. */
    async scan(code: string): Promise<void> {
        await this.page.evaluate((text) => {
            const target = document.activeElement ?? document.body;
            for (const key of [...text, "Enter"]) target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        }, code);
    }

    async sell(card: string, cents: string): Promise<void> {
        await this.scan(card);
        await this.page.getByRole("button", { name: "Cobrar" }).waitFor();
        await this.page.keyboard.type(cents);
        await this.page.keyboard.press("Enter");
    }

    /** The same in any language, back to the next customer. */
    async sellTo(card: string, cents: string): Promise<void> {
        await this.scan(card);
        await this.page.locator(".mem").waitFor();
        await this.page.keyboard.type(cents);
        await this.page.keyboard.press("Enter");
        await this.page.locator(".ok").waitFor();
        await this.page.keyboard.press("Enter");
        await this.page.locator("#find").waitFor();
    }

    async next(): Promise<void> {
        await this.page.getByRole("button", { name: /Siguiente cliente/ }).click();
    }

    async close(): Promise<void> {
        await this.device.close();
        await this.line.close();
    }
}
