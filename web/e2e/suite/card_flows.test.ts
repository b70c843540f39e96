import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Device } from "../support/browser.ts";
import { comeIn, open } from "../support/card.ts";
import { axe, picture, walked } from "../support/pictures.ts";
import { codeFor, enrol, office, sell, type Shopper } from "../support/shop.ts";

afterAll(closeBrowser);

/** Types the code that the shop sent, where it asks for a fresh proof. */
async function prove(page: Page, who: Shopper) {
    const sheet = page.getByRole("dialog", { name: "Confirma que eres tú" });
    await sheet.waitFor();
    await sheet.getByLabel("Código").fill(await codeFor(who.phone));
    await sheet.getByRole("button", { name: "Confirmar" }).click();
}

describe("with the card a member can", () => {
    let eva: Shopper;
    beforeAll(async () => {
        eva = await enrol("Eva Mora", { home_store: "CENTRO" });
        await sell(eva, 16000);
        await sell(eva, 4200);
    });

    it("redeem a prize with a proof, show its voucher, cancel it and take the cancelling back", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, eva);
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
        expect(device.complaints).toEqual([]);
        await device.close();
    });

    it("tell why of a movement, in the engine's own words", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, eva);
        await open(page, "/movements");
        await page.getByText(/^Compra de/).first().click();
        await page.getByText(/10 puntos por dólar/).waitFor();
        walked("why of a movement");
        await page.getByRole("button", { name: "Algo no cuadra" }).first().click();
        const sheet = page.getByRole("dialog", { name: "¿Algo no cuadra?" });
        await sheet.getByLabel("Qué no cuadra").fill("Compré dos veces y sumó una");
        expect(await axe(page)).toEqual([]);
        await picture(page, "card", "doubt", "light", "es");
        await sheet.getByRole("button", { name: "Enviar a la tienda" }).click();
        await page.getByText("La tienda lo va a revisar").waitFor();
        const { items } = await office<{ items: { kind: string }[] }>("GET", "/v1/cases?state=open");
        expect(items.some(({ kind }) => kind === "member_doubt")).toBe(true);
        walked("a doubt becomes a case of the shop");
        expect(device.complaints).toEqual([]);
        await device.close();
    });

    it("choose how a notice reaches them", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, eva);
        await open(page, "/me/messages");
        const way = page.getByRole("button", { name: "Correo" }).first();
        const before = await way.getAttribute("aria-pressed");
        // What is pressed shows at once; who leaves before the shop has it takes it along.
        const told = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().endsWith("/v1/me/preferences"));
        await way.click();
        await expect.poll(() => way.getAttribute("aria-pressed")).not.toBe(before);
        expect((await told).ok()).toBe(true);
        await page.reload();
        await way.waitFor();
        await expect.poll(() => way.getAttribute("aria-pressed")).not.toBe(before);
        expect(device.complaints).toEqual([]);
        walked("a notice turned off");
        await device.close();
    });

    it("change language at once, and stay in it", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, eva);
        await open(page, "/me");
        await page.getByRole("button", { name: "English" }).click();
        await page.getByRole("link", { name: "Notices" }).waitFor();
        await page.reload();
        await page.getByRole("link", { name: "Notices" }).waitFor();
        expect(await page.locator("html").getAttribute("lang")).toBe("en");
        walked("language change");
        expect(device.complaints).toEqual([]);
        await device.close();
    });

    it("have their data as a file, close the card, call it off, and close it for ever", async () => {
        const leaving = await enrol("Rita Paz");
        await sell(leaving, 2000);
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, leaving);
        await open(page, "/me/data");
        const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Descargar" }).click()]);
        expect(file.suggestedFilename()).toMatch(/\.json$/);
        walked("export");

        const close = async (atOnce: boolean) => {
            await page.getByRole("button", { name: "Cerrar mi tarjeta" }).click();
            const question = page.getByRole("dialog", { name: /^¿Cerrar tu tarjeta/ });
            if (atOnce) await question.getByRole("checkbox", { name: /^Borrar ya, sin esos días/ }).check();
            await question.getByRole("textbox").fill((await question.getByText(/^Escribe .* para confirmar$/).innerText()).replace(/^Escribe (.*) para confirmar$/, "$1"));
            await question.getByRole("button", { name: "Cerrar tarjeta" }).click();
        };
        await close(false);
        await prove(page, leaving);
        await page.getByRole("region", { name: "Tu tarjeta se va a cerrar" }).waitFor();
        expect(await axe(page)).toEqual([]);
        await picture(page, "card", "home-closing", "light", "es");
        await page.getByRole("button", { name: "Dejarla abierta" }).click();
        await page.getByRole("region", { name: "Tu tarjeta se va a cerrar" }).waitFor({ state: "detached" });
        walked("erasure announced, and called off");

        await open(page, "/me/data");
        await close(true);
        await page.waitForURL(/\/card\/join/);
        const { state } = await office<{ state: string }>("GET", `/v1/members/${leaving.id}`);
        expect(state).not.toBe("active");
        walked("erasure");
        expect(device.complaints).toEqual([]);
        await device.close();
    });

    it("are walked by keyboard alone: from the list to the prize's button", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, eva);
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
        expect(device.complaints).toEqual([]);
        await device.close();
    });
});
