import { Api } from "@vuelve/api";
import { language } from "@vuelve/ui/i18n.svelte.ts";
import { fetchOnce } from "#lib/early.ts";
import { endSession } from "#lib/session.svelte.ts";

/** The shop's server, as whoever holds this phone. */
export const api = new Api({ language, onSignedOut: () => void endSession(), fetch: fetchOnce });
