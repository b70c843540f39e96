#include "storage/webhook_store.h"

#include <array>
#include <charconv>

#include "generated/sql.h"
#include "storage/text_list.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view sealed_webhook = "webhook";

Bytes seal_secrets(const Vault& vault, std::int64_t id, const WebhookSecrets& secrets) {
    return vault.seal_secret(
        sealed_webhook, id,
        write_list({secrets.current, secrets.old, std::to_string(secrets.old_until.value),
                    secrets.rotated_by}));
}

WebhookSecrets open_secrets(const Vault& vault, std::int64_t id, BytesView sealed) {
    const auto list = read_list(vault.open_secret(sealed_webhook, id, sealed));
    if (list.size() != 4)
        throw StorageError(Trouble::Corrupt, "a webhook's secrets have no known form");
    WebhookSecrets secrets{.current = list[0], .old = list[1], .rotated_by = list[3]};
    const std::string& until = list[2];
    std::from_chars(until.data(), until.data() + until.size(), secrets.old_until.value);
    return secrets;
}

}  // namespace

std::string_view name_of(WebhookState state) {
    static constexpr std::array names{"", "active", "paused", "disabled"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view name_of(DeliveryState state) {
    static constexpr std::array names{"", "pending", "dead", "delivered"};
    return names[static_cast<std::size_t>(state)];
}

void WebhookStore::add(Transaction& tx, const Webhook& webhook) const {
    tx.exec(sql::insert_webhook,
            {placement_.tenant_id, webhook.id, programme_id_, webhook.key_hash,
             webhook.request_hash, webhook.name, webhook.url, write_list(webhook.types),
             seal_secrets(vault_, webhook.id, webhook.secrets), webhook.state, webhook.place,
             webhook.created_at});
}

std::vector<Webhook> WebhookStore::read(Rows rows) const {
    std::vector<Webhook> webhooks;
    while (rows.next()) {
        const std::int64_t id = rows.integer(0);
        webhooks.push_back({.id = id,
                            .key_hash = rows.hash<16>(1),
                            .request_hash = rows.hash<16>(2),
                            .name = std::string(rows.text(3)),
                            .url = std::string(rows.text(4)),
                            .types = read_list(rows.text(5)),
                            .secrets = open_secrets(vault_, id, rows.bytes(6)),
                            .state = rows.get<WebhookState>(7),
                            .reason = std::string(rows.text(8)),
                            .place = rows.integer(9),
                            .failing_since = rows.maybe<Instant>(10),
                            .created_at = rows.get<Instant>(11)});
    }
    return webhooks;
}

std::vector<Webhook> WebhookStore::list(Reader& reader, std::int64_t after, int limit) const {
    return read(
        reader.query(sql::webhooks_of, {placement_.tenant_id, programme_id_, after, limit}));
}

std::optional<Webhook> WebhookStore::find(Reader& reader, std::int64_t id) const {
    auto found = read(reader.query(sql::one_webhook, {placement_.tenant_id, programme_id_, id}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<Webhook> WebhookStore::find_key(Reader& reader, const Hash16& key_hash) const {
    auto found =
        read(reader.query(sql::webhook_by_key, {placement_.tenant_id, programme_id_, key_hash}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void WebhookStore::update(Transaction& tx, const Webhook& webhook) const {
    tx.exec(sql::update_webhook,
            {placement_.tenant_id, webhook.id, webhook.name, webhook.url, write_list(webhook.types),
             seal_secrets(vault_, webhook.id, webhook.secrets)});
}

void WebhookStore::set_state(Transaction& tx,
                             std::int64_t id,
                             WebhookState state,
                             std::string_view reason) const {
    tx.exec(sql::set_webhook_state, {placement_.tenant_id, id, state, reason});
}

void WebhookStore::remove(Transaction& tx, std::int64_t id) const {
    tx.exec(sql::delete_deliveries_of, {bucket(), placement_.tenant_id, id});
    tx.exec(sql::delete_tries_of, {bucket(), placement_.tenant_id, id});
    tx.exec(sql::delete_webhook, {placement_.tenant_id, id});
}

std::optional<WebhookStore::Noted> WebhookStore::note(Transaction& tx,
                                                      std::int64_t id,
                                                      const WebhookProgress& progress) const {
    Rows rows = tx.query(sql::note_webhook_progress,
                         {placement_.tenant_id, id, progress.place,
                          static_cast<int>(progress.has_delivered), progress.failed_at});
    if (!rows.next()) return std::nullopt;
    return Noted{rows.maybe<Instant>(0)};
}

void WebhookStore::put(Transaction& tx,
                       std::int64_t id,
                       const std::vector<Delivery>& deliveries) const {
    Batch batch(7);
    for (const Delivery& delivery : deliveries)
        batch.add(bucket(), placement_.tenant_id, id, delivery.sequence, delivery.state,
                  delivery.tries, delivery.next_at);
    tx.exec_batch(sql::put_delivery, batch);
}

void WebhookStore::take_out(Transaction& tx, std::int64_t id, std::int64_t sequence) const {
    tx.exec(sql::delete_delivery, {bucket(), placement_.tenant_id, id, sequence});
}

void WebhookStore::log(Transaction& tx,
                       std::int64_t id,
                       std::int64_t try_id,
                       const DeliveryTry& done) const {
    tx.exec(sql::insert_delivery_try,
            {bucket(), placement_.tenant_id, id, done.sequence, try_id, done.at, done.number,
             done.status, done.error, done.duration_ms});
}

std::vector<DueDelivery> WebhookStore::due(Reader& reader,
                                           std::int64_t id,
                                           Instant now,
                                           int limit) const {
    Rows rows = reader.query(sql::due_deliveries, {bucket(), placement_.tenant_id, id, now, limit});
    std::vector<DueDelivery> due;
    while (rows.next()) due.push_back({.sequence = rows.integer(0), .tries = rows.get<int>(1)});
    return due;
}

std::optional<Instant> WebhookStore::next_due(Reader& reader, std::int64_t id) const {
    Rows rows = reader.query(sql::next_delivery, {bucket(), placement_.tenant_id, id});
    return rows.next() ? rows.maybe<Instant>(0) : std::nullopt;
}

int WebhookStore::count_pending(Reader& reader, std::int64_t id, int most) const {
    Rows rows =
        reader.query(sql::count_pending_deliveries, {bucket(), placement_.tenant_id, id, most});
    rows.next();
    return rows.get<int>(0);
}

void WebhookStore::bury(Transaction& tx, std::int64_t id) const {
    tx.exec(sql::bury_deliveries, {bucket(), placement_.tenant_id, id});
}

std::int64_t WebhookStore::replay_dead(Transaction& tx, std::int64_t id, Instant now) const {
    return tx.exec(sql::replay_dead_deliveries, {bucket(), placement_.tenant_id, id, now});
}

std::vector<Delivery> WebhookStore::page(Reader& reader,
                                         std::int64_t id,
                                         std::int64_t before,
                                         std::optional<DeliveryState> state,
                                         int limit) const {
    const auto wanted = state ? static_cast<int>(*state) : 0;
    Rows rows = reader.query(sql::deliveries_page,
                             {bucket(), placement_.tenant_id, id, before, wanted, limit});
    std::vector<Delivery> page;
    while (rows.next())
        page.push_back({.sequence = rows.integer(0),
                        .state = rows.get<DeliveryState>(1),
                        .tries = rows.get<int>(2),
                        .next_at = rows.get<Instant>(3),
                        .type = std::string(rows.text(4))});
    return page;
}

std::vector<DeliveryTry> WebhookStore::tries(Reader& reader,
                                             std::int64_t id,
                                             std::int64_t sequence,
                                             int limit) const {
    Rows rows =
        reader.query(sql::delivery_tries, {bucket(), placement_.tenant_id, id, sequence, limit});
    std::vector<DeliveryTry> tries;
    while (rows.next())
        tries.push_back({.sequence = rows.integer(0),
                         .at = rows.get<Instant>(1),
                         .number = rows.get<int>(2),
                         .status = rows.get<int>(3),
                         .error = std::string(rows.text(4)),
                         .duration_ms = rows.integer(5)});
    return tries;
}

std::int64_t WebhookStore::sweep_tries(Transaction& tx, Instant before, int limit) const {
    return tx.exec(sql::sweep_delivery_tries, {bucket(), placement_.tenant_id, before, limit});
}

std::vector<std::int64_t> WebhookStore::tried_between(
    Reader& reader, std::int64_t id, Instant from, Instant to, int limit) const {
    Rows rows = reader.query(sql::sequences_tried_between,
                             {bucket(), placement_.tenant_id, id, from, to, limit});
    std::vector<std::int64_t> sequences;
    while (rows.next()) sequences.push_back(rows.integer(0));
    return sequences;
}

}  // namespace vuelve::storage
