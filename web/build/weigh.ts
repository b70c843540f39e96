import { brotliCompressSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/** Says what a first visit loads, and fails the build above the allowed weight. The client's bundle alone is weighed. */
export function weigh(app: string, mostScript: number): Plugin {
    return {
        name: "vuelve:weigh",
        applyToEnvironment: (environment) => environment.name === "client",
        writeBundle(_, bundle) {
            const chunks = Object.values(bundle).filter((file): file is Rollup.OutputChunk => file.type === "chunk");
            const loaded = firstLoad(chunks);
            if (loaded.size === 0) return;
            const bytes = [...loaded].reduce((sum, chunk) => sum + brotliCompressSync(chunk.code).length, 0);
            console.log(`${app}: the first page loads ${(bytes / 1000).toFixed(1)} kB of script in ${loaded.size} files (at most ${mostScript / 1000})`);
            if (bytes > mostScript) this.error(`the first load of ${app} weighs ${bytes} bytes, more than ${mostScript}`);
        },
    };
}

/** What SvelteKit starts with, which has the first pages at hand, the words of one language, and all that they import. */
function firstLoad(chunks: Rollup.OutputChunk[]): Set<Rollup.OutputChunk> {
    const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
    const loaded = new Set<Rollup.OutputChunk>();
    const load = (chunk: Rollup.OutputChunk | undefined): void => {
        if (!chunk || loaded.has(chunk)) return;
        loaded.add(chunk);
        chunk.imports.forEach((name) => load(byName.get(name)));
    };
    const holds = (chunk: Rollup.OutputChunk, module: RegExp): boolean => Object.keys(chunk.modules).some((id) => module.test(id));
    const starts = (chunk: Rollup.OutputChunk): boolean =>
        /entry\/(start|app)/.test(chunk.fileName) || holds(chunk, /\/client\/client-entry\.js$/) || chunk.name === "words-es";
    chunks.filter(starts).forEach(load);
    return loaded;
}
