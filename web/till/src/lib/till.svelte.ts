import { callHealth } from "./health.ts";
import { recallAnonymous, countAnonymous } from "./anonymous.svelte.ts";
import { changeSale, clearCounter, counter, find, findByName, lookCloser, purchaseNow, toCharge, type Found } from "./counter.svelte.ts";
import { askDesk, nameOf, products, recallDesk } from "./desk.svelte.ts";
import { read, type Reading } from "./find/read.ts";
import { watchLine, whenBack } from "./line.svelte.ts";
import { resume, watchPerson } from "./person.svelte.ts";
import { openQueue, press, settled } from "./queue/queue.svelte.ts";
import { openTillDatabase } from "./queue/shelf.ts";
import { withArticle, type Sale } from "./sale/sale.ts";
import * as sound from "./sound.ts";

/** What the till shows. Locked or not is told apart: what is being done stays below the lock. */
export type Stage = "starting" | "idle" | "sale" | "result" | "return" | "enrol" | "shift";

/** A sale that was pressed, as its result page needs it. */
export interface Charged {
    key: string;
    sale: Sale;
    charged: number;
    total: number;
    who: string | undefined;
}

interface TillState {
    stage: Stage;
    /** What the last look-up said, when it found nobody. */
    found: Exclude<Found, { found: "one" }> | undefined;
    asked: string;
    /** A phone for the enrolment page, typed before. */
    phone: string;
    receipt: string;
    charged: Charged | undefined;
    looking: boolean;
}
export const till = $state<TillState>({ stage: "starting", found: undefined, asked: "", phone: "", receipt: "", charged: undefined, looking: false });

export function go(stage: Stage): void {
    till.found = undefined;
    till.stage = stage;
}

/** The app itself is kept by its service worker: a till that was shut without a line opens without one. A new version waits for the next opening. */
const keepApp = () => navigator.serviceWorker?.register("/till/service-worker.js", { type: "module", scope: "/till" }).catch(() => undefined);

/** Everything the till knows is taken up from its disk first, so that it sells from the first second. */
export async function startTill(): Promise<() => void> {
    void keepApp();
    void navigator.storage?.persist?.();
    const db = await openTillDatabase();
    await recallDesk(db);
    await recallAnonymous(db);
    const stops = [watchLine(callHealth), watchPerson()];
    whenBack(() => void askDesk());
    await askDesk();
    await openQueue(db);
    await resume().catch(() => undefined);
    till.stage = "idle";
    return () => stops.forEach((stop) => stop());
}

/** What a scanner read or somebody typed, wherever they are. */
export async function take(text: string, by: "scanner" | "person"): Promise<void> {
    if (by === "scanner") sound.read();
    if (till.stage === "sale" && counter.sale.by === "lines") {
        const article = products().find(({ sku }) => sku === text.trim());
        if (article && article.unit_price !== null) return changeSale({ lines: withArticle(counter.sale, { sku: article.sku, name: nameOf(article), price: article.unit_price }).lines });
    }
    await act(read(text, by), text);
}

async function act(reading: Reading, text: string): Promise<void> {
    till.asked = text.trim();
    switch (reading.kind) {
        case "qr":
        case "member":
            return look(reading);
        case "receipt":
            till.receipt = reading.number;
            return go("return");
        case "voucher":
            if (till.stage === "sale") changeSale({ coupons: [...counter.sale.coupons, reading.code] });
            return;
        case "words":
            return look(reading);
        case "nothing":
            return;
    }
}

/** Looks a member up, for a new sale or for the one being rung up: who shows a card late still gets the points. */
async function look(reading: Extract<Reading, { kind: "qr" | "member" | "words" }>): Promise<void> {
    if (till.stage === "result") clearCounter();
    till.looking = true;
    till.found = undefined;
    try {
        const found = reading.kind === "words" ? await findByName(reading.text) : await find(reading);
        if (found.found === "one") {
            sound.good();
            if (till.stage !== "sale") go("sale");
            return;
        }
        if (found.found !== "several") sound.bad();
        till.found = found;
        till.phone = reading.kind === "member" ? (reading.phone ?? "") : "";
        if (till.stage === "result") till.stage = "idle";
    } finally {
        till.looking = false;
    }
}

/** The cashier asked, and it is this one. */
export const pick = (member: string): Promise<void> => look({ kind: "member", ways: [member] });

export function sellToNobody(): void {
    clearCounter();
    go("sale");
}

/** How long the till waits for the answer before it says that it is checking. */
const patienceMs = 4000;

/** The one button. Where nobody was named there is nothing to send. */
export async function charge(): Promise<void> {
    const amount = toCharge();
    if (!counter.customer) {
        await countAnonymous(amount);
        till.charged = { key: "", sale: $state.snapshot(counter.sale) as Sale, charged: amount, total: amount, who: undefined };
        sound.good();
        return go("result");
    }
    const { make, told } = purchaseNow();
    till.charged = { key: "", sale: $state.snapshot(counter.sale) as Sale, charged: amount, total: told.amount ?? amount, who: counter.customer.member?.name ?? undefined };
    const pressed = await press(make, told);
    till.charged.key = pressed.key;
    go("result");
    const act = await settled(pressed.key, patienceMs);
    if (act?.state === "refused") return sound.bad();
    sound.good();
    if (act?.state === "done" && counter.customer?.member) void lookCloser(counter.customer.member.member);
}

export function nextCustomer(): void {
    till.charged = undefined;
    clearCounter();
    go("idle");
}
