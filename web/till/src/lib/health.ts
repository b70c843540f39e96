import { call } from "./api.ts";

/** The cheapest question there is: is the server there? */
export const callHealth = (): Promise<unknown> => call("getHealth");
