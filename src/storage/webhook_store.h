#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/config_store.h"
#include "storage/vault.h"

/// Who is told of events, what was not taken at once, and each try. Source: contract.md 3 and 7,
/// docs/adr/0033.
namespace vuelve::storage {

enum class WebhookState : std::uint8_t { Active = 1, Paused, Disabled };
/// "active"
std::string_view name_of(WebhookState state);

/// Standard Webhooks: "whsec_" and base64. While the old one is valid both sign.
struct WebhookSecrets {
    std::string current;
    std::string old;
    Instant old_until{};
    std::string rotated_by;  // the key of the request that made `current`
};

struct Webhook {
    std::int64_t id = 0;
    Hash16 key_hash{}, request_hash{};
    std::string name, url;
    std::vector<std::string> types;  // "points.earned", "points.*"; empty = all
    WebhookSecrets secrets;
    WebhookState state = WebhookState::Active;
    std::string reason;  // why it is disabled: "gone", "failing"
    std::int64_t place = 0;
    std::optional<Instant> failing_since{};
    Instant created_at{};
};

enum class DeliveryState : std::uint8_t { Pending = 1, Dead, Delivered };
std::string_view name_of(DeliveryState state);

/// One event for one webhook, that was not delivered at its first try.
struct Delivery {
    std::int64_t sequence = 0;
    DeliveryState state = DeliveryState::Pending;
    int tries = 0;
    Instant next_at{};
    std::string type;  // of the event, where it was asked for
};

struct DueDelivery {
    std::int64_t sequence = 0;
    int tries = 0;
};

struct DeliveryTry {
    std::int64_t sequence = 0;
    Instant at{};
    int number = 0;  // 1 = the first
    int status = 0;  // of HTTP, 0 = no answer
    std::string error;
    std::int64_t duration_ms = 0;
};

/// What came of a while of sending.
struct WebhookProgress {
    std::int64_t place = 0;
    bool has_delivered = false;
    std::optional<Instant> failed_at{};
};

/// One programme's webhooks. Without state of its own: any thread that has its own reader.
class WebhookStore {
 public:
    WebhookStore(const Vault& vault, Placement placement, std::int64_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    void add(Transaction& tx, const Webhook& webhook) const;
    std::vector<Webhook> list(Reader& reader, std::int64_t after, int limit) const;
    std::optional<Webhook> find(Reader& reader, std::int64_t id) const;
    std::optional<Webhook> find_key(Reader& reader, const Hash16& key_hash) const;
    /// Name, URL, types and secrets.
    void update(Transaction& tx, const Webhook& webhook) const;
    /// Also forgets since when it fails.
    void set_state(Transaction& tx,
                   std::int64_t id,
                   WebhookState state,
                   std::string_view reason) const;
    /// With its deliveries and their log.
    void remove(Transaction& tx, std::int64_t id) const;

    struct Noted {
        std::optional<Instant> failing_since;
    };
    /// Nothing when there is no such webhook any more.
    std::optional<Noted> note(Transaction& tx,
                              std::int64_t id,
                              const WebhookProgress& progress) const;

    /// Puts or changes; one statement.
    void put(Transaction& tx, std::int64_t id, const std::vector<Delivery>& deliveries) const;
    void take_out(Transaction& tx, std::int64_t id, std::int64_t sequence) const;
    void log(Transaction& tx, std::int64_t id, std::int64_t try_id, const DeliveryTry& done) const;
    /// Those that may be tried now, the longest waiting first.
    std::vector<DueDelivery> due(Reader& reader, std::int64_t id, Instant now, int limit) const;
    std::optional<Instant> next_due(Reader& reader, std::int64_t id) const;
    /// At most `most` are counted.
    int count_pending(Reader& reader, std::int64_t id, int most) const;
    /// All that wait lie dead.
    void bury(Transaction& tx, std::int64_t id) const;
    /// All that lie dead wait again. How many.
    std::int64_t replay_dead(Transaction& tx, std::int64_t id, Instant now) const;

    /// Before a sequence (exclusive), the newest first.
    std::vector<Delivery> page(Reader& reader,
                               std::int64_t id,
                               std::int64_t before,
                               std::optional<DeliveryState> state,
                               int limit) const;
    /// Of one delivery, the newest first.
    std::vector<DeliveryTry> tries(Reader& reader,
                                   std::int64_t id,
                                   std::int64_t sequence,
                                   int limit) const;
    /// Forgets tries before an instant, at most `limit`.
    std::int64_t sweep_tries(Transaction& tx, Instant before, int limit) const;
    /// Events that were tried in [from, to), ascending.
    std::vector<std::int64_t> tried_between(
        Reader& reader, std::int64_t id, Instant from, Instant to, int limit) const;

 private:
    int bucket() const { return base_bucket(placement_); }
    std::vector<Webhook> read(Rows rows) const;

    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
