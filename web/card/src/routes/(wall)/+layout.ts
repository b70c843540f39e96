import { requireMember } from "#lib/guard.ts";
import { learnPages } from "#lib/pages/words.ts";

/** Pages that are one wall, shown at a till: no dock, nothing else to press. */
export async function load({ parent, url }) {
    await requireMember(parent, url);
    await learnPages();
}
