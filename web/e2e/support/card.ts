import type { Page } from "playwright-core";
import { call, codeFor, type Shopper } from "./shop.ts";

/** The words a test finds things by, in each language. */
export const words = {
    es: { phone: "Tu celular", enter: "Entrar", code: /^Código de/, next: "Seguir", age: /años o más/, hello: "Hola," },
    en: { phone: "Your mobile phone", enter: "Enter", code: /^Code of/, next: "Continue", age: /or older/, hello: "Hello," },
    pt: { phone: "Seu celular", enter: "Entrar", code: /^Código de/, next: "Continuar", age: /anos ou mais/, hello: "Olá," },
} as const;
export type Language = keyof typeof words;
export const localeOf = { es: "es-EC", en: "en-US", pt: "pt-BR" } as const;

/** Signs a shopper in on an open page: their phone, and the code that was sent to it. */
export async function signIn(page: Page, shopper: Shopper, language: Language = "es"): Promise<void> {
    const say = words[language];
    await page.goto("/card");
    await page.getByLabel(say.phone).fill(shopper.phone);
    await page.getByRole("button", { name: say.enter }).click();
    await page.getByLabel(say.code).fill(await codeFor(shopper.phone));
    await page.getByText(`${say.hello} ${shopper.name.split(" ")[0]}`).waitFor();
}

/** Lets a shopper in with the code a till shows: nothing has to be typed, and nothing is sent. */
export async function comeIn(page: Page, shopper: Shopper, language: Language = "es"): Promise<void> {
    const { request, code } = await call<{ request: string; code: string }>("POST", `/v1/members/${shopper.id}/sign-in-codes`, {});
    await page.goto(`/card/join?${new URLSearchParams({ request, code })}`);
    await page.getByText(`${words[language].hello} ${shopper.name.split(" ")[0]}`).waitFor();
}

/** Opens a page of the card and waits until what it shows is there. */
export async function open(page: Page, path: string): Promise<void> {
    await page.goto("/card" + path);
    await settled(page);
}

/** Nothing is being fetched any more that the page waits for: its heading stands, and no still grey block. */
export async function settled(page: Page): Promise<void> {
    await page.locator("h1").first().waitFor({ state: "attached" });
    await page.waitForFunction(() => !document.querySelector("main [role=status] i, main [role=status] .said"));
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
