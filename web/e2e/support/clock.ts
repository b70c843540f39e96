import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The shop's clock when a run begins: a Friday morning in Guayaquil. */
export const opening = "2026-11-20T10:00:00-05:00";

const file = new URL("../../../build/screens/.clock", import.meta.url).pathname;

/** Where the shop's clock stands, for the devices that are opened next. */
export function noteClock(at: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, at);
}

/** A run begins: the clock at its opening, and nobody there yet. */
export function beginRun(): void {
    noteClock(opening);
    writeFileSync(people, "0");
}
const people = new URL("../../../build/screens/.people", import.meta.url).pathname;

/** Everybody of a run has a number of their own, whichever test file they shop in. */
export function nextPerson(): number {
    const number = Number(readFileSync(people, "utf8")) + 1;
    writeFileSync(people, String(number));
    return number;
}
export const shopTime = (): Date => new Date(readFileSync(file, "utf8"));
