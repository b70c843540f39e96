import { existsSync, readFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";

const build = new URL("../../till/build", import.meta.url).pathname;
const types: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".woff2": "font/woff2" };

/** Where the line is cut: nowhere, before anything is sent, or on the way back, when the server has done what it was asked. */
export type Cut = "nowhere" | "before sending" | "before the answer";

/** The line between one till and its server, which can be cut. The app itself comes from what was built here. */
export interface Line {
    url: string;
    cut: Cut;
    /** Of requests that change something: how many reached the server. */
    reached: string[];
    close: () => Promise<void>;
}

function serveApp(path: string, response: ServerResponse): void {
    const inside = path.replace(/^\/till\/?/, "");
    const file = join(build, extname(inside) ? inside : "index.html");
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache", ...(inside === "service-worker.js" ? { "Service-Worker-Allowed": "/till" } : {}) });
    response.end(readFileSync(file));
}

export async function drawLine(server: string): Promise<Line> {
    const { hostname, port } = new URL(server);
    const onward = (asked: IncomingMessage, body: Buffer, response: ServerResponse) => {
        const path = asked.url ?? "/";
        const forward = request({ hostname, port, path, method: asked.method, headers: asked.headers }, (answer) => {
            const parts: Buffer[] = [];
            answer.on("data", (part: Buffer) => parts.push(part));
            answer.on("end", () => {
                if (line.cut === "before the answer") return void response.destroy();
                response.writeHead(answer.statusCode ?? 500, answer.headers);
                response.end(Buffer.concat(parts));
            });
        });
        forward.on("error", () => response.destroy());
        forward.end(body);
    };
    const front = createServer((asked, response) => {
        const path = asked.url ?? "/";
        const parts: Buffer[] = [];
        asked.on("data", (part: Buffer) => parts.push(part));
        asked.on("end", () => {
            if (line.cut === "before sending") return void response.destroy();
            if (/^\/till(\/|$|\?)/.test(path)) return serveApp(path.split("?")[0] ?? path, response);
            if (asked.method !== "GET") line.reached.push(`${asked.method} ${path.split("?")[0]}`);
            onward(asked, Buffer.concat(parts), response);
        });
    });
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    const line: Line = {
        url: `http://127.0.0.1:${(front.address() as { port: number }).port}`,
        cut: "nowhere",
        reached: [],
        close: () => new Promise((resolve) => (front.closeAllConnections(), front.close(() => resolve()))),
    };
    return line;
}
