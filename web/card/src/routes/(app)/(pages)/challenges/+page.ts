import { activities } from "#lib/pages/activities.ts";

export const load = () => ({ standings: activities() });
