import { toast } from "@vuelve/ui/toasts.svelte.ts";
import { say } from "./words.ts";

/** Hands words on by whatever the phone offers, else copies them. A share that the reader calls off is no fault. */
export async function pass(text: string, url?: string): Promise<void> {
    if (navigator.share) {
        try {
            await navigator.share(url ? { text, url } : { text });
        } catch (cause) {
            if (!(cause instanceof DOMException && cause.name === "AbortError")) throw cause;
        }
        return;
    }
    await navigator.clipboard.writeText(url ? `${text} ${url}` : text);
    toast(say("pass.copied"));
}

/** Lays a file where the reader keeps theirs. */
export function saveFile(name: string, text: string, type = "application/json"): void {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
