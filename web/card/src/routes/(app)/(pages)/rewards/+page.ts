import { shelf } from "#lib/pages/shelfReading.ts";

export const load = () => ({ shelf: shelf() });
