import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opening } from "./clock.ts";
import { lively } from "./programme.ts";

const root = new URL("../../../", import.meta.url).pathname;
/** The program under test: that of `VUELVE`, else the one `make build` made. */
const program = process.env.VUELVE ?? join(root, "build/release/vuelve");

/** A server on a scratch shop whose clock the tests move. */
export interface RunningServer {
    url: string;
    /** Of a till. */
    key: string;
    /** Of whoever manages the shop. */
    adminKey: string;
    stop: () => Promise<void>;
}

const freePort = (): Promise<number> =>
    new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address() as { port: number };
            probe.close(() => resolve(port));
        });
    });

async function answers(url: string, process: ChildProcess, log: string): Promise<void> {
    for (let attempt = 0; attempt < 300; ++attempt) {
        if (process.exitCode !== null) throw new Error(`the server ended at once:\n${readFileSync(log, "utf8").slice(-2000)}`);
        try {
            if ((await fetch(url + "/healthz")).ok) return;
        } catch {
            // not yet
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server does not answer:\n${readFileSync(log, "utf8").slice(-2000)}`);
}

/** Its clock stands where the tests put it, or runs as everybody's does. */
export async function startServer(programme = "src/codec/testdata/laurel.programme.json", { clock = "manual", change = (document) => document }: { clock?: "manual" | "running"; change?: (document: string) => string } = {}): Promise<RunningServer> {
    if (!existsSync(program)) throw new Error(`${program} is not built: make build, or name one in VUELVE`);
    const folder = mkdtempSync(join(tmpdir(), "vuelve-e2e-"));
    writeFileSync(join(folder, "programme.json"), change(lively(join(root, programme))));
    const config = join(folder, "shop/vuelve.toml");
    const run = (...args: string[]) => execFileSync(program, args, { cwd: folder, encoding: "utf8" }).trim();
    run("init", "--folder", "shop", "--programme", "programme.json");
    const key = run("key", "create", "--config", config, "--name", "till-1", "--scope", "pos");
    const adminKey = run("key", "create", "--config", config, "--name", "office", "--scope", "all");

    const port = await freePort();
    const log = join(folder, "server.log");
    const out = openSync(log, "w");
    const server = spawn(program, ["serve", "--config", config, "--port", String(port), ...(clock === "manual" ? ["--clock", `manual:${opening}`] : [])], { cwd: folder, stdio: ["ignore", out, out], env: { ...process.env, VUELVE_PASSWORD_COST: "small" } });
    closeSync(out);
    const url = `http://127.0.0.1:${port}`;
    await answers(url, server, log);
    const stop = async () => {
        const ended = new Promise((resolve) => server.once("exit", resolve));
        server.kill("SIGTERM");
        await ended;
        if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
    };
    return { url, key, adminKey, stop };
}
