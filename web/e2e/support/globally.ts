import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tally } from "./pictures.ts";

/** Says in the end what was walked. */
export default async function setup() {
    rmSync(tally, { force: true });
    mkdirSync(new URL(".", `file://${tally}`).pathname, { recursive: true });
    return async () => {
        const lines = existsSync(tally) ? readFileSync(tally, "utf8").trim().split("\n") : [];
        const of = (kind: string) => new Set(lines.filter((line) => line.startsWith(kind + " "))).size;
        const pictures = lines.filter((line) => line.startsWith("picture ")).length;
        process.stdout.write(`\ne2e: ${of("page")} pages looked at, ${pictures} pictures taken, ${of("flow")} flows walked\n`);
    };
}
