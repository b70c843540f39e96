// Cuts the two font files the card and the till load out of Archivo, and says what they weigh. Repeats nothing that is there.
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);
const archivo = dirname(require.resolve("@fontsource-variable/archivo/package.json"));
const folder = new URL("../ui/src/fonts/", import.meta.url).pathname;
const mostBytes = 25_000;

/** Spanish, Portuguese and English, their quotes and signs, and the signs of money. */
const text =
    Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("") +
    "\u00a0¡¿«»ªº°·×÷ÁÂÃÀÇÉÊÍÑÓÔÕÚÜáâãàçéêíñóôõúüÈèÌìÒòÙù–—‘’“”•…€£−";
const figures = "0123456789.,+−-$%×R ";

const cuts = [
    { file: "archivo-text.woff2", text, axes: { wght: { min: 400, max: 720 }, wdth: 100 } },
    { file: "archivo-figures.woff2", text: figures, axes: { wght: 720, wdth: 118 } },
];

if (!cuts.every(({ file }) => existsSync(join(folder, file)))) {
    await mkdir(folder, { recursive: true });
    const font = await readFile(join(archivo, "files/archivo-latin-wdth-normal.woff2"));
    for (const { file, text, axes } of cuts)
        await writeFile(join(folder, file), await subsetFont(font, text, { targetFormat: "woff2", variationAxes: axes, noLayoutClosure: true }));
    await copyFile(join(archivo, "LICENSE"), join(folder, "LICENSE"));
}

const bytes = (await Promise.all(cuts.map(({ file }) => stat(join(folder, file))))).reduce((sum, { size }) => sum + size, 0);
console.log(`fonts: ${(bytes / 1000).toFixed(1)} kB in ${cuts.length} files`);
if (bytes > mostBytes) throw new Error(`the fonts weigh more than ${mostBytes} bytes`);
