import { afterAll, expect, it } from "vitest";
import { axe, picture } from "../support/pictures.ts";
import { closeBrowser, Device, tillScreen } from "../support/browser.ts";

afterAll(closeBrowser);

it("the till opens, is readable by everybody and asks nobody else for anything", async () => {
    for (const theme of ["light", "dark"] as const) {
        const device = await Device.open({ size: tillScreen, theme });
        const asked = new Set<string>();
        device.context.on("request", (request) => void asked.add(new URL(request.url()).host));
        const page = await device.page("/till");
        await page.getByRole("heading").first().waitFor();
        expect(await axe(page)).toEqual([]);
        expect(asked.size).toBe(1);
        await picture(page, "till", "start", theme, "es");
        expect(device.complaints).toEqual([]);
        await device.close();
    }
});
