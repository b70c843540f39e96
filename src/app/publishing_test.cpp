#include "app/publishing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "app/testing.h"

namespace vuelve::app {
namespace {

struct Publishing : Shop {
    /// One rule: so many points for each purchase, whatever it costs.
    static std::string giving(int points) {
        return R"({"schema": "vuelve-programme/1",
            "programme": {"code": "CAFE", "time_zone": "UTC", "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
            "currencies": [{"code": "PTS", "kind": "points"}],
            "rules": [{"id": "visita", "effects": [{"type": "bonus", "currency": "PTS", "points": )" +
               std::to_string(points) + "}]}]}";
    }
    std::string document() const override { return giving(1); }

    Result<VersionReading> write(int points) {
        auto draft = read_draft(*service, *programme);
        const auto seen = draft ? *draft : read_in_force(*service, *programme);
        return put_draft(*service, *programme, caller, giving(points), seen.etag());
    }
    Result<VersionReading> publish(int points, std::optional<Instant> at = {}) {
        if (auto draft = write(points); !draft) return draft;
        return publish_programme(*service, *programme, caller, {.at = at, .reason = "prueba"});
    }
    Ask sale(const std::string& id, const std::string& member, std::optional<Instant> at = {}) {
        PurchaseRequest request{.member = member};
        request.purchase.id = id;
        request.purchase.occurred_at = at;
        request.purchase.lines.push_back({.line = 1,
                                          .sku = "",
                                          .category = "",
                                          .brand = "",
                                          .quantity = 1000,
                                          .unit_price = Minor{500},
                                          .attributes = {}});
        return ask_purchase(*programme, caller, std::move(request));
    }
    std::int64_t earned(std::optional<Instant> at = {}) {
        const Answer answer = service->engine().ask(sale(fresh("p"), members.front(), at));
        EXPECT_FALSE(answer.error);
        return answer.error ? -1 : answer.receipt->effects.front().points.n;
    }
};

TEST_F(Publishing, every_purchase_is_decided_by_one_version_while_others_buy) {
    constexpr int clients = 8, versions = 20, sales = 60;
    enrol(clients);
    earned();  // from here on versions go by time
    std::vector<std::jthread> buyers;
    std::vector<std::vector<std::pair<TxnId, std::int64_t>>> told(clients);
    for (std::size_t client = 0; client < clients; ++client)
        buyers.emplace_back([&, client] {
            for (int i = 0; i < sales; ++i) {
                const Answer answer = service->engine().ask(
                    sale("c" + std::to_string(client) + "-" + std::to_string(i), members[client]));
                if (answer.error) continue;
                told[client].emplace_back(answer.receipt->txn,
                                          answer.receipt->effects.front().points.n);
            }
        });
    for (int version = 2; version <= versions; ++version) {
        clock.move_to(clock.now_ms() + 1);
        ASSERT_TRUE(publish(version)) << version;
    }
    buyers.clear();

    std::vector<std::pair<TxnId, std::int64_t>> all;
    for (auto& one : told) std::ranges::copy(one, std::back_inserter(all));
    ASSERT_EQ(all.size(), static_cast<std::size_t>(clients * sales));
    std::ranges::sort(all);
    std::int64_t last = 1;
    for (const auto& [txn, points] : all) {
        EXPECT_GE(points, last) << "an older version decided after a newer one";
        last = points;
    }
    EXPECT_LE(last, versions);
    EXPECT_EQ(earned(), versions);
    service.reset();
    const auto verified = verify(database);
    ASSERT_TRUE(verified);
    EXPECT_TRUE(verified->is_sound());
    const auto rebuilt = rebuild({.database = database, .key_ring = keys});
    ASSERT_TRUE(rebuilt);
    EXPECT_TRUE(rebuilt->is_equal());
}

TEST_F(Publishing, a_restart_finds_the_versions_again) {
    enrol(1);
    EXPECT_EQ(earned(), 1);
    const Instant before = service->now();
    clock.move_to(clock.now_ms() + ms_per_day);
    ASSERT_TRUE(publish(5));
    open(false);
    EXPECT_EQ(programme->version(), 2);
    EXPECT_EQ(earned(), 5);
    EXPECT_EQ(earned(before), 1);
    // Nobody may bring a sale that old any more: only what is in force stays compiled.
    clock.move_to(clock.now_ms() + 40 * ms_per_day);
    open(false);
    EXPECT_EQ(programme->snapshot()->rules().size(), 1u);
    EXPECT_EQ(earned(), 5);
}

TEST_F(Publishing, what_was_planned_happens_although_nobody_was_there) {
    enrol(1);
    EXPECT_EQ(earned(), 1);
    const Instant at{clock.now_ms() + ms_per_hour};
    ASSERT_TRUE(publish(5, at));
    EXPECT_EQ(earned(), 1);
    service.reset();
    clock.move_to(at.value + ms_per_day);
    open(false);
    EXPECT_EQ(earned(at + -1), 1);
    EXPECT_EQ(earned(at), 5);
    const auto version = read_in_force(*service, *programme);
    EXPECT_EQ(version.row.published_at, at);
    EXPECT_EQ(version.reason, "prueba");
}

TEST_F(Publishing, a_plan_that_cannot_be_kept_stays_a_draft_and_says_why) {
    enrol(1);
    EXPECT_EQ(earned(), 1);
    auto draft = write(5);
    ASSERT_TRUE(draft);
    std::string two = giving(5);
    two.insert(two.find(R"([{"code": "PTS")") + 1, R"({"code": "STARS", "kind": "stamps"}, )");
    two.insert(two.find(R"({"type": "bonus")"),
               R"({"type": "bonus", "currency": "STARS", "points": 1}, )");
    ASSERT_TRUE(put_draft(*service, *programme, caller, two, draft->etag()));
    ASSERT_TRUE(publish_programme(*service, *programme, caller, {.at = {}, .reason = "estrellas"}));
    // Planned while nobody has a star; then somebody earns one.
    const Instant at{clock.now_ms() + ms_per_hour};
    ASSERT_TRUE(publish(6, at));
    const Answer star = service->engine().ask(sale("s1", members.front()));
    ASSERT_FALSE(star.error);
    EXPECT_EQ(star.receipt->effects.size(), 2u);
    clock.move_to(at.value);
    service->engine().settle_all();
    const auto kept = read_draft(*service, *programme);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->row.steps.trouble, "VALIDATION_FAILED");
    EXPECT_FALSE(kept->row.steps.publish_at);
    EXPECT_EQ(programme->version(), 2);
}

TEST_F(Publishing, a_crash_anywhere_leaves_the_old_version_or_the_new_one) {
    enrol(1);
    EXPECT_EQ(earned(), 1);
    int points = 2, version = 1;
    bool reached_the_end = false;
    for (int nth = 1; !reached_the_end; ++nth) {
        ASSERT_LT(nth, 40);
        ASSERT_TRUE(write(points));
        service->database().set_fault_hook(
            storage::fail_nth(storage::FaultPoint::Statement, nth, storage::Trouble::Full));
        const auto done =
            publish_programme(*service, *programme, caller, {.at = {}, .reason = "prueba"});
        service->database().set_fault_hook({});
        reached_the_end = done.has_value();
        open(false);  // what a kill leaves is what the file says
        EXPECT_EQ(programme->version(), reached_the_end ? version + 1 : version);
        EXPECT_EQ(earned(), reached_the_end ? points : version == 1 ? 1 : points - 1) << nth;
    }
    // Committed, and its caller was told nothing.
    version = programme->version();
    ASSERT_TRUE(write(++points));
    service->database().set_fault_hook(
        storage::fail_nth(storage::FaultPoint::AfterCommit, 1, storage::Trouble::OutcomeUnknown));
    EXPECT_EQ(publish_programme(*service, *programme, caller, {.at = {}, .reason = "prueba"})
                  .error()
                  .code,
              ErrorCode::OutcomeUnknown);
    service->database().set_fault_hook({});
    open(false);
    EXPECT_EQ(programme->version(), version + 1);
    EXPECT_EQ(earned(), points);
}

TEST_F(Publishing, segments_are_judged_anew_and_reasons_are_sealed) {
    enrol(1);
    const std::string before = programme->segment_definitions();
    auto draft = write(2);
    std::string with = giving(2);
    with.insert(
        with.size() - 1,
        R"(, "segments": [{"code": "todos", "kind": "dynamic", "where": [{"type": "attribute", "path": "member.purchases.365d.amount", "op": "ge", "value": 1}]}])");
    ASSERT_TRUE(put_draft(*service, *programme, caller, with, draft->etag()));
    ASSERT_TRUE(submit_draft(*service, *programme, caller, "Por Ana Torres"));
    EXPECT_EQ(read_draft(*service, *programme)->reason, "Por Ana Torres");
    EXPECT_EQ(programme->segment_definitions(), before);
    ASSERT_TRUE(publish_programme(*service, *programme, caller, {}));
    EXPECT_NE(programme->segment_definitions(), before);
    const auto version = read_in_force(*service, *programme);
    EXPECT_EQ(version.reason, "Por Ana Torres");
    const std::string sealed(version.row.steps.reason->begin(), version.row.steps.reason->end());
    EXPECT_EQ(sealed.find("Ana"), std::string::npos);
}

}  // namespace
}  // namespace vuelve::app
