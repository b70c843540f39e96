/** The browser's offer to put the card among the phone's apps, where it makes one. */
interface InstallOffer extends Event {
    prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

const offered = $state<{ offer: InstallOffer | undefined }>({ offer: undefined });

export const canInstall = (): boolean => offered.offer !== undefined;

/** Once, when the app starts. */
export function listenForInstall(): void {
    addEventListener("beforeinstallprompt", (event) => {
        event.preventDefault(); // offered where it fits, on the page of the code, and not over a page that is being read
        offered.offer = event as InstallOffer;
    });
    addEventListener("appinstalled", () => (offered.offer = undefined));
}

export async function install(): Promise<void> {
    const outcome = await offered.offer?.prompt();
    if (outcome) offered.offer = undefined;
}
