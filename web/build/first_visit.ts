import { readFileSync, writeFileSync } from "node:fs";
import type { Adapter } from "@sveltejs/kit";
import { build, type Plugin, type Rollup } from "vite";

/** Something that stands in the page itself, and starts what the first page waits for before its script is there. */
interface FirstVisit {
    /** Takes down which file has the first words of which language. */
    plugin: Plugin;
    /** The adapter, which puts the script into the page that it writes. */
    into: (adapter: Adapter, page: string) => Adapter;
}

/** `source` as a script that can stand in a page. The server lets it run by its hash (src/http/apps.cpp). */
async function asScript(source: string, firstWords: Record<string, string>): Promise<string> {
    const made = await build({
        configFile: false,
        logLevel: "warn",
        define: { firstWords: JSON.stringify(firstWords) },
        build: { write: false, target: "es2022", modulePreload: false, rolldownOptions: { input: source, output: { format: "iife" } } },
    });
    const [{ output }] = [made].flat() as [Rollup.RolldownOutput];
    return output[0].code.trim();
}

export function firstVisit(base: string, source: string): FirstVisit {
    const firstWords: Record<string, string> = {};
    const into = (adapter: Adapter, page: string): Adapter => ({
        ...adapter,
        async adapt(builder) {
            await adapter.adapt(builder);
            // SvelteKit asks for the root layout's own file, which is empty: the layout is at hand (few_files.ts).
            const html = readFileSync(page, "utf8").replace(/<link href="[^"]*\/nodes\/[^>]*>\s*/g, "");
            const script = await asScript(source, firstWords);
            if (Object.keys(firstWords).length === 0) throw new Error("no file has the first words of a language: see few_files.ts");
            if (script.includes("</") || !html.includes("<link")) throw new Error(`${source} cannot stand in ${page}`);
            // Before the links: a script behind a style sheet waits for it.
            writeFileSync(page, html.replace("<link", () => `<script>${script}</script>\n        <link`));
        },
    });
    const plugin: Plugin = {
        name: "vuelve:first-visit",
        applyToEnvironment: (environment) => environment.name === "client",
        writeBundle(_, bundle) {
            for (const file of Object.values(bundle)) {
                const language = file.type === "chunk" && /^words-(\w+)$/.exec(file.name)?.[1];
                if (language) firstWords[language] = `${base}/${file.fileName}`;
            }
        },
    };
    return { plugin, into };
}
