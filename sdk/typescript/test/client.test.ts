import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { OutcomeUnknown, VuelveError, type Vuelve } from "../src/index.ts";
import { badLine, Shop } from "./shop.ts";

const sale = (id: string, member: string) => ({
    body: {
        id,
        member,
        lines: [{ line: 1, quantity: 1, unit_price: 1000 }],
        tenders: [{ type: "cash", amount: 1000 }],
    },
});

describe("the client, against a real shop", () => {
    let shop: Shop;
    let till: Vuelve;
    let key: string;
    let ana: string;

    before(async () => {
        const opened = await Shop.open("pos");
        shop = opened.shop;
        key = opened.keys[0]!;
        till = shop.client(key);
        ana = (await till.createMember({ body: { name: "Ana", identities: ["phone:+593987654321"] }, key: "ana" })).data.member;
    });
    after(() => shop.close());

    test("a purchase earns, and the same again is replayed", async () => {
        const first = await till.createPurchase(sale("C-1", ana));
        assert.equal(first.status, 201);
        assert.equal(first.replayed, false);
        const again = await till.createPurchase(sale("C-1", ana));
        assert.equal(again.replayed, true);
        assert.deepEqual(again.data, first.data);
    });

    test("a lost answer is fetched by asking again: nothing is doubled", async () => {
        const line = await badLine(shop.baseUrl, 2);
        const waits: number[] = [];
        const over = shop.client(key, { baseUrl: line.url, onRetry: ({ attempt }) => waits.push(attempt) });
        const answer = await over.createPurchase(sale("C-2", ana));
        assert.deepEqual(waits, [2, 3]);
        assert.equal(answer.replayed, true);
        line.close();
        const { data } = await till.listMemberHistory({ path: { id: ana } });
        assert.equal(data.items.filter((item) => item.purchase === "C-2").length, 1);
    });

    test("one key for all attempts of an act without an id of its own", async () => {
        const line = await badLine(shop.baseUrl, 1);
        const over = shop.client(key, { baseUrl: line.url });
        const { data, replayed } = await over.createMember({ body: { name: "Beto", identities: ["phone:+593987654322"] } });
        assert.equal(replayed, true);
        assert.equal((await till.getMember({ path: { id: data.member } })).data.name, "Beto");
        line.close();
    });

    test("when nobody answers at all, the caller learns the key to ask again with", async () => {
        const line = await badLine(shop.baseUrl, 99);
        const over = shop.client(key, { baseUrl: line.url, retries: 1 });
        const body = { body: { name: "Carla", identities: ["phone:+593987654323"] }, key: "enrol-carla" };
        await assert.rejects(over.createMember(body), (error: OutcomeUnknown) => {
            assert.ok(error instanceof OutcomeUnknown);
            assert.equal(error.key, "enrol-carla");
            return true;
        });
        assert.equal(line.passed(), 2);
        line.close();
        const again = await till.createMember(body);
        assert.equal(again.replayed, true);
    });

    test("a refusal is an error with code, status and every fault", async () => {
        const wrong = { body: { id: "C-3", member: ana, lines: [{ line: 1, quantity: -1, unit_price: 1 }], tenders: [] } };
        await assert.rejects(till.createPurchase(wrong), (error: VuelveError) => {
            assert.ok(error instanceof VuelveError);
            assert.equal(error.code, "VALIDATION_FAILED");
            assert.equal(error.status, 422);
            assert.equal(error.faults[0]?.pointer, "/lines/0/quantity");
            return true;
        });
        await assert.rejects(
            till.createReservation({ body: { member: ana, currency: "PTS", points: 1_000_000 }, language: "pt" }),
            (error: VuelveError) => {
                assert.equal(error.code, "INSUFFICIENT_POINTS");
                assert.ok(error.problem.missing! > 0);
                assert.match(error.message, /Você pediu 1,000,000 /);
                return true;
            },
        );
    });

    test("a refusal is not asked for again", async () => {
        let attempts = 0;
        const counting: typeof fetch = (...asked) => (++attempts, fetch(...asked));
        const over = shop.client(key, { fetch: counting });
        await assert.rejects(over.getMember({ path: { id: "mbr_0000000000000" } }), VuelveError);
        assert.equal(attempts, 1);
    });

    test("lists are walked page after page", async () => {
        for (let i = 0; i < 7; ++i) await till.createPurchase(sale(`P-${i}`, ana));
        const seen: string[] = [];
        for await (const item of till.each("listMemberHistory", { path: { id: ana }, query: { limit: 3 } }))
            if (item.purchase?.startsWith("P-")) seen.push(item.purchase);
        assert.deepEqual(seen.toSorted(), ["P-0", "P-1", "P-2", "P-3", "P-4", "P-5", "P-6"]);
    });

    test("a caller who gives up is told so at once", async () => {
        const ended = AbortSignal.abort(new Error("the shop is closing"));
        await assert.rejects(till.getMember({ path: { id: ana }, signal: ended }), /the shop is closing/);
    });

    test("the till of the examples sells", () => {
        const example = new URL("../examples/till.ts", import.meta.url).pathname;
        const env = { ...process.env, VUELVE_URL: shop.baseUrl, VUELVE_KEY: key };
        const run = (who: string) => execFileSync(process.execPath, [example, who, "2x4.50", "1x1.00"], { env, encoding: "utf8", stdio: "pipe" });
        const said = run("phone:+593987654321");
        assert.match(said, /^Ana: ganaría 10 /);
        assert.match(said, /Ganaste 10 /);
        assert.throws(() => run("phone:+593999999999"), (error: { stderr: string }) => /socio/i.test(error.stderr));
    });

    test("what is missing in a path is our caller's mistake, and nothing is sent", async () => {
        await assert.rejects(till.getMember({ path: { id: "" } }), TypeError);
    });
});
