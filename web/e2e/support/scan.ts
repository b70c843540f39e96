import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator } from "playwright-core";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });

/** What a scanner reads from what is drawn there, as a till's camera would. */
export async function scan(drawn: Locator): Promise<string> {
    const results = await readBarcodes(new Uint8Array(await drawn.screenshot()), { formats: ["QRCode", "Code128"], tryHarder: true });
    const text = results.find(({ isValid }) => isValid)?.text;
    if (!text) throw new Error("nothing that a scanner could read is drawn there");
    return text;
}
