import { learnPages } from "#lib/pages/words.ts";

/** The words of these pages come with the first of them. */
export async function load({ parent }) {
    await parent();
    await learnPages();
}
