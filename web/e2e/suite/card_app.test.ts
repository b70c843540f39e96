import { loadavg } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Device } from "../support/browser.ts";
import { comeIn, open, settled } from "../support/card.ts";
import { walked } from "../support/pictures.ts";
import { codeFor, enrol, office, sell, type Shopper } from "../support/shop.ts";
import { releases } from "../support/versions.ts";
import { here } from "../support/here.ts";

afterAll(closeBrowser);

let vera: Shopper;
beforeAll(async () => {
    vera = await enrol("Vera Paz");
    await sell(vera, 3300);
});

/** What the page of the next function is given: `told` hears of it. */
declare const tell: (what: string) => void;

/** Tells where the field of the first page is as soon as it is there, and what happens to it: to be asked costs a slow processor more than the page. */
function tellOfField(): void {
    const look = () => {
        const field = document.querySelector("input[type=tel]");
        if (!field) return;
        watch.disconnect();
        const { left, top, width, height } = field.getBoundingClientRect();
        tell(`there ${left + width / 2} ${top + height / 2}`);
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
    addEventListener("focusin", ({ target }) => target instanceof HTMLInputElement && tell("touched"));
    addEventListener("input", ({ target }) => target instanceof HTMLInputElement && tell(`typed ${target.value}`));
}

/** Seconds until somebody with a slow phone who never was there can type their number. */
async function firstVisit(): Promise<number> {
    const device = await Device.open({ clock: "machine" });
    const page = await device.context.newPage();
    const devtools = await device.context.newCDPSession(page);
    // A phone of the lower half on slow 4G, as Lighthouse has it.
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const asked: string[] = [];
    page.on("request", (request) => void asked.push(new URL(request.url()).pathname));
    await devtools.send("Runtime.enable");
    await devtools.send("Runtime.addBinding", { name: "tell" });
    const told = (word: string) => new Promise<string>((resolve) => devtools.on("Runtime.bindingCalled", ({ payload }) => payload.startsWith(word) && resolve(payload)));
    await page.addInitScript(tellOfField);
    const [there, touched, typed] = [told("there"), told("touched"), told("typed")] as const;
    const began = Date.now();
    await page.goto("/card", { waitUntil: "commit" });
    const [, x, y] = (await there).split(" ");
    await page.touchscreen.tap(Number(x), Number(y));
    await touched;
    await page.keyboard.insertText("099");
    expect(await typed).toBe("typed 099");
    const seconds = (Date.now() - began) / 1000;
    expect(await page.getByLabel("Tu celular").inputValue()).toBe("099");
    await page.waitForLoadState("networkidle");
    process.stdout.write(`card: a first visit can be used after ${seconds.toFixed(2)} s and asks for ${asked.length} things (slow 4G, a processor four times slower; load ${loadavg()[0]?.toFixed(1)})\n`);
    expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(12);
    expect(asked.filter((path) => path === "/v1/card")).toHaveLength(1);
    await device.close();
    return seconds;
}

describe("the card as an app of the phone", () => {
    it("can be installed in the shop's name, with its icons", async () => {
        const device = await Device.open();
        const page = await device.page("/card");
        await page.getByLabel("Tu celular").waitFor();
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        const devtools = await device.context.newCDPSession(page);
        const { errors, data } = await devtools.send("Page.getAppManifest");
        expect(errors).toEqual([]);
        const manifest = JSON.parse(data ?? "{}") as { name: string; start_url: string; scope: string; display: string; theme_color: string; icons: { src: string; sizes: string; purpose?: string }[] };
        expect(manifest).toMatchObject({ display: "standalone", scope: "/card" });
        expect(manifest.name).not.toBe("");
        expect(manifest.start_url.startsWith("/card")).toBe(true);
        expect(manifest.theme_color).toMatch(/^#/);
        expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
        expect(manifest.icons.some(({ purpose }) => purpose?.includes("maskable"))).toBe(true);
        for (const { src, sizes } of manifest.icons) {
            const size = await page.evaluate(async (at) => {
                const picture = new Image();
                picture.src = at;
                await picture.decode();
                return `${picture.naturalWidth}x${picture.naturalHeight}`;
            }, src);
            expect(size).toBe(sizes);
        }
        const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
        // The browser of the tests has no profile, and says that nothing can be installed without one.
        expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
        expect(device.complaints).toEqual([]);
        walked("installability");
        await device.close();
    });

    it("takes up a newer version between two pages, and keeps what it knew", async () => {
        const shop = await releases(here.url);
        const device = await Device.open({ options: { baseURL: shop.url } });
        const page = await device.context.newPage();
        await comeIn(page, vera);
        await open(page, "/me");
        await page.getByRole("button", { name: "Oscura" }).click();
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        const before = await page.evaluate(() => caches.keys());
        shop.release("released");
        await page.evaluate(async () => {
            const registration = await navigator.serviceWorker.getRegistration("/card");
            await registration?.update();
            while (!registration?.waiting) await new Promise((wait) => setTimeout(wait, 50));
        });
        // Nothing is loaded under a page that is being read.
        expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
        expect(await page.evaluate(() => caches.keys())).toEqual(expect.arrayContaining(before));
        await page.getByRole("link", { name: "Premios" }).click();
        await page.waitForURL(/rewards/);
        await page.getByRole("heading", { name: "Premios" }).waitFor();
        await expect.poll(() => page.evaluate(() => caches.keys())).toContain("card released");
        expect((await page.evaluate(() => caches.keys())).filter((name) => /^card [0-9a-f]{16}$/.test(name))).toEqual([]);
        expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
        await device.context.setOffline(true);
        await page.goto("/card");
        await page.getByText("Hola, Vera").waitFor();
        expect(device.complaints).toEqual([]);
        walked("update without losing state");
        await device.close();
        await shop.close();
    });

    it("moves nothing for whoever wants no motion", async () => {
        for (const [reducedMotion, moves] of [["reduce", false], ["no-preference", true]] as const) {
            const device = await Device.open({ options: { reducedMotion } });
            const page = await device.context.newPage();
            await comeIn(page, vera);
            await page.getByRole("link", { name: "Mostrar mi código" }).click();
            await page.locator(".life i").waitFor();
            const seconds = await page.locator(".life i").evaluate((bar) => Number.parseFloat(getComputedStyle(bar).transitionDuration));
            expect(seconds > 0.1).toBe(moves);
            const longest = await page.evaluate(() => Math.max(0, ...document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().duration ?? 0))));
            if (!moves) expect(longest).toBeLessThan(20);
            await device.close();
        }
        walked("reduced motion");
    });

    it("can be typed into within two seconds of a slow phone's first visit, which asks for little", async () => {
        // The quickest of three: whatever else the machine does only adds.
        let seconds = Infinity;
        for (let visit = 1; visit <= 3 && seconds >= 2; visit++) seconds = Math.min(seconds, await firstVisit());
        expect(seconds).toBeLessThan(2);
        walked("a first visit on a slow phone");
    });
});

describe("a friend's link", () => {
    it("tells the gift, and the friend is thanked", async () => {
        const { referral_code } = await office<{ referral_code: string }>("GET", `/v1/members/${vera.id}`);
        const device = await Device.open();
        const page = await device.page(`/card?ref=${referral_code}`);
        await page.getByText(/300 puntos/).waitFor();
        await page.getByLabel("Tu celular").fill("099 444 5566");
        await page.getByRole("button", { name: "Entrar" }).click();
        await page.getByLabel(/^Código de/).fill(await codeFor("+593994445566"));
        await page.getByLabel("Tu nombre").fill("Nora Gil");
        const age = page.getByLabel(/años o más/);
        if (await age.isVisible()) await age.check();
        await page.getByRole("button", { name: "Seguir" }).click();
        await page.getByRole("button", { name: "Entrar" }).click();
        await page.getByText("Hola, Nora").waitFor();
        const { items } = await office<{ items: { state: string }[] }>("GET", `/v1/members/${vera.id}/referrals`);
        expect(items).toHaveLength(1);
        expect(device.complaints).toEqual([]);
        walked("joining on a friend's word");
        await device.close();
    });
});

describe("an address that is none", () => {
    it("says so, and leads home", async () => {
        const device = await Device.open();
        const page = await device.context.newPage();
        await comeIn(page, vera);
        await page.goto("/card/no-such-page");
        await settled(page);
        await page.getByRole("link", { name: "Ir al inicio" }).click();
        await page.getByText("Hola, Vera").waitFor();
        expect(device.complaints).toEqual([]);
        await device.close();
    });
});
