import { shelf } from "#lib/pages/shelfReading.ts";

export const load = ({ params }) => ({ id: params.id, shelf: shelf() });
