import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isEvent, VuelveError, type AnyEvent, type Vuelve } from "../src/index.ts";
import { Shop } from "./shop.ts";

describe("the event feed of a real shop", () => {
    let shop: Shop;
    let till: Vuelve;
    let reader: Vuelve;
    let key: string;
    let ana: string;

    const sell = (id: string) =>
        till.createPurchase({ body: { id, member: ana, lines: [{ line: 1, quantity: 1, unit_price: 1000 }], tenders: [{ type: "cash", amount: 1000 }] } });
    const all = async (options: Parameters<Vuelve["events"]>[0] = {}) => {
        const events: AnyEvent[] = [];
        for await (const event of reader.events(options)) events.push(event);
        return events;
    };

    before(async () => {
        const opened = await Shop.open("pos", "events.read");
        shop = opened.shop;
        till = shop.client(opened.keys[0]!);
        key = opened.keys[1]!;
        reader = shop.client(key);
        ana = (await till.createMember({ body: { name: "Ana", identities: ["phone:+593987654321"] } })).data.member;
    });
    after(() => shop.close());

    test("is read from the beginning and gone on from the last event", async () => {
        await sell("E-1");
        const first = await all();
        assert.ok(first.some((event) => isEvent(event, "member.enrolled")));
        const sale = first.find((event) => isEvent(event, "purchase.recorded"));
        assert.equal(sale?.data.purchase, "E-1");
        assert.equal(sale?.subject, ana);
        assert.equal(first.filter((event) => isEvent(event, "points.earned")).length, 1);

        const last = first.at(-1)!.id;
        assert.deepEqual(await all({ after: last }), []);
        await sell("E-2");
        const more = await all({ after: last });
        assert.deepEqual(more.map((event) => event.type).slice(0, 2), ["vuelve.purchase.recorded.v1", "vuelve.points.earned.v1"]);
        assert.ok(more[0]!.sequence > first.at(-1)!.sequence);
    });

    test("gives only what is asked for", async () => {
        const only = await all({ types: ["points.earned"], subject: ana });
        assert.ok(only.length >= 2);
        assert.ok(only.every((event) => isEvent(event, "points.earned") && event.data.points > 0));
        await assert.rejects(all({ after: "evt_nowhere" }), (error: VuelveError) => error.faults[0]?.pointer === "/after");
    });

    test("is followed as it grows", async () => {
        const stop = new AbortController();
        const heard: string[] = [];
        const last = (await all()).at(-1)!.id;
        setTimeout(() => void sell("E-3"), 50);
        await assert.rejects(async () => {
            for await (const event of reader.events({ after: last, follow: true, waitMs: 20, signal: stop.signal, types: ["purchase.recorded"] }))
                if (isEvent(event, "purchase.recorded")) heard.push(event.data.purchase), stop.abort(new Error("enough"));
        }, /enough/);
        assert.deepEqual(heard, ["E-3"]);
    });

    test("is told live over one line, and taken up again where it broke", async () => {
        const last = (await all()).at(-1)!.id;
        const stop = new AbortController();
        let lines = 0;
        // The first line breaks as soon as it has told something.
        const breaking: typeof fetch = async (...asked) => {
            const response = await fetch(...asked);
            if (++lines > 1) return response;
            const source = response.body!.getReader();
            const body = new ReadableStream<Uint8Array>({
                async pull(controller) {
                    const { value } = await source.read();
                    if (value?.length) controller.enqueue(value);
                    if (value && new TextDecoder().decode(value).includes("data:")) {
                        controller.close();
                        void source.cancel();
                    }
                },
            });
            return new Response(body, { status: response.status, headers: response.headers });
        };
        const over = shop.client(key, { fetch: breaking });
        const heard: string[] = [];
        setTimeout(() => void sell("L-1"), 50);
        for await (const event of over.live({ after: last, types: ["purchase.recorded"], signal: stop.signal })) {
            if (!isEvent(event, "purchase.recorded")) continue;
            heard.push(event.data.purchase);
            if (heard.length === 1) setTimeout(() => void sell("L-2"), 50);
            if (heard.length === 2) break;
        }
        assert.deepEqual(heard, ["L-1", "L-2"]);
        assert.ok(lines >= 2);
    });
});
