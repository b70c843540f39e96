#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "app/holders.h"
#include "app/testing.h"
#include "codec/account_request.h"
#include "codec/entitlement_request.h"
#include "codec/operator_request.h"

/// Sixty-four clients want the same last thing at once: exactly one gets it, by its answer and by
/// the ledger.
namespace vuelve::app {
namespace {

constexpr int clients = 64;
/// A thousand in the optimised build (tests/scripts/race_test.sh), where each takes a few
/// milliseconds; a tenth under sanitizers.
constexpr int rounds = VUELVE_RACE_ROUNDS;

struct Race : Shop {
    std::string document() const override {
        return R"({"schema": "vuelve-programme/1",
            "programme": {"code": "RACE", "time_zone": "UTC", "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
            "currencies": [{"code": "PTS", "kind": "points", "money_value": {"points": 1, "amount": 1}}],
            "rules": [],
            "clubs": [
                {"code": "META", "from": "2026-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "metric": "purchase_count", "goal": 32,
                 "reward": {"type": "bonus", "currency": "PTS", "points": 7}}],
            "rewards": [
                {"code": "LAST", "type": "product", "cost": {"currency": "PTS", "points": 1}, "stock": 1},
                {"code": "VALE", "type": "product", "cost": {"currency": "PTS", "points": 1}, "fulfilment": "voucher"}]})";
    }

    Answer ask(Result<CommandRequest> request, const std::string& key) {
        return service->engine().ask(ask_command(*programme, caller, std::move(*request), key));
    }
    static Json body(const std::string& text) { return *parse_json(text); }
    void give(const std::string& member, int points) {
        Answer given = service->engine().ask(
            ask_adjust(*programme, caller,
                       {.adjust = {.currency = "PTS", .points = Units{points}, .reason = "race"},
                        .member = member},
                       fresh("give")));
        ASSERT_FALSE(given.error);
    }
    /// Every client sends its ask at the same moment; how many were accepted.
    int race(const std::function<Result<CommandRequest>(int client)>& request) {
        std::latch start(clients);
        std::atomic<int> won = 0, refused = 0;
        const std::string round = fresh("round");
        {
            std::vector<std::jthread> threads;
            for (int client = 0; client < clients; ++client)
                threads.emplace_back([&, client] {
                    Ask mine = ask_command(*programme, caller, *request(client),
                                           round + "-" + std::to_string(client));
                    start.arrive_and_wait();
                    Answer answer = service->engine().ask(std::move(mine));
                    ++(answer.outcome == Outcome::Ok ? won : refused);
                });
        }
        EXPECT_EQ(won + refused, clients);
        return won;
    }
    Holder holder(const std::string& member) {
        return *read_holder(*programme, *service->database().snapshot(),
                            *parse_public_holder(PublicKind::Member, member));
    }
    Units points_of(const std::string& member) {
        return wallet_of(holder(member), programme->snapshot()->find_currency("PTS")->id).available;
    }
};

TEST_F(Race, case_10_the_last_piece_in_stock_goes_to_one) {
    enrol(clients);
    for (const std::string& member : members) give(member, rounds);
    int taken = 0;
    for (int round = 0; round < rounds; ++round) {
        ASSERT_FALSE(ask(decode_stock(body(R"({"left": 1})"), "LAST"), fresh("stock")).error);
        ASSERT_EQ(race([&](int client) {
                      return decode_redeem(body(R"({"reward": "LAST", "member": ")" +
                                                members[static_cast<std::size_t>(client)] + "\"}"));
                  }),
                  1)
            << "round " << round;
        ++taken;
    }
    std::int64_t spent = 0;
    for (const std::string& member : members) spent += rounds - points_of(member).n;
    EXPECT_EQ(spent, taken);
}

TEST_F(Race, case_10_the_last_points_go_to_one) {
    enrol(1);
    for (int round = 0; round < rounds; ++round) {
        give(members[0], 10);
        ASSERT_EQ(race([&](int) {
                      return decode_reserve(body(
                          R"({"currency": "PTS", "points": 10, "member": ")" + members[0] + "\"}"));
                  }),
                  1)
            << "round " << round;
        ASSERT_EQ(points_of(members[0]), Units{0});
    }
    EXPECT_EQ(
        wallet_of(holder(members[0]), programme->snapshot()->find_currency("PTS")->id).reserved,
        Units{10 * rounds});
}

TEST_F(Race, case_10_the_last_use_of_a_voucher_goes_to_one) {
    enrol(1);
    give(members[0], rounds);
    for (int round = 0; round < rounds; ++round) {
        Answer taken =
            ask(decode_redeem(body(R"({"reward": "VALE", "member": ")" + members[0] + "\"}")),
                fresh("t"));
        ASSERT_FALSE(taken.error);
        auto reader = service->database().snapshot();
        auto row = programme->entitlements().voucher(*reader, taken.receipt->vouchers.front());
        ASSERT_TRUE(row);
        ASSERT_EQ(race([&](int) {
                      return decode_use_voucher(body(R"({"code": ")" + row->voucher.code +
                                                     R"(", "member": ")" + members[0] + "\"}"));
                  }),
                  1)
            << "round " << round;
    }
    int used = 0;
    auto reader = service->database().snapshot();
    for (const Voucher& voucher :
         programme->entitlements().vouchers_of(*reader, holder(members[0]).id))
        used += voucher.state == VoucherState::Used && voucher.uses_left == 0;
    EXPECT_EQ(used, rounds);
}

TEST_F(Race, the_goal_of_a_club_is_reached_by_one) {
    enrol(clients);
    for (const std::string& member : members)
        ASSERT_FALSE(ask(decode_join_club(body(R"({"club": "META"})"), member), fresh("j")).error);
    std::latch start(clients);
    std::atomic<int> counted = 0, reached = 0, rewarded = 0;
    {
        std::vector<std::jthread> threads;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([&, mine = purchase(members[static_cast<std::size_t>(client)])] {
                start.arrive_and_wait();
                const Answer answer = service->engine().ask(mine);
                for (const ClubLine& line : answer.receipt->clubs) {
                    ++counted;
                    reached += line.reached ? 1 : 0;
                }
                rewarded += static_cast<int>(answer.receipt->effects.size());
            });
    }
    EXPECT_EQ(counted, 32) << "nothing is added beyond the goal";
    EXPECT_EQ(reached, 1);
    EXPECT_EQ(rewarded, 1);
    service->engine().settle_all();
    int paid = 0;
    for (const std::string& member : members) paid += points_of(member) == Units{7} ? 1 : 0;
    EXPECT_EQ(paid, 32) << "who added something, and nobody else";
}

}  // namespace
}  // namespace vuelve::app
