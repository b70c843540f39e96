#include "app/look.h"

#include <gmock/gmock.h>

#include "app/code_teller.h"
#include "app/one_time_codes.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

constexpr std::string_view white_leaf =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">)"
    R"(<path fill="#fff" d="M0 20Q20-10 40 20z"/></svg>)";

struct Looks : Shop {
    LookReading now() { return read_look(*service, *programme); }
};

TEST_F(Looks, outlive_the_program) {
    EXPECT_EQ(now().look, Look{});
    EXPECT_EQ(now().shop, "Abarrotes Laurel") << "the first brand's";
    const Look green{.shop_name = "Laurel", .colour = {0x1B, 0x6E, 0x46}};
    const auto written = write_look(*service, caller, green, now().version);
    ASSERT_TRUE(written);
    ASSERT_TRUE(write_logo(*service, caller, white_leaf, PictureKind::Svg));
    const std::string version = now().version;
    EXPECT_NE(version, written->version);
    open(false);
    EXPECT_EQ(now().look, green);
    EXPECT_EQ(now().version, version);
    EXPECT_EQ(now().shop, "Laurel");
    const auto stale = write_look(*service, caller, Look{}, written->version);
    ASSERT_FALSE(stale);
    EXPECT_EQ(stale.error().code, ErrorCode::PreconditionFailed);
}

TEST_F(Looks, do_not_lose_a_logo_on_its_own_colour) {
    ASSERT_TRUE(write_logo(*service, caller, white_leaf, PictureKind::Svg));
    EXPECT_FALSE(now().wants_disc) << "white on blue";
    EXPECT_EQ(now().icon_ground, now().light.wall);
    ASSERT_TRUE(write_look(*service, caller, {.colour = {0xFF, 0xFF, 0xFF}}, ""));
    EXPECT_TRUE(now().wants_disc);
    // A mark that brings its own ground is put on that.
    ASSERT_TRUE(write_logo(*service, caller,
                           R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">)"
                           R"(<rect width="10" height="10" fill="#123456"/></svg>)",
                           PictureKind::Svg));
    EXPECT_FALSE(now().wants_disc);
    EXPECT_EQ(now().icon_ground, (Colour{0x12, 0x34, 0x56}));
    ASSERT_TRUE(drop_logo(*service, caller));
    EXPECT_FALSE(drop_logo(*service, caller));
    EXPECT_FALSE(draw_icon(*service, *programme, now(), IconFile::Logo));
    EXPECT_TRUE(draw_icon(*service, *programme, now(), IconFile::Small));
}

TEST_F(Looks, belong_to_one_programme) {
    const auto other =
        service->programmes().create("otra", "Otra", document(), "test", service->now());
    ASSERT_TRUE(other);
    ASSERT_TRUE(write_look(*service, caller, {.colour = {1, 2, 3}}, ""));
    EXPECT_EQ(read_look(*service, *service->programmes().find(*other)).look, Look{});
}

TEST_F(Looks, of_a_demo_come_with_its_codes) {
    std::vector<std::string> told;
    CodeTeller teller(*service, [&](const std::string& line) { told.push_back(line); });
    const Identity phone{IdentityKind::Phone, "+593991000001"};
    EnrolmentRequest request{.name = "Ana", .identities = {phone}};
    ASSERT_FALSE(
        service->engine().ask(ask_enrol(*programme, caller, request, service->now(), "ana")).error);
    teller.round();
    EXPECT_TRUE(told.empty());
    ASSERT_TRUE(request_code(*service, *programme, {.to = phone}));
    teller.round();
    teller.round();
    ASSERT_EQ(told.size(), 1u) << "once";
    EXPECT_THAT(told[0], testing::MatchesRegex("code for \\+593991000001: [0-9]{6}"));
}

}  // namespace
}  // namespace vuelve::app
