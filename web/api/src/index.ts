export { Api, type Connection, type Request } from "./client.ts";
export { isUnreachable, troubleOf, Unreachable } from "./trouble.ts";
export { OutcomeUnknown, VuelveError } from "../../../sdk/typescript/src/errors.ts";
export type { Operations } from "../../../sdk/typescript/src/generated/operations.ts";
export type * from "../../../sdk/typescript/src/generated/types.gen.ts";
