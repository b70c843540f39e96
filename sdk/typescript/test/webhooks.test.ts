import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { verifyWebhook, WebhookRejected } from "../src/index.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const body = '{"type":"vuelve.purchase.recorded.v1","id":"evt_1"}';
const now = 1_772_452_800;

/** The signature as its definition writes it, by another library than the one under test. */
function signed(by = secret, at = now, text = body): Record<string, string> {
    const key = Buffer.from(by.slice("whsec_".length), "base64");
    const signature = createHmac("sha256", key).update(`msg_1.${at}.${text}`).digest("base64");
    return { "Webhook-Id": "msg_1", "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
}
const rejects = (headers: Record<string, string>, text = body) =>
    assert.rejects(verifyWebhook(text, headers, { secret, now }), WebhookRejected);

test("a webhook of ours is read", async () => {
    assert.deepEqual(await verifyWebhook(body, signed(), { secret, now }), JSON.parse(body));
    assert.ok(await verifyWebhook(body, new Headers(signed()), { secret, now }));
});

test("the signature that the definition of Standard Webhooks gives as its example fits", async () => {
    const payload = '{"test": 2432232314}';
    const headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    };
    assert.deepEqual(await verifyWebhook(payload, headers, { secret, now: 1614265330 }), { test: 2432232314 });
});

test("while the secret is changed, either fits", async () => {
    const next = "whsec_" + Buffer.from("another secret of ours").toString("base64");
    const both = signed();
    both["webhook-signature"] += " " + signed(next)["webhook-signature"];
    assert.ok(await verifyWebhook(body, both, { secret: next, now }));
    assert.ok(await verifyWebhook(body, signed(next), { secret: [secret, next], now }));
});

test("anything else is rejected", async () => {
    await rejects(signed(), body.replace("evt_1", "evt_2"));
    await rejects(signed(secret, now - 301));
    await rejects(signed(secret, now + 301));
    await rejects(signed("whsec_" + Buffer.from("not the secret").toString("base64")));
    await rejects({ ...signed(), "webhook-timestamp": "soon" });
    await rejects({ ...signed(), "webhook-signature": "v1,%%%% v2,AAAA" });
    await rejects({ "webhook-id": "msg_1", "webhook-timestamp": String(now) });
});
