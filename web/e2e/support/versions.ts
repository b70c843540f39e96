import { createServer, request } from "node:http";

/** The shop's server, behind something that can hand out a newer version of the card's worker: what an update of the shop is to a phone. */
export interface Released {
    url: string;
    /** From now on the worker is another one. */
    release: (version: string) => void;
    close: () => Promise<void>;
}

export async function releases(server: string): Promise<Released> {
    const { hostname, port } = new URL(server);
    let newer: string | undefined;
    const front = createServer((asked, response) => {
        // Plain, so that its text can be changed.
        const headers = { ...asked.headers, "accept-encoding": "identity" };
        const onward = request({ hostname, port, path: asked.url, method: asked.method, headers }, (answer) => {
            const isWorker = asked.url === "/card/service-worker.js";
            const parts: Buffer[] = [];
            answer.on("data", (part: Buffer) => parts.push(part));
            answer.on("end", () => {
                let body = Buffer.concat(parts);
                if (isWorker && newer) body = Buffer.from(body.toString().replace(/version:`[^`]+`/, `version:\`${newer}\``));
                const { "content-length": _, etag, ...kept } = answer.headers;
                response.writeHead(answer.statusCode ?? 500, isWorker ? kept : { ...kept, ...(etag ? { etag } : {}) });
                response.end(body);
            });
        });
        onward.on("error", () => response.destroy());
        asked.pipe(onward);
    });
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(front.address() as { port: number }).port}`,
        release: (version) => void (newer = version),
        close: () => new Promise((resolve) => (front.closeAllConnections(), front.close(() => resolve()))),
    };
}
