import { version } from "$app/env";
import { assets, immutable } from "$app/manifest";
import { self } from "$app/service-worker";

/** The till whole, with its reader of codes, so that it opens without a line. One version at a time: its parts always fit. */
const app = `till ${version}`;
const shell = "/till";
const parts = [...immutable, ...assets].map(({ path }) => `/till/${path.replace(/^\/?(till\/)?/, "")}`);

self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(app).then((cache) => cache.addAll([shell, ...parts])));
});

self.addEventListener("activate", (event) => {
    const old = async () => {
        for (const name of await caches.keys()) if (name.startsWith("till ") && name !== app) await caches.delete(name);
        await self.clients.claim();
    };
    event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    // Of the API nothing is kept here: what the till must remember lies in its own database.
    if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(shell)) return;
    const kept = async (key: Request | string) => (await (await caches.open(app)).match(key)) ?? fetch(request);
    event.respondWith(kept(request.mode === "navigate" ? shell : request));
});
