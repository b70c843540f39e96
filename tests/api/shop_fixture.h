#pragma once

#include "fixture.h"

/// A shop with prizes, coupons, transfers, a cash wallet and two members who have 1,000 points
/// each.
namespace vuelve::api {

class ShopTest : public ApiTest {
 protected:
    ShopTest() {
        const Told made = send("POST", "/_test/tenant", shop, "");
        ensure(made.status == 201, "the shop of the tests is right");
        key_ = made.string("key");
        member_ = made.string("members/ANA");
        friend_ = made.string("members/LUZ");
        for (const std::string& member : {member_, friend_})
            ensure(act("/v1/adjustments", R"({"member": ")" + member +
                                              R"(", "currency": "PTS", "points": 1000,
                                                  "reason": "inicio"})")
                           .status == 201,
                   "the members have points");
    }

    /// Under a key of its own.
    Told act(const std::string& target, const std::string& body) {
        return act(target, body, "k" + std::to_string(++keys_));
    }
    Told act(const std::string& target, const std::string& body, const std::string& key) {
        return post(target, body, {"Idempotency-Key: " + key});
    }
    /// With the member in front of the other fields.
    std::string about(const std::string& fields) const {
        return R"({"member": ")" + member_ + "\", " + fields + "}";
    }
    std::int64_t points(const std::string& member) {
        return get("/v1/members/" + member + "/balances").number("balances/PTS/available");
    }
    void pass_to(const std::string& at) {
        EXPECT_EQ(post("/_test/clock", R"({"at": ")" + at + "\"}").status, 200);
    }
    /// Of this shop, for another person or integration.
    std::string key_of(const std::string& owner, const std::vector<std::string>& scopes) {
        return program_->service()
            .keys()
            .create({{2, 1}, "test", "test"}, {.name = owner, .scopes = scopes})
            ->text;
    }
    /// Refused with this status and code, and nothing was kept under the key.
    void expect_refusal(const Told& told, int status, const std::string& code) {
        EXPECT_EQ(told.status, status) << told.text;
        EXPECT_EQ(told.string("code"), code) << told.text;
    }
    void expect_unknown_field(const std::string& target, const std::string& body) {
        const Told told = act(target, body);
        EXPECT_EQ(told.status, 422) << target << told.text;
        EXPECT_EQ(told.string("errors/0/code"), "unknown-field") << target << told.text;
    }
    /// The same key and body again.
    void expect_replay(const Told& first,
                       const std::string& target,
                       const std::string& body,
                       const std::string& key) {
        const Told again = act(target, body, key);
        EXPECT_EQ(again.status, first.status) << again.text;
        EXPECT_EQ(again.header("Idempotent-Replayed"), "true") << again.text;
        EXPECT_EQ(again.string("txn"), first.string("txn"));
    }

    std::string friend_;

 private:
    int keys_ = 0;

    static constexpr const char* shop = R"({"config": {
        "programme": {"code": "TIENDA", "time_zone": "America/Guayaquil",
                      "money": {"currency": "USD", "exponent": 2}, "park_days": 2},
        "brands": [{"code": "TIENDA"}],
        "stores": [{"code": "CENTRO", "brand": "TIENDA"}, {"code": "NORTE", "brand": "TIENDA"}],
        "currencies": [
          {"code": "PTS", "kind": "points", "expiry": {"type": "fixed_term", "days": 60},
           "money_value": {"points": 100, "amount": 20}, "redeem": {"min_points": 100, "step": 100},
           "transfer": {"min": 50, "fee_percent": "10", "max_per_month": 400}},
          {"code": "CASH", "kind": "wallet", "scale": 2},
          {"code": "STATUS", "kind": "status"}],
        "rules": [
          {"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]},
          {"id": "cupon", "conditions": [{"type": "min_amount", "value": 5000}],
           "effects": [{"type": "coupon", "coupon": "DIEZ"}]}],
        "tiers": {"metric": "status", "currency": "STATUS", "window": "calendar_year",
          "factor_currency": "PTS", "levels": [{"code": "BASE", "threshold": 0},
            {"code": "ORO", "threshold": 300}]},
        "rewards": [
          {"code": "TAZA", "name": {"es": "Taza", "en": "Mug"}, "image": "/taza.png",
           "type": "product", "cost": {"currency": "PTS", "points": 300}, "stock": 2,
           "store_stock": {"NORTE": 0}, "fulfilment": "pickup"},
          {"code": "CAFE", "type": "free_product", "cost": {"currency": "PTS", "points": 100},
           "limit": {"count": 2, "period": "month"}, "fulfilment": "voucher",
           "voucher": {"valid_days": 30, "coupon": "DIEZ"}},
          {"code": "CINE", "type": "gift_card", "cost": {"currency": "PTS", "points": 50},
           "fulfilment": "voucher", "voucher": {"valid_days": 30}},
          {"code": "LUJO", "type": "product", "cost": {"currency": "PTS", "points": 9000}},
          {"code": "SOLO_ORO", "type": "product", "cost": {"currency": "PTS", "points": 1},
           "eligibility": [{"type": "tier", "in": ["ORO"]}]}],
        "coupons": [
          {"code": "DIEZ", "kind": "percent", "value": "10", "valid_days": 30, "stackable": true},
          {"code": "MIL", "kind": "fixed", "value": 1000, "min_purchase": 5000, "public": true,
           "uses": null, "valid_days": 30},
          {"code": "AYER", "kind": "percent", "value": "5", "valid_to": "2026-03-09"}],
        "conversions": [{"from": "PTS", "to": "CASH", "from_units": 100, "to_units": 20}]},
      "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"},
                  {"id": "LUZ", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})";
};

}  // namespace vuelve::api
