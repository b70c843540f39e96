import { version } from "$app/env";
import { assets, immutable } from "$app/manifest";
import { self } from "$app/service-worker";

/** One version of the app whole, so that its parts always fit; the shop's pictures apart, because they outlive it. */
const app = `card ${version}`;
const pictures = "card pictures";
const shell = "/card";
const parts = [...immutable, ...assets].map(({ path }) => `/card/${path.replace(/^\/?(card\/)?/, "")}`);

self.addEventListener("install", (event) => {
    // Whoever opens the card for the first time is using it meanwhile: what they ask for goes first.
    const asked = [shell, ...parts].map((path) => new Request(path, { priority: "low" }));
    event.waitUntil(caches.open(app).then((cache) => cache.addAll(asked)));
});

self.addEventListener("activate", (event) => {
    const old = async () => {
        for (const name of await caches.keys()) if (name !== app && name !== pictures) await caches.delete(name);
        await self.clients.claim();
    };
    event.waitUntil(old());
});

self.addEventListener("message", (event) => {
    if (event.data === "take-over") void self.skipWaiting();
});

/** What was last seen is shown at once, and looked up again for the next time. */
async function lastSeen(request: Request): Promise<Response> {
    const cache = await caches.open(pictures);
    const kept = await cache.match(request);
    const fresh = fetch(request).then(async (response) => {
        if (response.ok) await cache.put(request, response.clone());
        return response;
    });
    if (!kept) return fresh;
    fresh.catch(() => undefined);
    return kept;
}

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    // Of the API nothing is kept here: the app itself keeps what it may show, and says of when it is.
    if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith("/card")) return;
    const kept = async (key: Request | string) => (await (await caches.open(app)).match(key)) ?? fetch(request);
    if (request.mode === "navigate") event.respondWith(kept(shell));
    else if (url.pathname.startsWith("/card/icons/") || url.pathname.endsWith("/manifest.webmanifest")) event.respondWith(lastSeen(request));
    else event.respondWith(kept(request));
});
