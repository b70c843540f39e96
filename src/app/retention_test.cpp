#include "app/retention.h"

#include <gtest/gtest.h>

#include <map>

#include "app/testing.h"

namespace vuelve::app {
namespace {

class Retention : public Shop {
 protected:
    void SetUp() override {
        Shop::SetUp();
        enrol(4);
    }
    HolderId member(std::size_t which) const {
        return *parse_public_holder(PublicKind::Member, members[which]);
    }
    void pass_days(int days) { clock.move_to(clock.now_ms() + days * ms_per_day); }
    void buy(std::size_t which) {
        ASSERT_FALSE(service->engine().ask(purchase(members[which])).error);
    }
    std::map<std::string, std::int64_t> keep(RetentionMode mode = RetentionMode::Real) {
        auto runs = keep_retention(*service, *programme, mode);
        EXPECT_TRUE(runs);
        std::map<std::string, std::int64_t> rows;
        for (const auto& run : *runs) rows[run.rule] = run.rows;
        return rows;
    }
    MemberState state(std::size_t which) {
        return programme->members().load(*service->database().snapshot(), member(which))->state;
    }
    static constexpr int two_years = 732;
};

TEST_F(Retention, tells_who_did_nothing_and_erases_who_does_not_come) {
    pass_days(two_years);
    buy(0);
    EXPECT_EQ(keep(RetentionMode::Dry)["inactive-told"], 3);
    EXPECT_EQ(keep()["inactive-told"], 3);
    EXPECT_EQ(keep()["inactive-told"], 0) << "once";
    const auto told = programme->messages().keys(*service->database().snapshot(), member(1));
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().type, MessageType::AccountInactive);

    pass_days(days_to_come - 1);
    buy(1);
    EXPECT_EQ(keep()["inactive-returned"], 1);
    EXPECT_EQ(state(2), MemberState::Active);
    pass_days(1);
    EXPECT_EQ(keep(RetentionMode::Dry)["inactive-erased"], 2);
    EXPECT_EQ(state(2), MemberState::Active) << "a dry run does nothing";
    EXPECT_EQ(keep()["inactive-erased"], 2);
    EXPECT_EQ(state(0), MemberState::Active);
    EXPECT_EQ(state(1), MemberState::Active);
    EXPECT_EQ(state(2), MemberState::Anonymised);
    EXPECT_EQ(state(3), MemberState::Anonymised);
    for (const auto& one : read_erasures(*service, *programme, HolderId{0}, 10))
        EXPECT_EQ(one.cause, ErasureCause::Retention);
    EXPECT_EQ(faults(verified()), "");
}

TEST_F(Retention, keeps_proof_and_runs_once_a_day) {
    pass_days(two_years);
    keep_all_retention(*service);
    const auto first = read_retention_runs(*service, *programme, 0, 100);
    ASSERT_EQ(first.size(), 2u);
    EXPECT_EQ(first[0].rule, "inactive-told");
    EXPECT_EQ(first[0].rows, 4);
    keep_all_retention(*service);
    EXPECT_EQ(read_retention_runs(*service, *programme, 0, 100).size(), 2u);
    pass_days(1);
    keep_all_retention(*service);
    EXPECT_EQ(read_retention_runs(*service, *programme, 0, 100).size(), 3u);
}

TEST_F(Retention, goes_on_where_it_was_stopped) {
    pass_days(two_years);
    keep();
    pass_days(days_to_come);
    // Erased, and the process died before anything was said of it.
    ASSERT_TRUE(erase_member(*service, {programme->key(), "retention", "retention"}, member(0)));
    open(false);
    EXPECT_EQ(keep()["inactive-erased"], 3);
    EXPECT_EQ(read_erasures(*service, *programme, HolderId{0}, 10).size(), 4u);
}

TEST_F(Retention, leaves_who_has_an_open_claim) {
    pass_days(two_years);
    ASSERT_TRUE(set_restriction(*service, caller, member(0), RestrictedPurpose::All,
                                RestrictionCause::Claim, true, "reclamo"));
    keep();
    pass_days(days_to_come);
    keep();
    EXPECT_EQ(state(0), MemberState::Suspended);
    EXPECT_EQ(state(1), MemberState::Anonymised);
}

TEST_F(Retention, ends_tombstones_after_two_years) {
    ASSERT_TRUE(erase_member(*service, caller, member(0)));
    const Identity card{IdentityKind::Card, "CARD1"};
    const auto known = [&] {
        return programme->members().was_ever_enrolled(*service->database().snapshot(), card,
                                                      service->now());
    };
    EXPECT_TRUE(known());
    pass_days(two_years);
    EXPECT_EQ(keep()["tombstones"], 1);
    EXPECT_FALSE(known());
}

}  // namespace
}  // namespace vuelve::app
