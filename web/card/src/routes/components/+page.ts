import { error } from "@sveltejs/kit";
import { dev } from "$app/env";

/** Every part in its states, for whoever draws a page; it is not part of what shops serve. */
export async function load() {
    if (dev) return { Parts: (await import("@vuelve/ui/Specimens.svelte")).default };
    error(404);
}
