import { beforeNavigate } from "$app/navigation";

/** A newer version that is on the phone and waits. */
let waiting: ServiceWorker | undefined;

/** The first page has been painted, and nothing presses: what comes then takes no line and no processor from it. */
const idle = (): Promise<void> =>
    new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(() => resolve(), { timeout: 3000 }) : setTimeout(resolve, 1000)));

/** Once, when the app starts: what the card is made of is kept on the phone, so that it opens without a line. */
export async function registerWorker(): Promise<void> {
    if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
    await idle();
    const registration = await navigator.serviceWorker.register("/card/service-worker.js", { scope: "/card", type: "module" });
    const note = (worker: ServiceWorker | null) => {
        if (worker?.state === "installed" && navigator.serviceWorker.controller) waiting = worker;
    };
    note(registration.waiting);
    registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => note(worker));
    });
}

/**
 * For the root layout: the new version takes over between two pages, never under a page that is being read or typed into. What was
 * typed on a page that is left is kept or sent by then; everything else the card keeps in its store.
 */
export function updateBetweenPages(): void {
    beforeNavigate(({ to, willUnload, cancel }) => {
        if (!waiting || willUnload || !to?.url) return;
        cancel();
        const url = to.url.href;
        navigator.serviceWorker.addEventListener("controllerchange", () => location.assign(url), { once: true });
        setTimeout(() => location.assign(url), 2000); // a worker that was ended meanwhile tells nobody
        waiting.postMessage("take-over");
        waiting = undefined;
    });
}
