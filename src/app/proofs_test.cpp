#include "app/proofs.h"

#include <gmock/gmock.h>

#include <thread>

#include "app/settings.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

struct Proofs : Shop {
    HolderId member{};

    void SetUp() override {
        Shop::SetUp();
        enrol(2);
        member = *parse_public_holder(PublicKind::Member, members.front());
        for (const std::string& one : members) {
            AdjustRequest gift{.adjust = {.currency = "PTS", .points = Units{5000}, .reason = "x"},
                               .member = one};
            ASSERT_FALSE(service->engine()
                             .ask(ask_adjust(*programme, caller, std::move(gift), fresh("g")))
                             .error);
        }
    }
    /// 100 points are worth 20.
    Ask reserve(std::optional<SpendGuard> guard) {
        Ask ask{.programme = programme->key(),
                .command = {.body = Reserve{.currency = "PTS", .points = Units{100}},
                            .key = "test/" + fresh("r"),
                            .actor = "test"}};
        ask.member = members.front();
        ask.guard = std::move(guard);
        return ask;
    }
    std::optional<ErrorCode> refused(std::optional<SpendGuard> guard) {
        const Answer answer = service->engine().ask(reserve(std::move(guard)));
        return answer.error ? std::optional(answer.error->code) : std::nullopt;
    }
    std::string proof_for(HolderId whom, const std::string& credential) {
        auto tx = service->database().begin();
        const NewProof proof = give_proof(*programme, *tx, whom, credential, service->now());
        tx->commit();
        return proof.text;
    }
    void let_spend(std::int64_t amount) {
        Settings settings;
        settings.spend_without_proof_max = amount;
        ASSERT_TRUE(write_settings(*service, caller, settings));
    }
};

TEST_F(Proofs, are_asked_for_at_the_doors_only) {
    EXPECT_EQ(refused(std::nullopt), std::nullopt);
    EXPECT_EQ(refused(SpendGuard{.credential = "k"}), ErrorCode::StepUpRequired);
    EXPECT_EQ(refused(SpendGuard{.credential = "s", .proof = "", .is_own = true}), std::nullopt);
}

TEST_F(Proofs, count_for_one_member_one_credential_and_ten_minutes) {
    const std::string proof = proof_for(member, "k");
    EXPECT_EQ(refused(SpendGuard{.credential = "k", .proof = proof}), std::nullopt);
    EXPECT_EQ(refused(SpendGuard{.credential = "other", .proof = proof}),
              ErrorCode::StepUpRequired);
    const HolderId friend_of = *parse_public_holder(PublicKind::Member, members.back());
    EXPECT_EQ(refused(SpendGuard{.credential = "k", .proof = proof_for(friend_of, "k")}),
              ErrorCode::StepUpRequired);
    open(false);
    EXPECT_EQ(refused(SpendGuard{.credential = "k", .proof = proof}), std::nullopt);
    clock.move_to(clock.now_ms() + proof_lives_ms);
    EXPECT_EQ(refused(SpendGuard{.credential = "k", .proof = proof}), ErrorCode::StepUpRequired);
}

TEST_F(Proofs, many_tills_at_once_spend_no_more_than_a_day_lets_them) {
    let_spend(60);
    constexpr int tills = 8, each = 8;
    std::atomic<int> let_through{0};
    std::vector<std::vector<Ask>> asks(tills);
    for (auto& of_till : asks)
        for (int i = 0; i < each; ++i) of_till.push_back(reserve(SpendGuard{.credential = "k"}));
    {
        std::vector<std::jthread> threads;
        for (auto& of_till : asks)
            threads.emplace_back([&] {
                for (Ask& ask : of_till)
                    if (!service->engine().ask(std::move(ask)).error) ++let_through;
            });
    }
    EXPECT_EQ(let_through, 3);
    clock.move_to(clock.now_ms() + ms_per_day);
    EXPECT_EQ(refused(SpendGuard{.credential = "k"}), std::nullopt);
}

}  // namespace
}  // namespace vuelve::app
