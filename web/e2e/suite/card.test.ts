import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Device } from "../support/browser.ts";
import { comeIn, signIn, words } from "../support/card.ts";
import { axe, picture, walked } from "../support/pictures.ts";
import { scan } from "../support/scan.ts";
import { call, codeFor, enrol, moveClock, sell, type Shopper } from "../support/shop.ts";

afterAll(closeBrowser);

/** Whose card is full of life: points, stars, a prize in reach and one almost. */
let ana: Shopper;
beforeAll(async () => {
    ana = await enrol("Ana Torres");
    for (const day of [3, 4, 5, 6, 7]) {
        await moveClock(`2026-12-0${day}T10:00:00-05:00`);
        await sell(ana, 2900);
    }
});

describe("whoever comes in", () => {
    it("joins in one question a page, buys, and has a first prize in hand", async () => {
        const device = await Device.open();
        const page = await device.page("/card?from=poster");
        const phone = "+593991112233";
        await page.getByLabel("Tu celular").fill("099 111 2233");
        await page.getByRole("button", { name: "Entrar" }).click();
        await page.getByLabel(words.es.code).fill(await codeFor(phone));
        await page.getByLabel("Tu nombre").fill("Luis Vera");
        const age = page.getByLabel(words.es.age);
        if (await age.isVisible()) await age.check();
        await page.getByRole("button", { name: "Seguir" }).click();
        const boxes = page.getByRole("checkbox");
        if ((await page.getByText("Hola, Luis").count()) === 0 && (await boxes.count()) > 0) {
            for (const box of await boxes.all()) expect(await box.isChecked()).toBe(false);
            await page.getByRole("button", { name: "Entrar" }).click();
        }
        await page.getByText("Hola, Luis").waitFor();
        await page.getByText("Tu primera compra ya suma").waitFor();

        await call("POST", "/v1/purchases", { id: "E2E-LUIS-1", member: `phone:${phone}`, lines: [{ sku: "VINO", quantity: 1, unit_price: 16000 }] });
        await page.reload();
        await page.getByText("1,600 puntos").first().waitFor();
        await page.getByText("Ya te alcanza").waitFor();

        await page.getByRole("link", { name: "Mostrar mi código" }).click();
        const token = await scan(page.getByRole("img", { name: "Tu código QR" }));
        const found = await call<{ member: string; proof: string }>("POST", "/v1/members/lookup", { by: token });
        const redeemed = await call<{ redemption: string }>("POST", "/v1/redemptions", { member: found.member, reward: "CAFE", store: "CENTRO", proof: found.proof });
        expect(redeemed.redemption).toMatch(/^rdm_/);
        await page.getByRole("link", { name: "Cerrar" }).click();
        await page.getByText("Tienes un vale").waitFor();
        expect(device.complaints).toEqual([]);
        walked("join to first redemption");
        await device.close();
    });

    it("is told what is wrong beside what they typed", async () => {
        const device = await Device.open();
        const page = await device.page("/card");
        await page.getByRole("button", { name: "Entrar" }).click();
        await page.getByText("Escribe tu celular").waitFor();
        await page.getByLabel("Tu celular").fill(ana.phone);
        await page.getByRole("button", { name: "Entrar" }).click();
        const right = await codeFor(ana.phone);
        await page.getByLabel(words.es.code).fill(right === "000000" ? "000001" : "000000");
        await page.getByRole("alert").waitFor();
        await page.getByLabel(words.es.code).fill(right);
        await page.getByText("Hola, Ana").waitFor();
        expect(device.complaints).toEqual([]);
        walked("a wrong code, then the right one");
        await device.close();
    });
});

describe("the code", () => {
    it("counts once, and never twice", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, ana);
        await page.getByRole("link", { name: "Mostrar mi código" }).click();
        const token = await scan(page.getByRole("img", { name: "Tu código QR" }));
        expect(await call("POST", "/v1/members/lookup", { by: token })).toMatchObject({ member: ana.id, proof: expect.any(String) });
        await expect(call("POST", "/v1/members/lookup", { by: token })).rejects.toThrow("TOKEN_REPLAYED");
        walked("the code counts once");

        await page.getByRole("button", { name: "Código de barras" }).click();
        expect(await scan(page.getByRole("img", { name: "Tu código de barras" }))).toBe(ana.card);
        await page.getByRole("button", { name: "Decir un código" }).click();
        const digits = (await page.getByRole("dialog").locator(".cifra").getAttribute("aria-label"))?.replaceAll(" ", "");
        expect(await call("POST", "/v1/members/lookup", { by: `card:${ana.card}`, code: digits })).toMatchObject({ member: ana.id, proof: expect.any(String) });
        expect(device.complaints).toEqual([]);
        walked("a barcode and spoken digits instead of the code");
        await device.close();
    });
});

describe("without a line", () => {
    it("the card opens, shows what was last known, and its code counts", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await signIn(page, ana);
        const owned = (await page.locator(".balance .said").textContent()) ?? "";
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await device.context.setOffline(true);
        await page.reload();
        await page.getByText("Sin internet.").waitFor();
        expect(await page.locator(".balance .said").textContent()).toBe(owned);
        expect(await axe(page)).toEqual([]);
        await picture(page, "card", "home-offline", "light", "es");
        await page.getByRole("link", { name: "Mostrar mi código" }).click();
        const token = await scan(page.getByRole("img", { name: "Tu código QR" }));
        expect(await call("POST", "/v1/members/lookup", { by: token })).toMatchObject({ member: ana.id });
        await device.context.setOffline(false);
        await page.getByRole("link", { name: "Cerrar" }).click();
        await page.getByText("Hola, Ana").waitFor();
        expect(device.complaints).toEqual([]);
        walked("offline reload");
        await device.close();
    });
});

describe("the home", () => {
    it("can be walked by keyboard alone", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, ana);
        const names: string[] = [];
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        for (let i = 0; i < 40; ++i) {
            await page.keyboard.press("Tab");
            const at = await page.evaluate(() => {
                const element = document.activeElement;
                if (!element || element === document.body) return "";
                const box = element.getBoundingClientRect();
                const dock = document.querySelector("nav")?.getBoundingClientRect();
                const covered = dock && !element.closest("nav") && box.bottom > dock.top + 1 && box.top >= dock.top;
                return `${element.getAttribute("aria-label") ?? element.textContent?.trim()}${covered ? " COVERED" : ""}`;
            });
            if (at) names.push(at);
        }
        expect(names.filter((name) => name.endsWith("COVERED"))).toEqual([]);
        expect(names).toContain("Mostrar mi código");
        expect(device.complaints).toEqual([]);
        walked("the home by keyboard");
        await device.close();
    });
});
