import { shelf } from "#lib/pages/shelfReading.ts";

export const load = ({ params }) => ({ code: params.code, shelf: shelf() });
