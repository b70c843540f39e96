import { requireMember } from "#lib/guard.ts";

export const load = async ({ parent }) => requireMember(parent);
