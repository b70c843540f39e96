import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/** Where the line is cut: nowhere, before anything is sent, when it has been sent, or on the way back, when the server has done what it was asked. */
export type Cut = "nowhere" | "before sending" | "after sending" | "before the answer";

/** The line between one till and its server, which can be cut. Everything comes through it as the server sends it, the app as well. */
export interface Line {
    url: string;
    cut: Cut;
    /** Of requests that change something: how many reached the server. */
    reached: string[];
    close: () => Promise<void>;
}

export async function drawLine(server: string): Promise<Line> {
    const { hostname, port } = new URL(server);
    const onward = (asked: IncomingMessage, body: Buffer, response: ServerResponse) => {
        const path = asked.url ?? "/";
        const forward = request({ hostname, port, path, method: asked.method, headers: asked.headers }, (answer) => {
            const parts: Buffer[] = [];
            answer.on("data", (part: Buffer) => parts.push(part));
            answer.on("end", () => {
                if (line.cut === "before the answer" || line.cut === "after sending") return void response.destroy();
                response.writeHead(answer.statusCode ?? 500, answer.headers);
                response.end(Buffer.concat(parts));
            });
        });
        forward.on("error", () => response.destroy());
        forward.end(body);
        if (line.cut === "after sending") response.destroy();
    };
    const front = createServer((asked, response) => {
        const path = asked.url ?? "/";
        const parts: Buffer[] = [];
        asked.on("data", (part: Buffer) => parts.push(part));
        asked.on("end", () => {
            if (line.cut === "before sending") return void response.destroy();
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
