import { learnPages } from "#lib/pages/words.ts";

/** For whoever was told that their phone or e-mail was changed and did not do it: the link of that message, open to anybody who has it. */
export async function load({ parent }) {
    await parent();
    await learnPages();
}
