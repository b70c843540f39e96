import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeBrowser, Device, phone, tillScreen } from "../support/browser.ts";
import { localeOf, type Language } from "../support/card.ts";
import { drawLine } from "../support/front.ts";
import { axe, inTheme, overflow, picture, walked } from "../support/pictures.ts";
import { TillApp } from "../support/till_app.ts";
import { openTillShop, shopperOf, until, type TillShop, type TillShopper } from "../support/till_shop.ts";
import type { Page } from "playwright-core";

/** Every page of the till as it looks: on a tablet and a phone, light and dark, in three languages, and what axe says of it. */
let shop: TillShop;
const sizes = { till: tillScreen, phone } as const;

beforeAll(async () => {
    shop = await openTillShop();
    await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 400 });
});
afterAll(async () => {
    await closeBrowser();
    await shop.stop();
});

async function look(page: Page, name: string, language: Language): Promise<void> {
    for (const [size, viewport] of Object.entries(sizes))
        for (const theme of ["light", "dark"] as const) {
            await page.setViewportSize(viewport);
            await inTheme(page, theme);
            if (language === "es" && (size === "till") === (theme === "light")) expect(await axe(page), `${name} ${size} ${theme}`).toEqual([]);
            expect(await overflow(page), `${name} ${size} ${language}`).toBe(0);
            await picture(page, "till", size === "phone" ? `${name}-phone` : name, theme, language);
        }
    await page.setViewportSize(tillScreen);
    await page.emulateMedia({ colorScheme: "light" });
}

/** Sells something to a member, so that there is something to come back and to be proud of. */
async function knownShopper(name: string): Promise<TillShopper> {
    const who = await shopperOf(shop, name, 8000);
    for (let day = 1; day <= 3; ++day)
        await shop.office("POST", "/v1/purchases", { id: `LOOK-${who.card}-${day}`, member: `card:${who.card}`, occurred_at: new Date(Date.now() - day * 30_000).toISOString(), lines: [{ quantity: 1, unit_price: 4000 }] });
    await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 100_000 });
    await shop.office("POST", "/v1/redemptions", { member: who.id, reward: "BOLSA", store: "CENTRO" });
    await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 400 });
    return who;
}

describe.each(["es", "en", "pt"] as const)("the till in %s", (language) => {
    let app: TillApp;
    let ana: TillShopper;
    beforeAll(async () => {
        ana = await knownShopper("Ana Torres");
        app = await TillApp.open(shop, "Caja 2", { locale: localeOf[language] });
    });
    beforeEach(async () => {
        await app.page.setViewportSize(tillScreen);
        await app.page.emulateMedia({ colorScheme: "light" });
    });
    afterEach(async ({ task }) => {
        if (task.result?.state === "fail") await app.page.screenshot({ path: new URL("../../../build/screens/failed.png", import.meta.url).pathname });
    });
    afterAll(() => app.close());

    it("before it is bound", async () => {
        const line = await drawLine(shop.url);
        const device = await Device.open({ size: tillScreen, locale: localeOf[language], options: { baseURL: line.url } });
        const page = await device.page("/till");
        await page.locator("input").first().waitFor();
        await look(page, "bind", language);
        await device.close();
        await line.close();
    });

    it("locked, and waiting for a customer", async () => {
        await app.page.getByRole("button", { name: /Rosa/ }).click();
        await app.page.keyboard.type("739");
        await look(app.page, "lock", language);
        await app.page.keyboard.type("5");
        await app.page.keyboard.press("Enter");
        await app.page.locator("#find").waitFor();
        await look(app.page, "idle", language);
    });

    it("while it sells and when it has sold", async () => {
        const { page } = app;
        await app.scan(ana.card);
        await page.getByText("Ana T.").waitFor();
        await page.keyboard.type("3250");
        await page.getByRole("slider").waitFor();
        await page.locator(".hand").waitFor();
        await page.locator(".quick button").nth(1).click();
        await page.locator("kbd", { hasText: "F7" }).waitFor();
        await page.locator(".earn .cifra").waitFor();
        await page.waitForTimeout(400);
        await look(page, "sale", language);
        await page.keyboard.press("Enter");
        await page.locator(".ok.done").waitFor();
        await page.mouse.click(600, 60); // whoever touches it stops it from closing
        await look(page, "result", language);
        const receipt = (await page.locator(".paper .head").last().textContent())?.replace(/^\S+ /, "") ?? "";
        await page.keyboard.press("Enter");
        await page.locator("#find").waitFor();
        await app.scan(receipt);
        await page.locator("dl dd").first().waitFor();
        await look(page, "return", language);
        await page.keyboard.press("Escape");
    });

    it("by lines, enrolling, and at the end of a shift", async () => {
        const { page } = app;
        await app.scan(ana.card);
        await page.getByText("Ana T.").waitFor();
        await page.keyboard.press("F6");
        for (const [name, price] of [["Café 250 g", "4.50"], ["Pan", "1.20"]] as const) {
            await page.locator("#line-find").fill(name);
            await page.keyboard.press("Enter");
            await page.locator("#line-price").fill(price);
            await page.keyboard.press("Enter");
            await page.locator("#line-find").waitFor();
        }
        await page.locator(".earn .cifra").waitFor();
        await look(page, "sale-lines", language);
        await page.keyboard.press("F6");
        await page.keyboard.press("Escape");
        await page.keyboard.press("F5");
        await page.locator("input[type=tel]").fill("0998765432");
        await look(page, "enrol", language);
        await page.keyboard.press("Escape");
        await page.keyboard.press("F9");
        await page.locator("table").waitFor();
        await look(page, "shift", language);
        await page.keyboard.press("Escape");
    });

    it("without a line, and with a case when it is back", async () => {
        const { page } = app;
        app.line.cut = "before sending";
        await app.scan("7009999999");
        await page.locator(".mem.night").waitFor();
        await page.keyboard.type("1250");
        await page.locator("#points").waitFor();
        await look(page, "sale-offline", language);
        await page.keyboard.press("Enter");
        await page.locator(".ok.saved").waitFor();
        await page.mouse.click(600, 60);
        await look(page, "result-offline", language);
        await page.keyboard.press("Enter");
        await app.sellTo(ana.card, "980");
        await page.locator(".band").waitFor();
        await look(page, "offline", language);
        app.line.cut = "nowhere";
        await page.locator("li.refused").first().waitFor({ timeout: 20_000 });
        await until(async () => (await page.locator("li.waiting, li.sending").count()) === 0);
        await look(page, "case", language);
        expect(app.device.complaints).toEqual([]);
        walked(`till: looked at in ${language}`);
    });
});

describe("other screens", () => {
    for (const [name, size] of [["800x600", { width: 800, height: 600 }], ["1366x768", { width: 1366, height: 768 }], ["portrait", { width: 768, height: 1024 }]] as const)
        it(`the sale fits ${name}`, async () => {
            const app = await TillApp.open(shop, "Caja 5", { size });
            const zoe = await shopperOf(shop, "Zoe Lara", 9000);
            await app.enter();
            await app.scan(zoe.card);
            await app.page.getByText("Zoe L.").waitFor();
            await app.page.keyboard.type("2500");
            await app.page.getByText("+450").waitFor();
            expect(await overflow(app.page)).toBe(0);
            expect(await axe(app.page)).toEqual([]);
            await picture(app.page, "till", `sale-${name}`, "light", "es");
            const charge = await app.page.getByRole("button", { name: "Cobrar" }).boundingBox();
            expect((charge?.y ?? 9999) + (charge?.height ?? 0)).toBeLessThanOrEqual(size.height);
            await app.close();
        });
});
