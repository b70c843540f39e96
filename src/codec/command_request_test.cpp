#include "codec/command_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/account_request.h"
#include "codec/crockford.h"
#include "codec/entitlement_request.h"
#include "codec/operator_request.h"
#include "codec/settings.h"
#include "codec/voucher_code.h"

namespace vuelve {
namespace {

using testing::HasSubstr;
using testing::Not;

Json json(const std::string& text) {
    auto parsed = parse_json(text);
    EXPECT_TRUE(parsed) << text;
    return parsed ? std::move(*parsed) : Json{};
}

/// "/points out-of-range", the first one.
template <class T>
std::string fault_of(const Result<T>& decoded) {
    if (decoded) return "";
    const Fault& fault = decoded.error().faults.front();
    return fault.pointer + " " + fault.code;
}

TEST(CommandText, is_the_same_for_the_same_command) {
    auto sent = decode_reserve(
        json(R"({"points": 5, "currency": "PTS", "member": "card:1234", "proof": "prf_1"})"));
    auto again = decode_reserve(
        json(R"({"member": "card:1234", "currency": "PTS", "points": 5, "ttl_seconds": 900})"));
    ASSERT_TRUE(sent && again);
    EXPECT_EQ(sent->text.canonical(), again->text.canonical());
    EXPECT_EQ(
        sent->text.canonical(),
        R"(["reserve",{"currency":"PTS","member":"card:1234","points":5,"ttl_seconds":900}])");
    EXPECT_EQ(sent->proof, "prf_1");
    auto other = decode_reserve(json(R"({"points": 5, "currency": "PTS", "member": "card:1235"})"));
    EXPECT_NE(sent->text.canonical(), other->text.canonical());
}

TEST(CommandText, keeps_nothing_personal) {
    auto reserve =
        decode_reserve(json(R"({"points": 5, "currency": "PTS", "member": "card:1234"})"));
    EXPECT_EQ(reserve->text.document(),
              R"({"command":"reserve","currency":"PTS","points":5,"ttl_seconds":900})");
    auto replaced =
        decode_identity_change(json(R"({"old": "phone:0987654321", "new": "phone:0987654322"})"),
                               ChangeIdentity::Change::Replace, "mbr_x", "EC");
    ASSERT_TRUE(replaced);
    EXPECT_THAT(replaced->text.canonical(), HasSubstr("+593987654322"));
    EXPECT_EQ(replaced->text.document(), R"({"command":"replace_identity","kind":"phone"})");
    auto codes = decode_pool_codes(json(R"({"codes": ["SECRET"]})"), "CINE", "");
    EXPECT_THAT(codes->text.canonical(), HasSubstr("SECRET"));
    EXPECT_THAT(codes->text.document(), Not(HasSubstr("SECRET")));
}

TEST(CommandRequest, refuses_what_contradicts_itself) {
    EXPECT_EQ(fault_of(decode_capture(json(R"({"points": 0})"), ReservationId{1})),
              "/points out-of-range");
    EXPECT_EQ(fault_of(decode_redeem(json(R"({"member": "m"})"))), "/reward required");
    EXPECT_EQ(
        fault_of(decode_identity_change(json(R"({"old": "card:1234", "new": "email:a@b.ec"})"),
                                        ChangeIdentity::Change::Replace, "m", "EC")),
        "/new out-of-range");
    EXPECT_EQ(fault_of(decode_pool_codes(json(R"({"codes": ["A", "B", "A"]})"), "R", "")),
              "/codes/2 duplicate");
    EXPECT_EQ(fault_of(decode_settings(json(R"({"adjust_approval_above": {"PTS": -1}})"))),
              "/adjust_approval_above/PTS out-of-range");
    EXPECT_EQ(fault_of(decode_transfer(json(R"({"member": "m", "to": "n", "currency": "PTS",
                                                "points": 1, "fee": 0})"))),
              "/fee unknown-field");
}

TEST(CommandRequest, a_gift_has_a_recipient) {
    auto own = decode_redeem(json(R"({"member": "m", "reward": "CAFE", "recipient": null})"));
    auto gift = decode_redeem(json(R"({"member": "m", "reward": "CAFE", "recipient": "n"})"));
    EXPECT_FALSE(std::get<Redeem>(own->body).is_gift);
    EXPECT_TRUE(std::get<Redeem>(gift->body).is_gift);
    EXPECT_EQ(gift->other, "n");
}

TEST(PresentedCode, is_put_right_when_it_is_ours) {
    std::string code = "8K3M9QTX4W2N0";
    code += crockford::check_symbol(code);
    EXPECT_EQ(presented_code(code), code);
    std::string typed = code;
    for (char& c : typed) c = c == '0' ? 'o' : static_cast<char>(std::tolower(c));
    EXPECT_EQ(presented_code(typed.substr(0, 4) + " " + typed.substr(4)), code);
    EXPECT_EQ(presented_code("Cine-001"), "Cine-001");
}

TEST(Settings, are_read_beside_what_else_a_tenant_keeps) {
    const Settings settings{.adjust_approval_above = {{"PTS", 1000}},
                            .manager_adjust_above = {{"PTS", 200}},
                            .four_eyes = FourEyes::On,
                            .regions = {{"SIERRA", {"CENTRO", "NORTE"}}},
                            .spend_without_proof_max = 500,
                            .codes_per_day = 50,
                            .code_prefixes = {"+593"},
                            .cashier_sales_per_hour = 90,
                            .card_sales_per_day = 5,
                            .inactive_months = 12,
                            .minimum_age = 16,
                            .self_join = false,
                            .offline_spend_per_till_day_max = 5000};
    const std::string text = settings_json(settings);
    EXPECT_TRUE(text.starts_with(R"({"adjust_approval_above":{"PTS":1000},)")) << text;
    const auto stored = read_stored_settings(json(R"({"key_check": "00", )" + text.substr(1)));
    ASSERT_TRUE(stored);
    EXPECT_EQ(settings_json(*stored), text);
    EXPECT_EQ(settings_json(*read_stored_settings(json(R"({"key_check": "00"})"))),
              settings_json(Settings{}));
}

}  // namespace
}  // namespace vuelve
