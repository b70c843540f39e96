import { isUnreachable, OutcomeUnknown, troubleOf } from "@vuelve/api";
import { language } from "@vuelve/ui/i18n.svelte.ts";
import { api } from "#lib/api.ts";
import { beginSession } from "#lib/session.svelte.ts";
import { shop } from "#lib/shop.svelte.ts";
import { say } from "#lib/words.ts";
import { consentsOf, digitsOf, resendSeconds, type Arrival, type Asked, type Step } from "./steps.ts";

const deviceKind = (): "phone" | "tablet" | "computer" =>
    matchMedia("(pointer: coarse)").matches ? (Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet") : "computer";

/** Somebody on their way in: what they have told, and what the shop said. */
export class Joining {
    way = $state<"phone" | "email">("phone");
    contact = $state("");
    code = $state("");
    name = $state("");
    ofAge = $state(false);
    consents = $state<Asked[]>([]);
    working = $state(false);
    fault = $state<string>();
    /** When another code may be asked for. */
    resendAt = $state<number>(0);
    #request = "";
    readonly #arrival: Arrival;
    readonly #go: (step: Step | "done") => void;

    constructor(arrival: Arrival, go: (step: Step | "done") => void) {
        this.#arrival = arrival;
        this.#go = go;
        this.way = shop().sign_in.ways[0] ?? "phone";
        this.consents = consentsOf(shop());
    }

    /** Somebody's friend: there is more to win. */
    get invited(): boolean {
        return this.#arrival.referral !== undefined;
    }

    /** Runs one step; what the shop refuses is said on the page. */
    async #attempt(step: () => Promise<void>): Promise<void> {
        if (this.working) return;
        this.working = true;
        this.fault = undefined;
        try {
            await step();
        } catch (cause) {
            if (isUnreachable(cause) || cause instanceof OutcomeUnknown) this.fault = say("join.needsLine");
            else this.fault = troubleOf(cause).sentence ?? say("error.noAnswer");
        } finally {
            this.working = false;
        }
    }

    /** A phone or an e-mail is told; whether it is known is not said before the code. */
    readonly tellContact = () => {
        if (this.contact.trim() === "") {
            this.fault = say(this.way === "phone" ? "join.phoneMissing" : "join.emailMissing");
            return undefined;
        }
        return this.#attempt(async () => {
            const contact = this.contact.trim();
            const body = { ...(this.way === "phone" ? { phone: contact } : { email: contact }), programme: shop().programme, purpose: "sign_in" as const };
            this.#request = (await api.call("createSignInCode", { body })).request;
            this.code = "";
            this.resendAt = Date.now() + resendSeconds * 1000;
            this.#go("code");
        });
    };

    /** The code is whole: a known person is in, a new one goes on. */
    readonly tellCode = () => {
        const code = digitsOf(this.code);
        if (code.length < shop().sign_in.code_digits) {
            this.fault = say("join.codeShort", { digits: shop().sign_in.code_digits });
            return undefined;
        }
        return this.#attempt(async () => {
            const answer = await api.call("createOwnSession", { body: { request: this.#request, code, device: deviceKind(), cookie: true } });
            if ("member" in answer) await this.#enter(answer);
            else this.#go("name");
        });
    };

    /** Straight in with what the till showed. */
    readonly enterShown = () => {
        const shown = this.#arrival.shown;
        if (!shown) return undefined;
        this.#request = shown.request;
        this.code = shown.code;
        return this.tellCode();
    };

    readonly tellName = () => {
        if (shop().join.minimum_age > 0 && !this.ofAge) {
            this.fault = say("join.ageMissing", { age: shop().join.minimum_age });
            return;
        }
        this.fault = undefined;
        if (this.consents.length) this.#go("consents");
        else void this.join();
    };

    readonly join = () =>
        this.#attempt(async () => {
            const { cameBy, referral } = this.#arrival;
            const answer = await api.call("joinProgramme", {
                body: {
                    request: this.#request,
                    code: digitsOf(this.code),
                    device: deviceKind(),
                    cookie: true,
                    language: language(),
                    of_age: this.ofAge,
                    came_by: cameBy,
                    ...(this.name.trim() ? { name: this.name.trim() } : {}),
                    ...(referral ? { referral_code: referral } : {}),
                    consents: this.consents.map(({ purpose, channel, given, text_version }) => ({ purpose, given, text_version, ...(channel ? { channel } : {}) })),
                },
            });
            await this.#enter(answer);
        });

    async #enter(opened: { member: string; csrf?: string }): Promise<void> {
        api.opened(opened);
        await beginSession(opened.member);
        this.#go("done");
    }
}
