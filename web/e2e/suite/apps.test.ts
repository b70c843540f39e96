import { afterAll, describe, expect, it } from "vitest";
import { axe, overflow, picture } from "../support/pictures.ts";
import { closeBrowser, Device, narrow, tillScreen } from "../support/browser.ts";

afterAll(closeBrowser);

describe("the apps", () => {
    it("the till opens, is readable by everybody and asks nobody else for anything", async () => {
        for (const theme of ["light", "dark"] as const) {
            const device = await Device.open({ size: tillScreen, theme });
            const asked: string[] = [];
            device.context.on("request", (request) => void asked.push(new URL(request.url()).host));
            const page = await device.page("/till");
            await page.getByRole("heading").first().waitFor();
            expect(await axe(page)).toEqual([]);
            expect(new Set(asked).size).toBe(1);
            await picture(page, "till", "start", theme, "es");
            expect(device.complaints).toEqual([]);
            await device.close();
        }
    });

    it("nothing stands out at 320 px with text twice as large", async () => {
        const device = await Device.open({ size: narrow });
        const page = await device.page("/card");
        await page.locator("main").waitFor();
        await page.addStyleTag({ content: "html{font-size:200%}" }).catch(() => page.evaluate(() => (document.documentElement.style.fontSize = "200%")));
        expect(await overflow(page)).toBe(0);
        await device.close();
    });
});
