#include "app/birthdays.h"

#include <gmock/gmock.h>

#include "app/testing.h"

namespace vuelve::app {
namespace {

/// The demo shop, with a gift that each test chooses. Its clock starts on 2 March 2026.
struct Gifts : Shop {
    std::string section(const std::string& reward) const {
        std::string text = text_of("src/codec/testdata/laurel.programme.json");
        text.erase(text.rfind('}'));
        return text + R"(, "birthday": {"from": "2026-01-01T00:00:00-05:00", "reward": )" + reward +
               "}}";
    }
    std::string document() const override {
        return section(R"({"type": "bonus", "currency": "PTS", "points": 100})");
    }
    Ask ask_born(const char* date) {
        EnrolmentRequest request{.name = "Ana"};
        request.identities.push_back({IdentityKind::Card, fresh("CARD")});
        request.birth_date = parse_day(date);
        request.home_store = "CENTRO";
        return ask_enrol(*programme, caller, request, service->now(), fresh("k"));
    }
    HolderId enrol_born(const char* date) {
        const Answer done = service->engine().ask(ask_born(date));
        EXPECT_FALSE(done.error);
        return done.receipt->member;
    }
    void settle_at(const char* at) {
        clock.move_to(parse_instant(at)->value);
        service->engine().settle_all();
    }
    /// As the tables say, without the jobs that a reading would run.
    std::size_t lots_of(HolderId member) {
        return programme->ledger()
            .lots(*service->database().snapshot(), member, LotId{}, 100)
            .size();
    }
    std::optional<Instant> to_walk() {
        return midnight_to_walk(*programme, *service->database().snapshot(), service->now());
    }
};

TEST_F(Gifts, reach_members_nobody_asks_about_and_are_walked_once_a_midnight) {
    const HolderId ana = enrol_born("1990-03-10"), eva = enrol_born("1990-08-21");
    settle_at("2026-03-09T23:59:00-05:00");
    EXPECT_EQ(lots_of(ana), 0U);
    EXPECT_FALSE(to_walk()) << "this day was walked";
    clock.move_to(parse_instant("2026-03-10T00:00:00-05:00")->value);
    EXPECT_EQ(to_walk(), parse_instant("2026-03-10T00:00:00-05:00"));
    service->engine().settle_all();
    EXPECT_EQ(lots_of(ana), 1U);
    EXPECT_EQ(lots_of(eva), 0U);
    EXPECT_FALSE(to_walk());

    open(false);
    EXPECT_FALSE(to_walk()) << "a restart knows what was walked";
    settle_at("2028-01-01T12:00:00-05:00");
    EXPECT_EQ(lots_of(ana), 2U);
    EXPECT_EQ(lots_of(eva), 2U);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal());
}

TEST_F(Gifts, are_walked_in_pages) {
    std::vector<Ask> enrolments;
    for (int i = 0; i < 1100; ++i) enrolments.push_back(ask_born("1990-03-10"));
    service->engine().ask_all(std::move(enrolments));
    settle_at("2026-03-10T12:00:00-05:00");
    auto reader = service->database().snapshot();
    GiftPage first = gifts_due(*programme, *reader, {}, service->now());
    EXPECT_FALSE(first.is_last);
    EXPECT_TRUE(gifts_due(*programme, *reader, first.last, service->now()).is_last);
    const auto births = programme->members().births(*reader, {}, 2000);
    ASSERT_EQ(births.size(), 1100U);
    for (const auto& birth : births) ASSERT_EQ(lots_of(birth.holder), 1U);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

struct CouponGifts : Gifts {
    std::string document() const override {
        const auto read = read_programme(section(R"({"type": "badge", "badge": "FIESTA"})"));
        const std::string coupon = read->coupons.front().code;
        return section(R"({"type": "coupon", "coupon": ")" + coupon + "\"}");
    }
};

TEST_F(CouponGifts, give_out_a_suppliers_codes_and_then_our_own) {
    std::vector<HolderId> born;
    for (int i = 0; i < 3; ++i) born.push_back(enrol_born("1990-03-10"));
    Ask codes{
        .programme = programme->key(),
        .command = {
            .body = AddCodes{.coupon = programme->snapshot()->document().birthday->reward_code},
            .key = "test/codes",
            .actor = "test"}};
    codes.codes = {"FIESTA-A", "FIESTA-B"};
    ASSERT_FALSE(service->engine().ask(std::move(codes)).error);
    open(false);
    settle_at("2026-03-10T12:00:00-05:00");
    std::vector<std::string> given;
    for (HolderId member : born)
        for (const Voucher& voucher :
             programme->entitlements().vouchers_of(*service->database().snapshot(), member))
            given.push_back(voucher.code);
    ASSERT_EQ(given.size(), 3U);
    EXPECT_EQ(std::ranges::count_if(
                  given, [](const std::string& code) { return code.starts_with("FIESTA-"); }),
              2);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal());
}

}  // namespace
}  // namespace vuelve::app
