import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Vuelve, type Options } from "../src/index.ts";

const program = process.env["VUELVE"] ?? new URL("../../../build/release/vuelve", import.meta.url).pathname;

/** A shop of its own: the real program, a real database file, a free port on loopback. */
export class Shop {
    readonly #folder = mkdtempSync(join(tmpdir(), "vuelve-sdk-"));
    readonly #config = join(this.#folder, "shop/vuelve.toml");
    #server: ChildProcess | undefined;
    baseUrl = "";

    /** With a key for each of the scopes, in their order. */
    static async open(...scopes: string[]): Promise<{ shop: Shop; keys: string[] }> {
        const shop = new Shop();
        execFileSync(program, ["init", "--folder", join(shop.#folder, "shop")], { stdio: "pipe" });
        const keys = scopes.map((scope) => shop.#keyFor(scope));
        await shop.#start();
        return { shop, keys };
    }

    #keyFor(scope: string): string {
        const said = execFileSync(
            program,
            ["key", "create", "--config", this.#config, "--name", `sdk-${scope}`, "--scope", scope],
            { stdio: "pipe", encoding: "utf8" },
        );
        return said.match(/vlv_\S+/)![0];
    }

    client(key: string, more: Partial<Options> = {}): Vuelve {
        return new Vuelve({ baseUrl: this.baseUrl, key, ...more });
    }

    async #start(): Promise<void> {
        const server = spawn(program, ["serve", "--config", this.#config, "--port", "0"]);
        this.#server = server;
        this.baseUrl = await new Promise<string>((resolve, reject) => {
            let said = "";
            server.stderr!.on("data", (bytes) => {
                said += bytes;
                const address = said.match(/http:\/\/[\d.]+:\d+/);
                if (address) resolve(address[0]);
            });
            server.once("exit", () => reject(new Error(`the server did not start: ${said}`)));
        });
    }

    async close(): Promise<void> {
        const server = this.#server!;
        if (server.exitCode === null) {
            const ended = new Promise((resolve) => server.once("exit", resolve));
            server.kill("SIGTERM");
            await ended;
        }
        rmSync(this.#folder, { recursive: true });
    }
}

/**
 * A line that breaks: it passes requests on to the shop, but loses the answers of the first `losing` of them, after the shop
 * has done the work.
 */
export async function badLine(to: string, losing: number): Promise<{ url: string; passed: () => number; close: () => void }> {
    let passed = 0;
    const line: Server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
        const answer = await fetch(to + request.url, {
            method: request.method!,
            headers: headers as Record<string, string>,
            ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
        });
        const text = await answer.text();
        if (++passed <= losing) return void request.socket.destroy();
        const replayed = answer.headers.get("Idempotent-Replayed");
        response.writeHead(answer.status, {
            "Content-Type": answer.headers.get("Content-Type")!,
            ...(replayed ? { "Idempotent-Replayed": replayed } : {}),
        });
        response.end(text);
    });
    await new Promise<void>((listening) => line.listen(0, "127.0.0.1", listening));
    return {
        url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
        passed: () => passed,
        close: () => line.close(),
    };
}
