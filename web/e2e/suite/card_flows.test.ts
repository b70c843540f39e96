import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Device, narrow } from "../support/browser.ts";
import { localeOf, signIn } from "../support/card.ts";
import { axe, overflow, picture, walked } from "../support/pictures.ts";
import { codeFor, enrol, office, sell, type Shopper } from "../support/shop.ts";

afterAll(closeBrowser);

const pages = {
    rewards: "/rewards",
    reward: "/rewards/BOLSA",
    vouchers: "/vouchers",
    movements: "/movements",
    levels: "/levels",
    challenges: "/challenges",
    clubs: "/clubs",
    badges: "/badges",
    leaderboard: "/leaderboard",
    me: "/me",
    inbox: "/me/inbox",
    consents: "/me/consents",
    devices: "/me/devices",
    contact: "/me/contact",
    data: "/me/data",
    invite: "/invite",
    give: "/give",
    household: "/household",
    feedback: "/feedback",
} as const;

const open = async (page: Page, path: string) => {
    await page.goto("/card" + path);
    await page.getByRole("heading").first().waitFor();
    await page.waitForLoadState("networkidle");
};

/** Types the code that the shop sent, where it asks for a fresh proof. */
async function prove(page: Page, who: Shopper) {
    const sheet = page.getByRole("dialog", { name: "Confirma que eres tú" });
    await sheet.waitFor();
    await sheet.getByLabel("Código").fill(await codeFor(who.phone));
    await sheet.getByRole("button", { name: "Confirmar" }).click();
}

describe("the card's pages", () => {
    let eva: Shopper;
    beforeAll(async () => {
        eva = await enrol("Eva Mora", { home_store: "CENTRO" });
        await sell(eva, 16000);
        await sell(eva, 4200);
    });

    for (const language of ["es", "en", "pt"] as const)
        for (const theme of ["light", "dark"] as const)
            it(`are readable by everybody: ${language}, ${theme}`, async () => {
                const device = await Device.open({ theme, locale: localeOf[language] });
                const page = await device.context.newPage();
                await signIn(page, eva, language);
                for (const [name, path] of Object.entries(pages)) {
                    await open(page, path);
                    expect(await axe(page), `${name} ${language} ${theme}`).toEqual([]);
                    await picture(page, "card", name, theme, language);
                }
                expect(device.complaints).toEqual([]);
                await device.close();
            }, 240_000);

    it("hold at 320 px, and with text twice as large", async () => {
        const device = await Device.open({ size: narrow });
        const page = await device.context.newPage();
        await signIn(page, eva);
        for (const path of Object.values(pages)) {
            await open(page, path);
            expect(await overflow(page), path).toBe(0);
            await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
            expect(await overflow(page), `${path} at 200 %`).toBe(0);
        }
        await device.close();
    }, 120_000);

    it("redeem a prize with a proof, show its voucher, cancel it and take the cancelling back", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, eva);
        await open(page, "/rewards");
        await page.getByRole("link", { name: /Café de 250 g/ }).click();
        await page.getByRole("button", { name: /^Canjear por/ }).click();
        await prove(page, eva);
        await page.getByRole("img", { name: "Código del vale" }).waitFor();
        await picture(page, "card", "voucher", "light", "es");
        expect(await axe(page)).toEqual([]);
        await page.getByRole("button", { name: "Cancelar canje" }).click();
        await page.getByText(/^Canje cancelado/).waitFor();
        await page.getByRole("button", { name: "Deshacer" }).click();
        await page.getByRole("img", { name: "Código del vale" }).waitFor();
        walked("redeem, cancel and undo");
        await device.close();
    });

    it("tell why of a movement, in the engine's own words", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, eva);
        await open(page, "/movements");
        await page.getByText(/^Compra de/).first().click();
        await page.getByText(/10 puntos por dólar/).waitFor();
        walked("why of a movement");
        await device.close();
    });

    it("change language at once, and stay in it", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, eva);
        await open(page, "/me");
        await page.getByRole("button", { name: "English" }).click();
        await page.getByRole("link", { name: "Notices" }).waitFor();
        await page.reload();
        await page.getByRole("link", { name: "Notices" }).waitFor();
        expect(await page.locator("html").getAttribute("lang")).toBe("en");
        walked("language change");
        await device.close();
    });

    it("hand over own data as a file, and close the card for ever", async () => {
        const leaving = await enrol("Rita Paz");
        await sell(leaving, 2000);
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, leaving);
        await open(page, "/me/data");
        const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Descargar" }).click()]);
        expect(file.suggestedFilename()).toMatch(/\.json$/);
        walked("export");

        await page.getByRole("button", { name: "Cerrar mi tarjeta" }).click();
        const question = page.getByRole("dialog", { name: /^¿Cerrar tu tarjeta/ });
        await question.getByRole("textbox").fill((await question.getByText(/^Escribe .* para confirmar$/).innerText()).replace(/^Escribe (.*) para confirmar$/, "$1"));
        await question.getByRole("button", { name: "Cerrar tarjeta" }).click();
        await prove(page, leaving);
        await page.waitForURL(/\/card\/join/);
        const { state } = await office<{ state: string }>("GET", `/v1/members/${leaving.id}`);
        expect(state).not.toBe("active");
        walked("erasure");
        await device.close();
    });

    it("are walked by keyboard alone: from the list to the prize's button", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, eva);
        await open(page, "/rewards");
        const reached = async (name: RegExp) => {
            for (let tab = 0; tab < 40; ++tab) {
                await page.keyboard.press("Tab");
                if (name.test(await page.evaluate(() => document.activeElement?.textContent ?? ""))) return true;
            }
            return false;
        };
        expect(await reached(/Bolsa reutilizable/)).toBe(true);
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: /^Canjear por/ }).waitFor();
        expect(await reached(/Canjear por/)).toBe(true);
        walked("keyboard walk");
        await device.close();
    });
});
