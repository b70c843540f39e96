#include "storage/webhook_store.h"

#include <gtest/gtest.h>

#include <array>

#include "storage/config_store.h"
#include "storage/event_store.h"
#include "storage/testing.h"

namespace vuelve::storage {
namespace {

constexpr Placement placement{.tenant_id = 1};
constexpr std::int64_t hook = 77;

struct Webhooks : testing::Test {
    std::unique_ptr<Database> database = migrated_database();
    Vault vault{KeyRing::temporary(), 1};
    WebhookStore store{vault, placement, 10};

    Webhooks() {
        write(*database, [&](Transaction& tx) {
            add_tenant(tx, {.tenant_id = 1, .code = "laurel", .name = "Laurel"});
            add_programme(tx, {{1, 10}, "CLUB", 0});
            const EventRow row{.programme_id = 10, .type = "points.earned", .body = "{}"};
            const std::array rows{row, row, row, row};
            EventStore(placement).append(tx, rows);
            store.add(tx, webhook(hook));
        });
    }
    static Webhook webhook(std::int64_t id) {
        return {.id = id,
                .key_hash = {static_cast<std::uint8_t>(id)},
                .request_hash = {2},
                .name = "CRM",
                .url = "https://crm.laurel.example/",
                .types = {"points.*"},
                .secrets = {.current = "whsec_bmV3", .old = "whsec_b2xk", .old_until = Instant{9}},
                .place = 2,
                .created_at = Instant{5}};
    }
    void put(std::vector<Delivery> deliveries) {
        write(*database, [&](Transaction& tx) { store.put(tx, hook, deliveries); });
    }
    void log(std::int64_t sequence, std::int64_t try_id, Instant at, int status) {
        write(*database, [&](Transaction& tx) {
            store.log(tx, hook, try_id,
                      {.sequence = sequence, .at = at, .number = 1, .status = status});
        });
    }
    std::vector<std::int64_t> page(std::optional<DeliveryState> state,
                                   std::int64_t before = 100,
                                   int limit = 10) {
        std::vector<std::int64_t> sequences;
        for (const Delivery& one : store.page(*database->snapshot(), hook, before, state, limit))
            sequences.push_back(one.sequence);
        return sequences;
    }
};

using Sequences = std::vector<std::int64_t>;

TEST_F(Webhooks, are_kept_with_their_secrets_sealed) {
    const auto found = store.find(*database->snapshot(), hook);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->url, "https://crm.laurel.example/");
    EXPECT_EQ(found->types, std::vector<std::string>{"points.*"});
    EXPECT_EQ(found->secrets.current, "whsec_bmV3");
    EXPECT_EQ(found->secrets.old, "whsec_b2xk");
    EXPECT_EQ(found->secrets.old_until, Instant{9});
    EXPECT_EQ(found->place, 2);
    EXPECT_EQ(store.find_key(*database->snapshot(), found->key_hash)->id, hook);
    EXPECT_FALSE(store.find(*database->snapshot(), 78));
    // Another tenant's keys open nothing.
    const Vault stranger(KeyRing::temporary(), 1);
    EXPECT_EQ(trouble_of([&] {
                  static_cast<void>(
                      WebhookStore(stranger, placement, 10).find(*database->snapshot(), hook));
              }),
              Trouble::Corrupt);
    EXPECT_FALSE(WebhookStore(vault, placement, 11).find(*database->snapshot(), hook));
}

TEST_F(Webhooks, the_place_moves_on_and_failing_begins_once) {
    const auto note = [&](const WebhookProgress& progress) {
        return write(*database, [&](Transaction& tx) { return store.note(tx, hook, progress); });
    };
    EXPECT_EQ(note({.place = 4, .failed_at = Instant{10}})->failing_since, Instant{10});
    EXPECT_EQ(note({.place = 3, .failed_at = Instant{20}})->failing_since, Instant{10});
    EXPECT_EQ(store.find(*database->snapshot(), hook)->place, 4);
    EXPECT_EQ(note({.place = 4})->failing_since, Instant{10});
    EXPECT_FALSE(note({.place = 4, .has_delivered = true})->failing_since);
    write(*database, [&](Transaction& tx) { store.remove(tx, hook); });
    EXPECT_FALSE(note({.place = 5}));
}

TEST_F(Webhooks, what_waits_is_due_in_its_time_and_can_be_buried_and_replayed) {
    put({{.sequence = 1, .tries = 1, .next_at = Instant{30}},
         {.sequence = 2, .tries = 2, .next_at = Instant{20}}});
    const auto due = store.due(*database->snapshot(), hook, Instant{20}, 5);
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].sequence, 2);
    EXPECT_EQ(due[0].tries, 2);
    EXPECT_EQ(store.next_due(*database->snapshot(), hook), Instant{20});
    EXPECT_EQ(store.count_pending(*database->snapshot(), hook, 10), 2);
    EXPECT_EQ(store.count_pending(*database->snapshot(), hook, 1), 1);
    write(*database, [&](Transaction& tx) { store.bury(tx, hook); });
    EXPECT_FALSE(store.next_due(*database->snapshot(), hook));
    EXPECT_EQ(
        write(*database, [&](Transaction& tx) { return store.replay_dead(tx, hook, Instant{50}); }),
        2);
    EXPECT_EQ(store.due(*database->snapshot(), hook, Instant{50}, 5)[0].tries, 0);
    write(*database, [&](Transaction& tx) { store.take_out(tx, hook, 1); });
    EXPECT_EQ(store.count_pending(*database->snapshot(), hook, 10), 1);
}

TEST_F(Webhooks, the_log_shows_each_event_in_one_state) {
    log(1, 1, Instant{10}, 200);
    log(2, 2, Instant{11}, 500);
    log(3, 3, Instant{12}, 500);
    log(3, 4, Instant{20}, 204);
    put({{.sequence = 2, .tries = 1, .next_at = Instant{30}},
         {.sequence = 4, .state = DeliveryState::Dead, .tries = 10}});
    EXPECT_EQ(page({}), (Sequences{4, 3, 2, 1}));
    EXPECT_EQ(page({}, 3, 1), (Sequences{2}));
    EXPECT_EQ(page(DeliveryState::Delivered), (Sequences{3, 1}));
    EXPECT_EQ(page(DeliveryState::Pending), (Sequences{2}));
    EXPECT_EQ(page(DeliveryState::Dead), (Sequences{4}));
    const auto tries = store.tries(*database->snapshot(), hook, 3, 10);
    ASSERT_EQ(tries.size(), 2U);
    EXPECT_EQ(tries[0].status, 204);
    EXPECT_EQ(store.tried_between(*database->snapshot(), hook, Instant{11}, Instant{20}, 10),
              (Sequences{2, 3}));
    EXPECT_EQ(
        write(*database, [&](Transaction& tx) { return store.sweep_tries(tx, Instant{12}, 100); }),
        2);
    EXPECT_EQ(page(DeliveryState::Delivered), (Sequences{3}));
}

}  // namespace
}  // namespace vuelve::storage
