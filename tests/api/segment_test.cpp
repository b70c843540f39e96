#include "shop_fixture.h"

namespace vuelve::api {
namespace {

/// A shop whose good customers are known by what they buy.
class SegmentRoutes : public ShopTest {
 protected:
    SegmentRoutes() {
        const Told made = send("POST", "/_test/tenant", R"({"config": {
            "programme": {"code": "BAZAR", "time_zone": "America/Guayaquil",
                          "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "B"}],
            "stores": [{"code": "CENTRO", "brand": "B"}, {"code": "NORTE", "brand": "B"}],
            "currencies": [{"code": "PTS", "kind": "points"}],
            "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]}],
            "segments": [
              {"code": "vip", "kind": "static", "name": {"es": "Invitados", "en": "Guests"}},
              {"code": "fieles", "kind": "dynamic", "where": [
                {"type": "attribute", "path": "member.purchases.count", "op": "ge", "value": 2}]}]},
          "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"},
                      {"id": "LUZ", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})",
                               "");
        ensure(made.status == 201, "the bazaar of the tests is right");
        key_ = made.string("key");
        member_ = made.string("members/ANA");
        friend_ = made.string("members/LUZ");
    }
    std::string key_for(const std::string& owner, const std::vector<std::string>& scopes) {
        return program_->service()
            .keys()
            .create({{3, 1}, "test", "test"}, {.name = owner, .scopes = scopes})
            ->text;
    }
    Told change(const std::string& body, const std::string& key = "c1") {
        return send("PATCH", "/v1/members/" + member_, body, key_, {"Idempotency-Key: " + key});
    }
};

TEST_F(SegmentRoutes, show_who_is_in_and_who_came_when) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    EXPECT_EQ(get("/v1/segments").number("items/1/members"), 0);
    ASSERT_EQ(post("/v1/purchases", ticket("t2", 5000)).status, 201);
    const Told all = get("/v1/segments", {"Accept-Language: en"});
    ASSERT_EQ(all.status, 200) << all.text;
    EXPECT_EQ(all.string("items/0/name"), "Guests");
    EXPECT_EQ(all.string("items/1/segment"), "fieles");
    EXPECT_EQ(all.string("items/1/kind"), "dynamic");
    EXPECT_EQ(all.number("items/1/members"), 1);
    const Told members = get("/v1/segments/fieles/members");
    EXPECT_EQ(members.string("items/0/member"), member_) << members.text;
    EXPECT_NE(members.string("items/0/identities/0").find('*'), std::string::npos) << members.text;
    EXPECT_FALSE(members.string("items/0/since").empty());
    const Told moves = get("/v1/segments/fieles/moves");
    EXPECT_EQ(moves.string("items/0/event"), "segment.entered") << moves.text;
    EXPECT_EQ(moves.string("items/0/cause"), "txn");
    EXPECT_EQ(moves.string("items/0/member"), member_);
    expect_refusal(get("/v1/segments/nadie/members"), 404, "NOT_FOUND");
    expect_refusal(get("/v1/segments/nadie/moves"), 404, "NOT_FOUND");
}

TEST_F(SegmentRoutes, tell_what_a_draft_would_hold) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    const Told draft = post("/v1/segments/draft", R"({"where": [{"type": "attribute",
        "path": "member.purchases.365d.amount", "op": "ge", "value": 5000}]})");
    ASSERT_EQ(draft.status, 200) << draft.text;
    EXPECT_EQ(draft.number("members"), 1);
    EXPECT_EQ(draft.number("of"), 2);
    EXPECT_EQ(draft.number("spent_365_days"), 5000);
    EXPECT_EQ(draft.string("sample/0/member"), member_);
    const Told wrong = post("/v1/segments/draft", R"({"where": [{"type": "any", "of": [
        {"type": "attribute", "path": "member.age", "op": "ge", "value": "viejo"},
        {"type": "attribute", "path": "member.purchases.sum", "op": "ge", "value": 1}]}]})");
    EXPECT_EQ(wrong.status, 422) << wrong.text;
    EXPECT_EQ(wrong.string("errors/0/pointer"), "/where/0/of/0/value") << wrong.text;
    EXPECT_EQ(wrong.string("errors/1/pointer"), "/where/0/of/1/path");
    EXPECT_EQ(get("/v1/segments/paths").string("items/0/path"), "member.age");
}

TEST_F(SegmentRoutes, need_their_scopes) {
    const std::string till = key_for("till", {"members.read"});
    EXPECT_EQ(send("GET", "/v1/segments", "", till).status, 403);
    EXPECT_EQ(send("GET", "/v1/segments/paths", "", till).status, 403);
    EXPECT_EQ(send("POST", "/v1/segments/draft", R"({"where": []})", till).status, 403);
    const std::string marketer = key_for("marketer", {"programme.read", "programme.write"});
    EXPECT_EQ(send("GET", "/v1/segments/fieles/members", "", marketer).status, 403);
    EXPECT_EQ(send("GET", "/v1/segments/fieles/moves", "", marketer).status, 403);
}

TEST_F(SegmentRoutes, change_a_member_once_under_one_key) {
    const std::string body = R"({"alias": "Cafetera", "home_store": "NORTE", "language": "pt",
        "attributes": {"city": "Loja"}, "segments": {"add": ["vip"]}})";
    const Told first = change(body);
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.string("alias"), "Cafetera");
    EXPECT_EQ(first.string("home_store"), "NORTE");
    EXPECT_EQ(first.string("language"), "pt");
    EXPECT_EQ(first.string("segments/0"), "vip");
    EXPECT_EQ(change(body).header("Idempotent-Replayed"), "true");
    expect_refusal(change(R"({"alias": "Otra"})"), 422, "IDEMPOTENCY_CONFLICT");
    const Told gone = change(R"({"alias": null, "segments": {"remove": ["vip"]}})", "c2");
    EXPECT_EQ(gone.text.find("alias"), std::string::npos) << gone.text;
    EXPECT_EQ(gone.string("home_store"), "NORTE") << "what is absent stays";
}

TEST_F(SegmentRoutes, refuse_a_change_that_says_nothing_or_wrong_things) {
    EXPECT_EQ(change("{}").status, 422);
    const Told wrong = change(
        R"({"home_store": "SUR", "birth_date": "2030-01-01", "segments": {"add": ["fieles"]}})");
    EXPECT_EQ(wrong.status, 422) << wrong.text;
    EXPECT_EQ(wrong.string("errors/0/pointer"), "/home_store") << wrong.text;
    EXPECT_EQ(wrong.string("errors/1/pointer"), "/birth_date");
    EXPECT_EQ(wrong.string("errors/2/pointer"), "/segments/add/0");
    EXPECT_EQ(change(R"({"nombre": "x"})").string("errors/1/code"), "unknown-field");
    const std::string reader = key_for("reader", {"members.read"});
    EXPECT_EQ(
        send("PATCH", "/v1/members/" + member_, R"({"alias": "x"})", reader, {"Idempotency-Key: z"})
            .status,
        403);
    EXPECT_EQ(send("PATCH", "/v1/members/nobody", R"({"alias": "x"})", key_, {"Idempotency-Key: z"})
                  .status,
              404);
}

}  // namespace
}  // namespace vuelve::api
