#include "app/qr_tokens.h"

#include <gmock/gmock.h>

#include "app/testing.h"

namespace vuelve::app {
namespace {

struct QrTokens : Shop {
    Session session;

    void SetUp() override {
        Shop::SetUp();
        enrol(1);
        auto tx = service->database().begin();
        const HolderId member = *parse_public_holder(PublicKind::Member, members.front());
        session = service->sessions()
                      .open(*tx, {.programme = programme->key(),
                                  .kind = SessionKind::Member,
                                  .subject = member.value,
                                  .scopes = {"me"},
                                  .ends_at = service->now() + member_whole_ms,
                                  .idle_ms = member_whole_ms})
                      .session;
        tx->commit();
    }
    Result<HolderId> take(std::string_view token) {
        auto tx = service->database().begin();
        auto taken = take_qr_token(*service, *programme, *tx, token);
        tx->commit();
        return taken;
    }
    std::string token() { return make_qr_card(*programme, session, service->now()).token; }
};

TEST_F(QrTokens, case_08_a_second_use_is_refused_across_a_restart_too) {
    const std::string shown = token();
    ASSERT_TRUE(take(shown));
    open(false);
    const auto again = take(shown);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::TokenReplayed);
    EXPECT_TRUE(take(token()));
}

TEST_F(QrTokens, bear_a_clock_that_is_ten_seconds_ahead_and_no_more) {
    const QrCard card = make_qr_card(*programme, session, service->now());
    const auto issued = [&](std::int64_t seconds, const char* nonce) {
        return sign_qr_token({.tenant = card.tenant,
                              .alias = card.keys.front().alias,
                              .nonce = nonce,
                              .signature = {},
                              .issued = service->now() + seconds * ms_per_second},
                             card.keys.front().key);
    };
    EXPECT_TRUE(take(issued(10, "AAAAAAAAAAAAAAA1")));
    EXPECT_TRUE(take(issued(-30, "AAAAAAAAAAAAAAA2")));
    EXPECT_EQ(take(issued(11, "AAAAAAAAAAAAAAA3")).error().code, ErrorCode::TokenExpired);
    EXPECT_EQ(take(issued(-31, "AAAAAAAAAAAAAAA4")).error().code, ErrorCode::TokenExpired);
}

/// One fixed form: a token that says the same in other letters is none.
TEST(QrTokenText, is_read_in_one_form_only) {
    const std::string signature(43, 'A');
    const std::string right = "1.7.alias.1773183600.AAAAAAAAAAAAAAAA." + signature;
    const auto parts = parse_qr_token(right);
    ASSERT_TRUE(parts);
    EXPECT_EQ(qr_signed_text(*parts) + "." + signature, right);
    for (const std::string& wrong :
         {std::string("2.7.alias.1773183600.AAAAAAAAAAAAAAAA.") + signature,
          "1.07.alias.1773183600.AAAAAAAAAAAAAAAA." + signature,
          "1.-7.alias.1773183600.AAAAAAAAAAAAAAAA." + signature,
          "1.7..1773183600.AAAAAAAAAAAAAAAA." + signature,
          "1.7.al=as.1773183600.AAAAAAAAAAAAAAAA." + signature,
          "1.7.alias.1773183600 .AAAAAAAAAAAAAAAA." + signature,
          "1.7.alias.99999999999999.AAAAAAAAAAAAAAAA." + signature,
          "1.7.alias.1773183600.short." + signature,
          std::string("1.7.alias.1773183600.AAAAAAAAAAAAAAAA.AAAA"), right + ".", right + "A",
          std::string(".....")})
        EXPECT_FALSE(parse_qr_token(wrong)) << wrong;
}

}  // namespace
}  // namespace vuelve::app
