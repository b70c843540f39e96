#include "app/webhooks.h"

#include <algorithm>

#include "app/audit.h"
#include "app/deliveries.h"
#include "app/webhook_message.h"
#include "app/webhook_signature.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "notify/target_url.h"
#include "storage/event_store.h"

namespace vuelve::app {
namespace {

constexpr int tests_max = 2;  // each holds a worker for as long as its receiver takes

std::string canonical_draft(const WebhookDraft& draft) {
    JsonWriter out;
    out.begin_object().member("name", draft.name).key("types").begin_array();
    for (const std::string& type : draft.types) out.value(type);
    out.end_array().member("url", draft.url).end_object();
    return std::move(out).text();
}

/// With the fault where a form shows it.
Result<std::string> safe_url(const std::string& url, const notify::PrivateTargets& listed) {
    auto read = notify::read_target_url(url, listed);
    if (!read) read.error().faults = {{"/url", "wrong-format", read.error().message}};
    return read;
}

std::string webhook_key(const Caller& caller, const std::string& key) {
    return "webhook/" + caller.owner + "/" + key;
}

Deed webhook_deed(const char* action, const OpenProgramme& programme, std::int64_t id) {
    return {.action = action, .object = "webhook:" + public_webhook(programme, id)};
}

std::string test_body(const OpenProgramme& programme,
                      const storage::Webhook& webhook,
                      const std::string& id,
                      Instant now) {
    JsonWriter out;
    out.begin_object()
        .member("specversion", "1.0")
        .member("id", id)
        .member("source",
                "/" + programme.tenant_code() + "/" + programme.snapshot()->document().code)
        .member("type", "vuelve.webhook.test.v1")
        .member("time", now)
        .member("datacontenttype", "application/json")
        .key("data")
        .begin_object()
        .member("webhook", public_webhook(programme, webhook.id))
        .end_object()
        .end_object();
    return std::move(out).text();
}

/// One of a few at once.
class Seat {
 public:
    explicit Seat(std::atomic<int>& taken) : taken_(taken), number_(++taken) {}
    ~Seat() { --taken_; }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    bool is_free() const { return number_ <= tests_max; }

 private:
    std::atomic<int>& taken_;
    int number_;
};

}  // namespace

storage::WebhookStore webhooks_of(const OpenProgramme& programme) {
    return {programme.vault(), programme.placement(), programme.key().programme_id};
}

std::string public_webhook(const OpenProgramme& programme, std::int64_t id) {
    return format_public(PublicKind::Webhook, {id, storage::base_bucket(programme.placement())});
}

Result<notify::PrivateTargets> read_private_targets(std::string_view text) {
    notify::PrivateTargets listed;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view one = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        const auto address = notify::parse_endpoint(one);
        if (!address)
            return refuse(ErrorCode::InternalError,
                          "a webhook target is an address and a port such as 127.0.0.1:9000 or "
                          "[::1]:9000, not " +
                              std::string(one));
        listed.push_back(*address);
    }
    return listed;
}

Result<Webhooks::Made> Webhooks::create(const OpenProgramme& programme,
                                        const Caller& caller,
                                        const WebhookDraft& draft,
                                        const std::string& key) {
    const std::string url = TRY(safe_url(draft.url, listed_));
    const auto store = webhooks_of(programme);
    storage::Webhook webhook{.key_hash = programme.vault().key_hash(programme.key().programme_id,
                                                                    webhook_key(caller, key)),
                             .request_hash = programme.vault().request_hash(canonical_draft(draft)),
                             .name = draft.name,
                             .url = url,
                             .types = draft.types,
                             .secrets = {.current = new_webhook_secret()}};
    auto tx = service_.database().begin();
    if (auto known = store.find_key(*tx, webhook.key_hash)) {
        if (known->request_hash != webhook.request_hash)
            return refuse(ErrorCode::IdempotencyConflict);
        return Made{std::move(*known), false};
    }
    if (std::ssize(store.list(*tx, 0, webhooks_max)) == webhooks_max)
        return refuse_field("", "too-many", "a programme has at most 50 webhooks");
    webhook.id = service_.ids().next_id();
    webhook.created_at = service_.now();
    webhook.place = storage::EventStore(programme.placement()).last(*tx);
    store.add(*tx, webhook);
    record_deed(programme, *tx, caller, webhook_deed("webhook.created", programme, webhook.id),
                webhook.created_at);
    tx->commit();
    changed_.ring();
    return Made{std::move(webhook), true};
}

std::vector<storage::Webhook> Webhooks::list(const OpenProgramme& programme,
                                             std::int64_t after,
                                             int limit) {
    return webhooks_of(programme).list(*service_.database().snapshot(), after, limit);
}

Result<storage::Webhook> Webhooks::find(const OpenProgramme& programme, std::int64_t id) {
    auto found = webhooks_of(programme).find(*service_.database().snapshot(), id);
    if (!found) return refuse(ErrorCode::NotFound);
    return std::move(*found);
}

WebhookView Webhooks::view(const OpenProgramme& programme, storage::Webhook webhook) {
    auto reader = service_.database().snapshot();
    const auto last = storage::EventStore(programme.placement()).last(*reader);
    const int pending =
        webhooks_of(programme).count_pending(*reader, webhook.id, deliveries_pending_max);
    const std::int64_t behind = std::max<std::int64_t>(last - webhook.place, 0);
    return {.webhook = std::move(webhook), .behind = behind, .pending = pending};
}

Result<storage::Webhook> Webhooks::change(const OpenProgramme& programme,
                                          const Caller& caller,
                                          std::int64_t id,
                                          const WebhookDraft& draft) {
    const std::string url = TRY(safe_url(draft.url, listed_));
    const auto store = webhooks_of(programme);
    auto tx = service_.database().begin();
    auto webhook = store.find(*tx, id);
    if (!webhook) return refuse(ErrorCode::NotFound);
    Deed deed = webhook_deed("webhook.changed", programme, id);
    if (webhook->name != draft.name) deed.fields.emplace_back("name");
    if (webhook->url != url) deed.fields.emplace_back("url");
    if (webhook->types != draft.types) deed.fields.emplace_back("types");
    webhook->name = draft.name;
    webhook->url = url;
    webhook->types = draft.types;
    store.update(*tx, *webhook);
    record_deed(programme, *tx, caller, deed, service_.now());
    tx->commit();
    changed_.ring();
    return std::move(*webhook);
}

Result<void> Webhooks::remove(const OpenProgramme& programme,
                              const Caller& caller,
                              std::int64_t id) {
    const auto store = webhooks_of(programme);
    auto tx = service_.database().begin();
    if (!store.find(*tx, id)) return refuse(ErrorCode::NotFound);
    store.remove(*tx, id);
    record_deed(programme, *tx, caller, webhook_deed("webhook.deleted", programme, id),
                service_.now());
    tx->commit();
    changed_.ring();
    return {};
}

Result<storage::Webhook> Webhooks::set_state(const OpenProgramme& programme,
                                             const Caller& caller,
                                             std::int64_t id,
                                             storage::WebhookState state) {
    const auto store = webhooks_of(programme);
    auto tx = service_.database().begin();
    auto webhook = store.find(*tx, id);
    if (!webhook) return refuse(ErrorCode::NotFound);
    if (webhook->state == state) return std::move(*webhook);
    // One that was given up is not merely paused: that would hide why it stands still.
    if (webhook->state == storage::WebhookState::Disabled && state == storage::WebhookState::Paused)
        return refuse(ErrorCode::InvalidState);
    store.set_state(*tx, id, state, "");
    const bool is_resumed = state == storage::WebhookState::Active;
    record_deed(programme, *tx, caller,
                webhook_deed(is_resumed ? "webhook.resumed" : "webhook.paused", programme, id),
                service_.now());
    webhook = store.find(*tx, id);
    tx->commit();
    changed_.ring();
    return std::move(*webhook);
}

Result<Webhooks::Made> Webhooks::rotate(const OpenProgramme& programme,
                                        const Caller& caller,
                                        std::int64_t id,
                                        std::int64_t valid_hours,
                                        const std::string& key) {
    const auto store = webhooks_of(programme);
    auto tx = service_.database().begin();
    auto webhook = store.find(*tx, id);
    if (!webhook) return refuse(ErrorCode::NotFound);
    storage::WebhookSecrets& secrets = webhook->secrets;
    const std::string asked = webhook_key(caller, key);
    if (secrets.rotated_by == asked) return Made{std::move(*webhook), false};
    secrets = {.current = new_webhook_secret(),
               .old = secrets.current,
               .old_until = service_.now() + valid_hours * ms_per_hour,
               .rotated_by = asked};
    store.update(*tx, *webhook);
    record_deed(programme, *tx, caller, webhook_deed("webhook.secret_rotated", programme, id),
                service_.now());
    tx->commit();
    changed_.ring();
    return Made{std::move(*webhook), true};
}

Result<notify::HttpOutcome> Webhooks::test(const OpenProgramme& programme, std::int64_t id) {
    const Seat seat(tests_);
    if (!seat.is_free())
        return refuse(ErrorCode::RateLimited, "other webhooks are tried out: wait for them");
    const storage::Webhook webhook = TRY(find(programme, id));
    const Instant now = service_.now();
    const std::string test_id = "test_" + std::to_string(service_.ids().next_id());
    notify::HttpSender sender(webhook_sender(listed_));
    sender.post(1,
                webhook_post(webhook, now, test_id, test_body(programme, webhook, test_id, now)));
    // Ends by itself: the sender's own limit.
    for (;;)
        if (auto ended = sender.wait(std::chrono::milliseconds(200)); !ended.empty())
            return std::move(ended.front());
}

}  // namespace vuelve::app
