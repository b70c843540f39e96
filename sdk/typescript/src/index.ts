export { Vuelve, type Answer, type Options, type Request } from "./client.ts";
export { OutcomeUnknown, VuelveError, WebhookRejected } from "./errors.ts";
export { isEvent, type EventName, type EventOf, type FeedOptions } from "./events.ts";
export { verifyWebhook, type WebhookOptions } from "./webhooks.ts";
export type * from "./generated/types.gen.ts";
