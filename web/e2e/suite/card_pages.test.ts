import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Device, narrow, phone } from "../support/browser.ts";
import { comeIn, localeOf, open, settled, words, type Language } from "../support/card.ts";
import { axe, overflow, picture, inTheme } from "../support/pictures.ts";
import { codeFor } from "../support/shop.ts";
import { openStreet, type Street } from "../support/street.ts";

afterAll(closeBrowser);

/** Every page of the card that is a member's, as Ana sees it, and what is opened on it. */
const pages: Record<string, { path: string; act?: (page: Page) => Promise<void> }> = {
    home: { path: "" },
    code: { path: "/code" },
    barcode: { path: "/code", act: (page) => page.locator(".ways button").first().click() },
    rewards: { path: "/rewards" },
    "rewards-all": { path: "/rewards", act: (page) => page.locator(".chips button").last().click() },
    reward: { path: "/rewards/CAFE" },
    "reward-almost": { path: "/rewards/DESAYUNO" },
    "reward-locked": { path: "/rewards/CENA_ORO" },
    vouchers: { path: "/vouchers" },
    movements: { path: "/movements" },
    why: { path: "/movements", act: (page) => page.locator("summary").first().click() },
    levels: { path: "/levels" },
    challenges: { path: "/challenges" },
    clubs: { path: "/clubs" },
    badges: { path: "/badges" },
    leaderboard: { path: "/leaderboard" },
    invite: { path: "/invite" },
    give: { path: "/give" },
    household: { path: "/household" },
    feedback: { path: "/feedback" },
    me: { path: "/me" },
    inbox: { path: "/me/inbox" },
    consents: { path: "/me/consents" },
    messages: { path: "/me/messages" },
    devices: { path: "/me/devices" },
    contact: { path: "/me/contact" },
    data: { path: "/me/data" },
    terms: { path: "/terms" },
    "not-found": { path: "/no-such-page" },
    undo: { path: "#undo=undo.1.1.1.1.x" },
};

/** What somebody sees who has nothing yet: of each page that can be empty. */
const emptyPages: Record<string, string> = {
    "home-first": "",
    "rewards-first": "/rewards",
    "vouchers-first": "/vouchers",
    "movements-first": "/movements",
    "badges-first": "/badges",
    "challenges-first": "/challenges",
    "inbox-first": "/me/inbox",
    "household-first": "/household",
    "feedback-first": "/feedback",
};

/** In both themes: the picture and, where asked, what axe finds. Then at 320 px, with the text as it is and twice as large. */
async function look(page: Page, name: string, language: Language, judged: boolean): Promise<void> {
    expect(await page.getByText("PAGE_500").count(), `${name} ${language} failed`).toBe(0);
    for (const theme of ["light", "dark"] as const) {
        await inTheme(page, theme);
        if (judged) expect(await axe(page), `${name} ${theme}`).toEqual([]);
        await picture(page, "card", name, theme, language);
    }
    await page.setViewportSize(narrow);
    expect(await overflow(page), `${name} ${language} at 320 px`).toBe(0);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    expect(await overflow(page), `${name} ${language}, text twice as large`).toBe(0);
    await page.evaluate(() => (document.documentElement.style.fontSize = ""));
    await page.setViewportSize(phone);
}

let street: Street;
beforeAll(async () => {
    street = await openStreet();
}, 120_000);

describe("every page of the card", () => {
    for (const language of ["es", "en", "pt"] as const) {
        const judged = language === "es";
        it(`can be read by everybody, in both themes, at 320 px and with text twice as large: ${language}`, async () => {
            const device = await Device.open({ locale: localeOf[language] });
            const page = await device.context.newPage();
            await comeIn(page, street.ana, language);
            for (const [name, { path, act }] of Object.entries(pages)) {
                await open(page, path);
                if (act) await act(page).then(() => settled(page));
                await look(page, name, language, judged);
            }
            await open(page, "/vouchers");
            await page.locator("main a[href*='/vouchers/']").first().click();
            await page.getByRole("img").first().waitFor();
            await look(page, "voucher", language, judged);
            expect(device.complaints).toEqual([]);
            await device.close();
        }, 240_000);

        it(`the questions of joining, one by one: ${language}`, async () => {
            const device = await Device.open({ locale: localeOf[language] });
            const page = await device.page("/card");
            const number = { es: "1", en: "2", pt: "3" }[language];
            await page.getByLabel(words[language].phone).waitFor();
            expect(await page.locator("html").getAttribute("lang")).toBe(language);
            await look(page, "join", language, judged);
            await page.getByLabel(words[language].phone).fill(`09911122${number}0`);
            await page.getByRole("button", { name: words[language].enter }).click();
            await page.getByLabel(words[language].code).waitFor();
            await look(page, "join-code", language, judged);
            await page.getByLabel(words[language].code).fill(await codeFor(`+5939911122${number}0`));
            await page.locator("input[name=name]").fill("Luis Vera");
            await look(page, "join-name", language, judged);
            const age = page.getByLabel(words[language].age);
            if (await age.isVisible()) await age.check();
            await page.getByRole("button", { name: words[language].next }).click();
            await page.getByRole("checkbox").first().waitFor();
            await look(page, "join-consents", language, judged);
            expect(device.complaints).toEqual([]);
            await device.close();
        }, 60_000);
    }

    it("says what will be there where there is nothing yet", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, street.rosa);
        for (const [name, path] of Object.entries(emptyPages)) {
            await open(page, path);
            await look(page, name, "es", true);
        }
        expect(device.complaints).toEqual([]);
        await device.close();
    }, 120_000);

    it("says so where there is no line, and where the shop does not answer", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, street.ana);
        await open(page, "/rewards");
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await device.context.setOffline(true);
        await page.reload();
        await page.getByText("Sin internet").first().waitFor();
        await look(page, "rewards-offline", "es", true);
        await page.goto("/card/me/devices");
        await page.getByText("Sin internet").or(page.getByText("Todavía no")).first().waitFor();
        await look(page, "devices-offline", "es", true);
        await device.context.setOffline(false);
        await page.route("**/v1/me/sessions*", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ type: "/problems/internal", title: "Error", status: 500, code: "INTERNAL_ERROR", detail: "Algo falló de nuestro lado. Inténtalo otra vez." }) }));
        await page.reload();
        await page.getByRole("alert").waitFor();
        await look(page, "failed", "es", true);
        await device.close();
    }, 60_000);
});
