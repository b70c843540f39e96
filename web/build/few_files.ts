import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** The words that the first pages speak, in one language: the app's own and the shared ones. Those of further pages come with them. */
const firstWords = /\/(?:src\/lib|ui\/src)\/messages\/(es|en|pt)\.json$/;
/** What pages load only when they need it: further words, what draws and reads codes, the parts' own page. */
const apart = /\/messages\/|lean-qr|jsbarcode|barcode-detector|zxing|\/(Qr|Barcode|Specimens)\.svelte/;
/** What more than one page may be made of. */
const common = /node_modules|\/web\/(ui|api)\/|\/sdk\/typescript\/|\/src\/lib\//;
/** SvelteKit's own starting points stay files of their own: they are what its page asks for. */
const starting = /client\/entry\.js|client-optimized\/app\.js|sveltekit:generated/;
const app = "/client-optimized/app.js";

/** The table of SvelteKit's pages and layouts, with the first ones at hand instead of a round trip away. */
function withAtHand(code: string, id: string, firstPages: readonly string[]): string {
    const imports: string[] = [];
    const nodes = code.replace(/\(\) => import\('\.\/nodes\/(\d+)'\)/g, (asked, node: string) => {
        const source = readFileSync(join(dirname(id), "nodes", `${node}.js`), "utf8");
        const folder = /\/routes\/(.*)\+(layout|page|error)\./.exec(source)?.[1];
        if (folder === undefined || !firstPages.includes(`/${folder}`)) return asked;
        imports.push(`import * as node${node} from "./nodes/${node}.js";`);
        return `() => Promise.resolve(node${node})`;
    });
    return imports.length > 0 ? [...imports, nodes].join("\n") : "";
}

/**
 * Over a slow line each file costs a round trip, and one that is found in another costs it again: all that the first pages need is one
 * file, their words in a language are another, what further pages share is a third, and each of those is a file.
 */
export function fewFiles(firstPages: readonly string[]): Plugin {
    const first = new Set<string>();
    const name = (id: string): string | null => {
        const language = firstWords.exec(id)?.[1];
        if (language) return `words-${language}`;
        if (starting.test(id)) return null;
        if (first.has(id)) return "first";
        return common.test(id) && !apart.test(id) ? "further" : null;
    };
    return {
        name: "vuelve:few-files",
        applyToEnvironment: (environment) => environment.name === "client",
        config: () => ({ environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name }] } } } } } } }),
        transform(code, id) {
            if (!id.endsWith(app)) return undefined;
            const changed = withAtHand(code, id, firstPages);
            if (!changed) this.error("none of the first pages is in SvelteKit's table: see withAtHand");
            return { code: changed, map: null };
        },
        // Most of it runs at once: told so, Chromium compiles it beside the page while it comes, and not each function when it is called.
        // It must stand before all that Vite puts there.
        generateBundle: {
            order: "post",
            handler(_, bundle) {
                for (const file of Object.values(bundle)) if (file.type === "chunk" && file.name === "first") file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
            },
        },
        buildEnd() {
            const reach = (id: string): void => {
                if (first.has(id)) return;
                first.add(id);
                this.getModuleInfo(id)?.importedIds.forEach(reach);
            };
            for (const id of this.getModuleIds()) if (id.endsWith(app) || id.endsWith("/client/client-entry.js") || id.endsWith("/client/entry.js")) reach(id);
        },
    };
}
