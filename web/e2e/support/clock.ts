import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The shop's clock when a run begins: a Friday morning in Guayaquil. */
export const opening = "2026-11-20T10:00:00-05:00";

const file = new URL("../../../build/screens/.clock", import.meta.url).pathname;

/** One server serves all test files, so where its clock stands is written down between them. */
export function noteClock(at: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, at);
}
export const shopTime = (): Date => new Date(readFileSync(file, "utf8"));
