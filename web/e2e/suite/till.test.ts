import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Device, tillScreen } from "../support/browser.ts";
import { cameraShowing } from "../support/fake_camera.ts";
import { drawLine } from "../support/front.ts";
import { axe, walked } from "../support/pictures.ts";
import { TillApp } from "../support/till_app.ts";
import { codeOfApp, openTillShop, pointsOf, purchasesOf, shopperOf, until, type TillShop } from "../support/till_shop.ts";

let shop: TillShop;
let app: TillApp;

beforeAll(async () => {
    shop = await openTillShop();
    app = await TillApp.open(shop, "Caja 1");
    await app.enter();
});
afterAll(async () => {
    await app.close();
    await closeBrowser();
    await shop.stop();
});
afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await app.page.screenshot({ path: new URL(`../../../build/screens/failed-${task.name.replace(/\W+/g, "-")}.png`, import.meta.url).pathname });
});
/** The first code that waits to be sent to somebody's phone. */
const codeFor = async (phone: string): Promise<string> => {
    for (let attempt = 0; attempt < 50; ++attempt) {
        const { items } = await shop.office<{ items: { to: string; code?: string }[] }>("GET", "/v1/card-messages?limit=200");
        const code = items.filter(({ to, code }) => to === phone && code).at(-1)?.code;
        if (code) return code;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("no code was sent");
};

describe("a till is bound", () => {
    const unbound = async () => {
        const line = await drawLine(shop.url);
        const device = await Device.open({ size: tillScreen, options: { baseURL: line.url } });
        const page = await device.page("/till");
        await page.getByRole("heading", { name: "Enlaza esta caja" }).waitFor();
        return { page, close: () => Promise.all([device.close(), line.close()]) };
    };

    it("by a code from whoever manages the shop", async () => {
        const { page, close } = await unbound();
        expect(await axe(page)).toEqual([]);
        await page.getByLabel("Código de enlace").fill("AAAA-AAAA");
        await page.getByRole("button", { name: "Enlazar" }).click();
        await page.getByText(/código|iniciar|sesión/i).first().waitFor();
        const { code } = await shop.office<{ code: string }>("POST", "/v1/tills/codes", { store: "CENTRO", name: "Caja 8" });
        await page.getByLabel("Código de enlace").fill(code.toLowerCase());
        await page.getByRole("button", { name: "Enlazar" }).click();
        await page.getByRole("heading", { name: "¿Quién cobra?" }).waitFor();
        walked("till: bind by code");
        await close();
    });

    it("by whoever manages the shop, who signs in once", async () => {
        const { page, close } = await unbound();
        await page.getByRole("button", { name: "Entrar con usuario y contraseña" }).click();
        await page.getByLabel("Usuario").fill(shop.manager.login);
        await page.getByLabel("Contraseña").fill(shop.manager.password);
        await page.getByRole("button", { name: "Entrar", exact: true }).click();
        await page.getByLabel("Código de tu aplicación").fill(codeOfApp(shop.manager.seed, 1));
        await page.getByRole("button", { name: "Entrar", exact: true }).click();
        await page.getByLabel("Nombre de la caja").fill("Caja 9");
        expect(await axe(page)).toEqual([]);
        await page.getByRole("button", { name: "Enlazar" }).click();
        await page.getByRole("heading", { name: "¿Quién cobra?" }).waitFor();
        expect(await page.getByRole("button", { name: /Rosa Vera|Luis Mora/ }).count()).toBe(2);
        walked("till: bind by password");
        await close();
    });
});

describe("a sale", () => {
    it("takes two taps, and says how long it took", async () => {
        const ana = await shopperOf(shop, "Ana Torres", 20_000);
        const began = performance.now();
        await app.scan(ana.card);
        await app.page.getByText("Ana T.").waitFor();
        await app.page.keyboard.type("1571");
        await app.page.getByText("+357").waitFor();
        const ready = performance.now();
        await app.page.getByRole("button", { name: "Cobrar" }).click();
        await app.page.getByRole("heading", { name: "Venta lista" }).waitFor();
        const done = performance.now();
        await app.page.getByText(/Ganaste/).waitFor();
        process.stdout.write(`till: the usual sale took 1 scan, the amount and 1 tap; ${((done - began) / 1000).toFixed(1)} s from scan to done, ${((done - ready) / 1000).toFixed(1)} s after the tap\n`);
        expect(done - began).toBeLessThan(8000);
        expect(await purchasesOf(shop, ana)).toHaveLength(1);
        await app.next();
        await app.page.getByText("Escanea la tarjeta").waitFor();
        walked("till: sale by amount");
    });

    it("is made with the keyboard alone, whose keys stand on the buttons", async () => {
        const ida = await shopperOf(shop, "Ida Keller", 20_000);
        for (const key of ["F2", "F3", "F4", "F5", "F9", "F12"]) expect(await app.page.locator("kbd", { hasText: new RegExp(`^${key}$`) }).filter({ visible: true }).count(), key).toBeGreaterThan(0);
        await app.page.keyboard.press("F2");
        await app.page.keyboard.type(ida.phone, { delay: 60 });
        await app.page.keyboard.press("Enter");
        await app.page.getByText("Ida K.").waitFor();
        await app.page.keyboard.type("3000", { delay: 60 });
        await app.page.getByLabel("Código de su tarjeta").waitFor();
        for (const key of ["F6", "F7", "Enter", "Esc"]) expect(await app.page.locator("kbd", { hasText: new RegExp(`^${key}$`) }).filter({ visible: true }).count(), key).toBeGreaterThan(0);
        await shop.office("POST", `/v1/members/${ida.id}/till-codes`, {});
        await app.page.keyboard.press("F7");
        await app.page.keyboard.type(await codeFor(ida.phone), { delay: 60 });
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("slider").waitFor();
        await app.page.keyboard.press("F7");
        await app.page.keyboard.press("ArrowRight");
        await app.page.keyboard.press("ArrowRight");
        await app.page.getByText("200 puntos").first().waitFor();
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("heading", { name: "Venta lista" }).waitFor();
        for (const key of ["P", "F8", "Enter"]) expect(await app.page.locator("kbd", { hasText: new RegExp(`^${key}$`) }).filter({ visible: true }).count(), key).toBeGreaterThan(0);
        await app.page.keyboard.press("Enter");
        await app.page.getByText("Escanea la tarjeta").waitFor();
        expect(await pointsOf(shop, ida)).toBe(20_000 - 200 + 296);
        walked("till: sale by keyboard alone");
    });

    it("takes points from whoever proves that they are there, and is voided", async () => {
        const eva = await shopperOf(shop, "Eva Ruiz", 20_000);
        await app.page.locator("#find").fill(eva.phone);
        await app.page.keyboard.press("Enter");
        await app.page.getByText("Eva R.").waitFor();
        await app.page.getByText("Si llega a Plata").waitFor();
        await app.page.getByText(/Multiplica por 1.25/).waitFor();
        await app.page.keyboard.type("3000");
        await app.page.getByRole("button", { name: "Enviar código" }).click();
        await app.page.getByText("Código enviado a su celular.").waitFor();
        await app.page.getByLabel("Código de su tarjeta").fill("000000");
        await app.page.getByRole("button", { name: "Usar código" }).click();
        await app.page.getByText("Ese código no es, o ya pasó.").waitFor();
        await app.page.getByLabel("Código de su tarjeta").fill(await codeFor(eva.phone));
        await app.page.getByRole("button", { name: "Usar código" }).click();
        await app.page.getByRole("slider").waitFor();
        await app.page.getByRole("button", { name: "$5.00", exact: true }).click();
        await app.page.getByText("$25.00").first().waitFor();
        await app.page.getByLabel("Puntos exactos").fill("99999");
        await app.page.getByLabel("Puntos exactos").press("Tab");
        await app.page.getByText("7,500 puntos").first().waitFor(); // back to the most, with its reason beside it
        await app.page.getByText("Máximo $15.00, el 50% del ticket.").waitFor();
        await app.page.getByRole("button", { name: "$5.00", exact: true }).click();
        await app.page.getByRole("button", { name: "Cobrar" }).click();
        await app.page.getByRole("heading", { name: "Venta lista" }).waitFor();
        await app.page.getByText("−2,500").first().waitFor();
        await app.page.keyboard.press("F8");
        await app.page.getByRole("button", { name: "Anular venta" }).last().click();
        await app.page.getByRole("heading", { name: "Venta anulada" }).waitFor();
        await until(async () => (await pointsOf(shop, eva)) === 20_000);
        await app.next();
        walked("till: pay with points and void");
    });

    it("is rung up by lines, printed, and one of them taken back", async () => {
        const leo = await shopperOf(shop, "Leo Paz");
        await app.scan(leo.card);
        await app.page.getByText("Leo P.").waitFor();
        await app.page.keyboard.press("F6");
        for (const [name, price] of [["Pan", "1.50"], ["Queso", "6.00"]] as const) {
            await app.page.getByLabel("Artículo o código").fill(name);
            await app.page.getByRole("button", { name: "Agregar" }).click();
            await app.page.getByLabel(`Precio de ${name}`).fill(price);
            await app.page.getByRole("button", { name: "Agregar" }).click();
        }
        await app.page.getByRole("button", { name: "Una unidad más de Pan" }).click();
        await app.page.getByText("$9.00").first().waitFor();
        await app.page.getByText("+290").waitFor();
        await app.page.getByRole("button", { name: "Cobrar" }).click();
        await app.page.getByText(/Ganaste/).waitFor();
        const receipt = (await app.page.getByText(/^Ticket /).textContent())?.replace("Ticket ", "") ?? "";
        const saving = app.page.waitForEvent("download");
        await app.page.getByRole("button", { name: "Guardar texto" }).click();
        const text = readFileSync((await (await saving).path()) ?? "", "utf8");
        expect(text).toContain("2 Pan");
        expect(text).toMatch(/Cobrado +\$9\.00/);
        const link = /\/r\/\S+/.exec(text)?.[0] ?? "";
        expect((await fetch(shop.url + link)).status).toBe(200);
        // A receipt printer on a serial line: its bytes as they come out of the browser.
        await app.page.evaluate(() => {
            const bytes: number[] = [];
            const port = { open: async () => undefined, close: async () => undefined, writable: new WritableStream<Uint8Array>({ write: (part) => void bytes.push(...part) }) };
            Object.defineProperty(navigator, "serial", { configurable: true, value: { getPorts: async () => [port], requestPort: async () => port } });
            Object.assign(window, { printed: bytes });
        });
        await app.page.getByRole("button", { name: "Impresora de tickets" }).click();
        await until(async () => (await app.page.evaluate(() => (window as unknown as { printed: number[] }).printed.length)) > 0);
        const printed = Buffer.from(await app.page.evaluate(() => (window as unknown as { printed: number[] }).printed));
        expect(printed.subarray(0, 2)).toEqual(Buffer.from([0x1b, 0x40]));
        expect(printed.includes(Buffer.from([0x1d, 0x28, 0x6b])), "the link as a QR").toBe(true);
        expect(printed.toString("latin1")).toContain(link);
        await app.next();

        await app.scan(receipt);
        await app.page.getByRole("heading", { name: "Devolución" }).waitFor();
        await app.page.getByText("Qué devuelve").waitFor();
        await app.page.getByText("$9.00").nth(0).waitFor();
        await app.page.getByRole("button", { name: /Una unidad menos/ }).first().click();
        await app.page.getByRole("button", { name: /Una unidad menos/ }).last().click();
        await app.page.getByText("48 puntos").waitFor(); // 15 of it and its part of the welcome, as the server says before it is done
        await app.page.getByRole("button", { name: "Devolver" }).click();
        await app.page.getByText("Devolución lista").waitFor();
        expect(await shop.office<{ returned_money: number; state: string }>("GET", `/v1/purchases/${encodeURIComponent(receipt)}`)).toMatchObject({ returned_money: 150, state: "partly_returned" });
        await app.next();
        await app.page.keyboard.press("F3");
        await app.page.keyboard.press("F6"); // the till stays at articles, as it was left
        await app.page.keyboard.press("Escape");
        walked("till: lines and return");
    });

    it("hands over the prizes that wait", async () => {
        const rita = await shopperOf(shop, "Rita Luz", 5000);
        await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 100_000 });
        await shop.office("POST", "/v1/redemptions", { member: rita.id, reward: "BOLSA", store: "CENTRO" });
        await shop.office("POST", "/v1/redemptions", { member: rita.id, reward: "CAFE", store: "CENTRO" });
        await shop.office("PUT", "/v1/settings", { spend_without_proof_max: 0 });
        await app.scan(rita.card);
        await app.page.getByText("Rita L.").waitFor();
        await app.page.getByText("Bolsa reutilizable").waitFor();
        await app.page.getByText("Café de 250 g").first().waitFor();
        expect(await app.page.getByRole("button", { name: "Entregar" }).count()).toBe(2);
        await app.page.getByRole("button", { name: "Entregar" }).first().click();
        await until(async () => (await app.page.getByRole("button", { name: "Entregar" }).count()) === 1);
        await app.page.getByRole("button", { name: "Entregar" }).click();
        await until(async () => (await app.page.getByRole("button", { name: "Entregar" }).count()) === 0);
        await until(async () => (await shop.office<{ items: { member: string }[] }>("GET", "/v1/redemptions?state=fulfilled&limit=200")).items.some(({ member }) => member === rita.id));
        await until(async () => (await shop.office<{ items: { state: string }[] }>("GET", `/v1/members/${rita.id}/vouchers`)).items.every(({ state }) => state === "used"));
        await app.page.keyboard.press("Escape");
        walked("till: hand over prizes");
    });
});

describe("people at the counter", () => {
    it("are enrolled in twenty seconds, and this sale counts", async () => {
        const began = performance.now();
        await app.page.keyboard.press("F5");
        await app.page.getByLabel("Celular").fill("0998765432");
        await app.page.getByLabel("Nombre", { exact: true }).fill("Sara Gil");
        await app.page.getByRole("checkbox").check();
        await app.page.getByRole("button", { name: "Dar de alta" }).click();
        await app.page.getByText("Sara G.").waitFor();
        await app.page.keyboard.type("1200");
        await app.page.keyboard.press("Enter");
        await app.page.getByText(/Ganaste/).waitFor();
        expect(performance.now() - began).toBeLessThan(20_000);
        await app.next();
        await app.page.keyboard.press("F5");
        await app.page.getByLabel("Celular").fill("0998765432");
        await app.page.getByRole("checkbox").check();
        await app.page.getByRole("button", { name: "Dar de alta" }).click();
        await app.page.getByText(/Ya tiene tarjeta. ¿Es Sara G./).waitFor();
        await app.page.keyboard.press("Escape");
        walked("till: enrol and sell");
    });

    it("are found by the words of their name, masked", async () => {
        const vera = await shopperOf(shop, "Verónica Zambrano");
        await app.page.locator("#find").fill("zambrano");
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("button", { name: `Es Verónica Z., Celular termina en ${vera.phone.slice(-2)}` }).click();
        await app.page.getByText("Verónica Z.").first().waitFor();
        expect(await app.page.getByText("Zambrano").count()).toBe(0);
        await app.page.keyboard.press("Escape");
        await app.page.locator("#find").fill("Zzyzx Qwerty");
        await app.page.keyboard.press("Enter");
        await app.page.getByText("No encontramos a Zzyzx Qwerty").waitFor();
        walked("till: found by name");
    });

    it("who are found twice are asked for, never guessed", async () => {
        const [one, two] = [await shopperOf(shop, "Uno Díaz"), await shopperOf(shop, "Dos Díaz")];
        await shop.office("POST", `/v1/members/${two.id}/identities`, { identity: `card:${one.phone.slice(1)}` });
        await app.page.locator("#find").fill(one.phone.slice(1));
        await app.page.keyboard.press("Enter");
        await app.page.getByText("Dos personas coinciden. Pregunta con cuál termina.").waitFor();
        await app.page.getByRole("button", { name: /Es Dos D\./ }).click();
        await app.page.getByText("Dos D.").first().waitFor();
        await app.page.keyboard.press("Escape");
        walked("till: two people match");
    });

    it("show the code on their phone to the camera, which proves that they are there", async () => {
        const olga = await shopperOf(shop, "Olga Mena", 6000);
        const member = async <T>(path: string, body?: object, token = ""): Promise<T> =>
            (await (await fetch(shop.url + path, { method: body ? "POST" : "GET", headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) }, body: body ? JSON.stringify(body) : null })).json()) as T;
        const { request } = await member<{ request: string }>("/v1/me/codes", { phone: olga.phone, purpose: "sign_in" });
        const { token: session } = await member<{ token: string }>("/v1/me/sessions", { request, code: await codeFor(olga.phone), device: "phone" });
        const { token } = await member<{ token: string }>("/v1/me/qr", undefined, session);
        const other = await TillApp.open(shop, "Caja 6", { args: cameraShowing(`qr:${token}`) });
        await other.enter();
        await other.page.getByRole("button", { name: "Usar la cámara" }).click();
        await other.page.getByText("Olga M.").waitFor({ timeout: 20_000 });
        await other.page.getByText(/Código leído. Puede pagar con puntos hasta/).waitFor();
        await other.page.keyboard.type("2000");
        await other.page.getByRole("slider").waitFor();
        await other.page.getByRole("button", { name: "Máximo" }).click();
        await other.page.getByText("$10.00").first().waitFor();
        await other.page.keyboard.press("Enter"); // the button that was tapped gives way to the key printed on the other
        await other.page.getByRole("heading", { name: "Venta lista" }).waitFor();
        expect(await pointsOf(shop, olga)).toBe(6000 - 5000 + 100);
        expect(other.device.complaints).toEqual([]);
        await other.close();
        walked("till: camera");
    });

    it("see the shift, hand over, and lock", async () => {
        await app.page.keyboard.press("F9");
        await app.page.getByRole("heading", { name: "Turno de hoy" }).waitFor();
        const rosa = app.page.getByRole("row", { name: /Rosa/ });
        await rosa.waitFor();
        const { total } = await shop.office<{ total: { sales: number } }>("GET", `/v1/tills/shift?since=${encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString())}`);
        expect(await rosa.getByRole("cell").first().textContent()).toBe(String(total.sales));
        await app.page.keyboard.press("Escape");
        await app.page.keyboard.press("F12");
        await app.page.getByRole("button", { name: /Luis/ }).click();
        await app.page.keyboard.type("0000");
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("alert").waitFor();
        await app.enter(/Luis/, "4826");
        await app.page.keyboard.press("F3");
        await app.page.keyboard.type("500");
        await app.page.keyboard.press("Enter");
        await app.page.getByRole("heading", { name: "Venta lista" }).waitFor();
        await app.next();
        walked("till: shift, hand over, sale without member");
    });

    it("hear of nothing that went wrong in the page", () => expect(app.device.complaints).toEqual([]));
});

describe("a programme whose points lower the price", () => {
    it("takes them as a discount", async () => {
        const other = await openTillShop((document) => {
            const programme = JSON.parse(document) as { currencies: { code: string; redeem?: { mode: string } }[] };
            for (const currency of programme.currencies) if (currency.redeem) currency.redeem.mode = "discount";
            return JSON.stringify(programme);
        });
        await other.office("PUT", "/v1/settings", { spend_without_proof_max: 300 });
        const paz = await shopperOf(other, "Paz Lara", 5000);
        const till = await TillApp.open(other, "Caja 1");
        await till.enter();
        await till.scan(paz.card);
        await till.page.getByText("Paz L.").waitFor();
        await till.page.keyboard.type("1000");
        await till.page.getByText("Sin su código, hasta $3.00.").waitFor();
        await till.page.getByRole("button", { name: "Máximo" }).click();
        await till.page.getByText("$7.00").first().waitFor();
        await till.page.getByRole("button", { name: "Cobrar" }).click();
        await till.page.getByRole("heading", { name: "Venta lista" }).waitFor();
        const [sale] = await purchasesOf(other, paz);
        expect(await other.office("GET", `/v1/purchases/${encodeURIComponent(sale?.purchase ?? "")}`)).toMatchObject({ amount: 700, receipt: { spent: [{ currency: "PTS", points: 1500, amount: 300 }] } });
        await till.close();
        await other.stop();
        walked("till: points that lower the price");
    });
});
