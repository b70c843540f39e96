import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser } from "../support/browser.ts";
import type { Cut } from "../support/front.ts";
import { KillableTill } from "../support/killable.ts";
import { axe, walked } from "../support/pictures.ts";
import { TillApp } from "../support/till_app.ts";
import { openTillShop, pointsOf, purchasesOf, shopperOf, until, type TillShop } from "../support/till_shop.ts";

let shop: TillShop;
let app: TillApp;
const opened: TillApp[] = [];

beforeAll(async () => {
    shop = await openTillShop();
});
afterEach(async ({ task }) => {
    for (const till of opened) expect(till.device.complaints).toEqual([]);
    if (task.result?.state === "fail") for (const till of opened) await till.page.screenshot({ path: new URL("../../../build/screens/failed.png", import.meta.url).pathname });
    for (const till of opened.splice(0)) await till.close();
});
afterAll(async () => {
    await closeBrowser();
    await shop.stop();
});

async function till(): Promise<TillApp> {
    opened.push((app = await TillApp.open(shop, `Caja ${randomUUID().slice(0, 2)}`)));
    await app.enter();
    return app;
}
/** Nothing else comes after: what was sent twice would have come by then. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 700));

describe("a line that is cut", () => {
    for (const cut of ["before sending", "after sending", "before the answer"] as Cut[])
        it(`${cut} makes exactly one purchase, with the time of the press`, async () => {
            await till();
            const who = await shopperOf(shop, "Iris Vega");
            await app.scan(who.card);
            await app.page.getByText("Iris V.").waitFor();
            await app.page.keyboard.type("1000");
            await app.page.getByText("+300").waitFor();
            app.line.cut = cut;
            const pressed = Date.now();
            await app.page.keyboard.press("Enter");
            await app.page.getByRole("heading", { name: /Venta guardada|Revisando/ }).waitFor();
            await app.page.getByText("Sin conexión, 1 acción guardada").waitFor();
            await app.next();
            await quiet();
            app.line.cut = "nowhere";
            await app.sent();
            await until(async () => (await purchasesOf(shop, who)).length > 0);
            await quiet();
            const [only, ...others] = await purchasesOf(shop, who);
            expect(others).toEqual([]);
            expect(Math.abs(new Date(only?.occurred_at ?? 0).getTime() - pressed)).toBeLessThan(2000);
            expect(app.line.reached.filter((one) => one === "POST /v1/purchases").length).toBeGreaterThanOrEqual(cut === "before sending" ? 1 : 2);
            walked(`till: cut ${cut}`);
        });

    it("lets the till enrol, sell and take back, and all of it arrives in order", async () => {
        await till();
        const old = await shopperOf(shop, "Raúl Sol");
        app.line.cut = "before sending";
        await app.page.keyboard.press("F5");
        await app.page.getByLabel("Celular").fill("0987001122");
        await app.page.getByRole("checkbox").check();
        await app.page.getByRole("button", { name: "Dar de alta" }).click();
        await app.page.getByText("Socio anotado").waitFor();
        await app.page.keyboard.type("2000");
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("heading", { name: "Venta guardada" }).waitFor();
        const receipt = (await app.page.getByText(/^Ticket /).textContent())?.replace("Ticket ", "") ?? "";
        await app.next();
        await app.sell(old.card, "500");
        await app.page.getByRole("heading", { name: "Venta guardada" }).waitFor();
        await app.next();
        await app.scan(receipt);
        await app.page.getByRole("button", { name: "Devolver" }).click();
        await app.page.getByText("Guardada. Se envía al volver la conexión.").waitFor();
        await app.next();
        expect(await axe(app.page)).toEqual([]);
        app.line.cut = "nowhere";
        await app.sent();
        await until(async () => (await purchasesOf(shop, old)).length === 1);
        const { member } = await shop.office<{ member: string }>("POST", "/v1/members/lookup", { by: "phone:0987001122" });
        const { items } = await shop.office<{ items: { kind: string }[] }>("GET", `/v1/members/${member}/history?limit=100`);
        expect(items.map(({ kind }) => kind).filter((kind) => kind === "purchase" || kind === "return").sort()).toEqual(["purchase", "return"]);
        walked("till: everything without a line");
    });

    it("leaves nothing on the disk that names anybody", async () => {
        await till();
        const who = await shopperOf(shop, "Zulema Quiroga");
        await app.scan(who.card);
        await app.page.getByText("Zulema Q.").waitFor();
        app.line.cut = "before sending";
        await app.page.keyboard.type("1000");
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("heading", { name: "Venta guardada" }).waitFor();
        const rows = await app.page.evaluate(async () => {
            const open = indexedDB.open("vuelve-till");
            const db = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
            const ask = (store: string) => new Promise<unknown[]>((resolve) => {
                const all = db.transaction(store).objectStore(store).getAll();
                all.onsuccess = () => resolve(all.result as unknown[]);
            });
            const text = (value: unknown): string => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : value instanceof CryptoKey ? `key ${value.extractable}` : value !== null && typeof value === "object" ? Object.values(value).map(text).join("|") : String(value));
            return { acts: (await ask("acts")).map(text), facts: (await ask("facts")).map(text) };
        });
        expect(rows.acts).toHaveLength(1);
        for (const name of [who.card, who.phone.slice(1), who.id, "Zulema", "Quiroga"]) expect([...rows.acts, ...rows.facts].join("\n")).not.toContain(name);
        expect(rows.facts).toContain("key false");
        app.line.cut = "nowhere";
        await app.sent();
        await until(async () => (await purchasesOf(shop, who)).length === 1);
        walked("till: sealed queue");
    });
});

describe("a till that is shut in the middle of a sale", () => {
    it("whose tab is closed sends it from another tab, once", async () => {
        await till();
        const who = await shopperOf(shop, "Noel Rey");
        await app.scan(who.card);
        await app.page.getByText("Noel R.").waitFor();
        await app.page.keyboard.type("1000");
        app.line.cut = "before the answer";
        await app.page.keyboard.press("Enter");
        await until(async () => app.line.reached.some((one) => one === "POST /v1/purchases"));
        await app.page.close({ runBeforeUnload: false });
        app.line.cut = "nowhere";
        app.page = await app.device.page("/till");
        await app.page.locator("#find, h1").first().waitFor();
        await app.sent();
        await quiet();
        expect(await purchasesOf(shop, who)).toHaveLength(1);
        walked("till: closed tab");
    });

    it("whose browser is killed opens without a line and sends it, once", async () => {
        const who = await shopperOf(shop, "Lola Rey");
        const killable = await KillableTill.open(shop);
        const page = killable.page;
        await page.getByRole("button", { name: /Rosa/ }).click();
        await page.keyboard.type("7395");
        await page.keyboard.press("Enter");
        await page.locator("#find").waitFor();
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await page.locator("#find").fill(who.card);
        await page.keyboard.press("Enter");
        await page.getByText("Lola R.").waitFor();
        await page.keyboard.type("1000");
        killable.line.cut = "before the answer";
        await page.keyboard.press("Enter");
        await until(async () => killable.line.reached.some((one) => one === "POST /v1/purchases"));
        await killable.kill();
        killable.line.cut = "before sending";
        const again = await killable.reopen();
        await again.getByText(/Sin conexión, 1/).waitFor();
        await again.getByRole("button", { name: /Rosa/ }).click();
        await again.getByText("Sigue cobrando").waitFor();
        killable.line.cut = "nowhere";
        await again.getByText("En línea").or(again.getByRole("heading", { name: "¿Quién cobra?" })).first().waitFor({ timeout: 20_000 });
        if (await again.getByRole("heading", { name: "¿Quién cobra?" }).isVisible()) {
            await again.getByRole("button", { name: /Rosa/ }).click();
            await again.keyboard.type("7395");
            await again.keyboard.press("Enter");
        }
        await again.getByText("En línea").waitFor({ timeout: 20_000 });
        await quiet();
        expect(await purchasesOf(shop, who)).toHaveLength(1);
        await killable.close();
        walked("till: killed browser");
    });
});

describe("points without a line", () => {
    it("pause unless the shop allows them", async () => {
        await till();
        const who = await shopperOf(shop, "Nora Paz", 5000);
        app.line.cut = "before sending";
        await app.scan(who.card);
        await app.page.getByText("Socio anotado").waitFor();
        await app.page.keyboard.type("1000");
        await app.page.getByText("$10.00").first().waitFor();
        expect(await app.page.getByRole("slider").count()).toBe(0);
        await app.page.keyboard.press("Escape");
        await app.page.getByText("Pagar con puntos queda en pausa").waitFor();
    });

    it("pay up to the shop's bounds, of a member and of a till", async () => {
        await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 300, offline_spend_per_till_day_max: 400 });
        await till();
        const [first, second] = [await shopperOf(shop, "Nina Paz", 5000), await shopperOf(shop, "Nilo Paz", 5000)];
        app.line.cut = "before sending";
        const sellWithAllPoints = async (card: string, most: string) => {
            await app.scan(card);
            await app.page.getByText("Socio anotado").waitFor();
            await app.page.keyboard.type("2000");
            await app.page.getByText(`Sin internet, hasta ${most}.`, { exact: false }).waitFor();
            await app.page.getByRole("button", { name: "Máximo" }).click();
            await app.page.getByRole("button", { name: "Cobrar" }).click();
            await app.page.getByRole("heading", { name: "Venta guardada" }).waitFor();
            await app.next();
        };
        await sellWithAllPoints(first.card, "$3.00");
        await sellWithAllPoints(second.card, "$1.00"); // of the till's four dollars one is left
        await app.scan(first.card);
        await app.page.keyboard.type("2000");
        expect(await app.page.getByRole("slider").count()).toBe(0);
        await app.page.keyboard.press("Escape");
        app.line.cut = "nowhere";
        await app.sent();
        await until(async () => (await purchasesOf(shop, second)).length === 1);
        expect(await pointsOf(shop, first)).toBe(5000 - 1500 + 170); // 1,700 cents earn; the welcome waits
        expect(await pointsOf(shop, second)).toBe(5000 - 500 + 190);
        walked("till: points without a line");
    });

    it("that the shop does not take any more are a case, and the sale is kept", async () => {
        await till();
        await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 300 });
        await app.page.reload();
        await app.page.locator("#find").waitFor();
        const who = await shopperOf(shop, "Nelly Paz", 5000);
        app.line.cut = "before sending";
        await app.scan(who.card);
        await app.page.getByText("Socio anotado").waitFor();
        await app.page.keyboard.type("2000");
        await app.page.getByRole("button", { name: "Máximo" }).click();
        await app.page.getByRole("button", { name: "Cobrar" }).click();
        await app.page.getByRole("heading", { name: "Venta guardada" }).waitFor();
        await app.next();
        await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 0 });
        app.line.cut = "nowhere";
        await app.page.getByText("1 caso por ver").waitFor({ timeout: 20_000 });
        const { items } = await shop.office<{ items: { kind: string; details: { refusal: string; purchase: string } }[] }>("GET", "/v1/cases");
        const found = items.filter(({ kind }) => kind === "offline_conflict").at(0);
        expect(found?.details.refusal).toBe("STEP_UP_REQUIRED");
        await app.page.getByText(found?.details.purchase ?? "no case").waitFor();
        expect(await axe(app.page)).toEqual([]);
        await app.page.getByRole("button", { name: "Registrar sin puntos ni cupones" }).click();
        await until(async () => (await purchasesOf(shop, who)).length === 1);
        expect(await pointsOf(shop, who)).toBe(5000 + 200);
        await app.sent();
        walked("till: case of a sale without a line");
    });
});
