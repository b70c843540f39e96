import { requireMember } from "#lib/guard.ts";

export const load = async ({ parent, url }) => requireMember(parent, url);
