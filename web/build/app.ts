import adapter from "@sveltejs/adapter-static";
import { sveltekit } from "@sveltejs/kit/vite";
import type { Plugin, UserConfig } from "vite";
import { fewFiles } from "./few_files.ts";
import { firstVisit } from "./first_visit.ts";
import { weigh } from "./weigh.ts";

interface App {
    /** "/card": where the server lays the app. */
    base: "/card" | "/till";
    /** The port of `vite dev`; everything but the app itself goes on to the server of `SERVER`. */
    port: number;
    /** Paths of the API this app may call: the table of operations keeps only these. */
    operations: RegExp;
    /** Compressed bytes of script a first visit may load. */
    mostScript: number;
    /** Folders of `routes`, "/join/", whose page or layout may be what somebody sees first: all they are made of comes as one file. */
    firstPages: readonly string[];
    /** A script that starts what the first page waits for, before the app is there. */
    early?: string;
}

/** The contract has hundreds of operations and an app calls a few dozen: the others are left out of what a phone loads. */
function onlyOperations(kept: RegExp): Plugin {
    return {
        name: "vuelve:operations",
        enforce: "pre",
        transform(code, id) {
            if (!id.endsWith("/generated/operations.ts")) return undefined;
            const lines = code.split("\n").filter((line) => {
                const path = /^\s+\w+: \{ method: "\w+", path: "([^"]+)"/.exec(line)?.[1];
                return path === undefined || kept.test(path);
            });
            return { code: lines.join("\n"), map: null };
        },
    };
}

/** SvelteKit hides its announcer by a style attribute, which our pages' policy does not allow: base.css hides it instead. */
function withoutStyleAttributes(): Plugin {
    return {
        name: "vuelve:announcer",
        enforce: "pre",
        transform(code, id) {
            if (!id.endsWith("/runtime/components/root.svelte")) return undefined;
            const cleaned = code.replace(/(id="svelte-announcer"[^>]*?)\s+style="[^"]*"/s, "$1");
            if (cleaned === code) this.error("SvelteKit's announcer has changed: see withoutStyleAttributes");
            return { code: cleaned, map: null };
        },
    };
}

/** What both apps are built with: static files, one page that starts them all, nothing rendered by a server. */
export async function appConfig({ base, port, operations, mostScript, firstPages, early }: App): Promise<UserConfig> {
    const server = process.env.SERVER ?? "http://127.0.0.1:8080";
    const files = adapter({ pages: "build", fallback: "index.html" });
    const first = early ? firstVisit(base, early) : undefined;
    return {
        plugins: [
            onlyOperations(operations),
            withoutStyleAttributes(),
            fewFiles(firstPages),
            sveltekit({
                adapter: first?.into(files, "build/index.html") ?? files,
                paths: { base, relative: false },
                version: { name: process.env.VUELVE_WEB_VERSION ?? "dev", pollInterval: 0 },
                serviceWorker: { register: false },
                compilerOptions: { runes: true },
            }),
            first?.plugin,
            weigh(base, mostScript),
        ],
        // Nothing is inlined: the policy of the pages lets in files of their own server only.
        build: { target: "es2022", reportCompressedSize: false, assetsInlineLimit: 0 },
        server: { port, proxy: { [`^(?!${base}/|${base}$)`]: server, [`^${base}/(manifest.webmanifest|icons/)`]: server } },
    };
}
