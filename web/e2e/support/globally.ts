import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { beginRun } from "./clock.ts";
import { tally } from "./pictures.ts";
import { startServer } from "./server.ts";

declare module "vitest" {
    interface ProvidedContext {
        shop: { url: string; key: string; adminKey: string };
    }
}

/** Starts the shop all tests share, and says in the end what was walked. */
export default async function setup(project: TestProject) {
    rmSync(tally, { force: true });
    mkdirSync(new URL(".", `file://${tally}`).pathname, { recursive: true });
    beginRun();
    const { url, key, adminKey, stop } = await startServer();
    project.provide("shop", { url, key, adminKey });
    return async () => {
        await stop();
        const lines = existsSync(tally) ? readFileSync(tally, "utf8").trim().split("\n") : [];
        const of = (kind: string) => new Set(lines.filter((line) => line.startsWith(kind + " "))).size;
        const pictures = lines.filter((line) => line.startsWith("picture ")).length;
        process.stdout.write(`\ne2e: ${of("page")} pages looked at, ${pictures} pictures taken, ${of("flow")} flows walked\n`);
    };
}
