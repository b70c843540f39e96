#include <gmock/gmock.h>

#include <set>

#include "shop_fixture.h"

namespace vuelve::api {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Events : public ShopTest {
 protected:
    /// Everything after a place, page by page.
    std::vector<Json> all(std::string after = {}, const std::string& more = {}) {
        std::vector<Json> events;
        for (;;) {
            const Told page =
                get("/v1/events?limit=3" + more + (after.empty() ? "" : "&after=") + after);
            EXPECT_EQ(page.status, 200) << page.text;
            if (page.status != 200) return events;
            for (const Json& one : *at(page.body, "items").get_if<Json::Array>())
                events.push_back(one);
            after = page.string("next");
            if (page.size("items") == 0 && !*at(page.body, "more").get_if<bool>()) return events;
        }
    }
    static std::string text(const Json& event, std::string_view path) {
        const auto* found = at(event, path).get_if<std::string>();
        return found ? *found : "";
    }
    static std::vector<std::string> types(const std::vector<Json>& events) {
        std::vector<std::string> names;
        for (const Json& event : events) names.push_back(text(event, "type"));
        return names;
    }
    std::string end_of_feed() { return get("/v1/events?limit=200").string("next"); }
    /// A listener's connection, its head read.
    std::unique_ptr<http::LoopbackClient> listen(const std::string& query,
                                                 const std::string& line = {}) {
        auto client = std::make_unique<http::LoopbackClient>(program_->port());
        client->send("GET /v1/events/stream" + query + " HTTP/1.1\r\nHost: test\r\n" + line +
                     "Authorization: Bearer " + key_ + "\r\n\r\n");
        const std::string head = client->read_until("\r\n\r\n");
        EXPECT_THAT(head, HasSubstr("200 OK"));
        EXPECT_THAT(head, HasSubstr("text/event-stream"));
        return client;
    }
};

TEST_F(Events, of_a_purchase_follow_each_other_as_cloud_events) {
    const std::string start = end_of_feed();
    const Told sale = post("/v1/purchases", ticket("p1", 2500, R"(, "store": "NORTE")"));
    ASSERT_EQ(sale.status, 201) << sale.text;
    const auto events = all(start);
    EXPECT_THAT(types(events),
                ElementsAre("vuelve.purchase.recorded.v1", "vuelve.points.earned.v1"));
    const Json& earned = events.back();
    EXPECT_EQ(text(earned, "specversion"), "1.0");
    EXPECT_EQ(text(earned, "source"), "/test-2/TIENDA");
    EXPECT_EQ(text(earned, "subject"), member_);
    EXPECT_EQ(text(earned, "time"), "2026-03-10T23:00:00Z");
    EXPECT_EQ(text(earned, "data/txn"), sale.string("txn"));
    EXPECT_EQ(text(earned, "data/store"), "NORTE");
    EXPECT_EQ(text(earned, "data/rule"), "base");
    EXPECT_EQ(text(earned, "data/last_day"), "2026-05-09");
    EXPECT_EQ(*at(earned, "data/points").get_if<std::int64_t>(), 25);
    EXPECT_EQ(*at(earned, "data/balance/available").get_if<std::int64_t>(), 1025);
    EXPECT_EQ(text(events.front(), "data/purchase"), "p1");
    EXPECT_EQ(*at(events.front(), "data/earned/0/points").get_if<std::int64_t>(), 25);

    // The same again changes nothing and is told to nobody.
    ASSERT_EQ(post("/v1/purchases", ticket("p1", 2500, R"(, "store": "NORTE")")).status, 201);
    ASSERT_EQ(post("/v1/quotes", R"({"member": ")" + member_ +
                                     R"(", "lines": [{"quantity": 1, "unit_price": 900}]})")
                  .status,
              200);
    EXPECT_TRUE(all(text(earned, "id")).empty());
}

TEST_F(Events, are_numbered_without_gaps_and_read_page_by_page_from_any_event) {
    for (int i = 0; i < 5; ++i)
        ASSERT_EQ(post("/v1/purchases", ticket("p" + std::to_string(i))).status, 201);
    const auto events = all();
    ASSERT_GE(events.size(), 12u);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < events.size(); ++i) {
        EXPECT_EQ(std::stoll(text(events[i], "sequence")), static_cast<long long>(i) + 1);
        ids.insert(text(events[i], "id"));
    }
    EXPECT_EQ(ids.size(), events.size());
    EXPECT_EQ(all(text(events[6], "id")).size(), events.size() - 7);
    EXPECT_EQ(all().size(), events.size()) << "asked again, the same";
}

TEST_F(Events, can_be_asked_for_by_type_and_by_member) {
    ASSERT_EQ(post("/v1/purchases", ticket("p1")).status, 201);
    ASSERT_EQ(act("/v1/transfers", R"({"member": ")" + member_ + R"(", "to": ")" + friend_ +
                                       R"(", "currency": "PTS", "points": 100})")
                  .status,
              201);
    EXPECT_THAT(types(all("", "&types=points.earned,vuelve.purchase.recorded.v1")),
                ElementsAre("vuelve.purchase.recorded.v1", "vuelve.points.earned.v1"));
    for (const std::string& type : types(all("", "&types=points.*,debt.*")))
        EXPECT_TRUE(type.starts_with("vuelve.points.")) << type;
    EXPECT_EQ(all("", "&types=points.*").size(), 5u) << "two openings, earned, moved by two";
    const auto moved = all("", "&types=points.transferred");
    ASSERT_EQ(moved.size(), 2u);
    EXPECT_EQ(text(moved[0], "data/to"), friend_);
    EXPECT_EQ(*at(moved[0], "data/fee").get_if<std::int64_t>(), 10);
    EXPECT_EQ(text(moved[1], "subject"), friend_);
    EXPECT_EQ(text(moved[1], "data/from"), member_);
    for (const Json& event : all("", "&subject=" + friend_))
        EXPECT_EQ(text(event, "subject"), friend_);
    EXPECT_FALSE(all("", "&subject=" + friend_).empty());
}

TEST_F(Events, refuse_what_is_no_place_type_or_member) {
    const Told lost = get("/v1/events?after=evt_00000000000000000");
    EXPECT_EQ(lost.status, 422);
    EXPECT_EQ(lost.string("errors/0/pointer"), "/after");
    std::string later = end_of_feed();
    EXPECT_EQ(get("/v1/events?after=" + later).status, 200);
    EXPECT_EQ(get("/v1/events?types=points.won").string("errors/0/pointer"), "/types");
    EXPECT_EQ(get("/v1/events?types=won.*").string("errors/0/pointer"), "/types");
    EXPECT_EQ(get("/v1/events?subject=mbr_1").string("errors/0/pointer"), "/subject");
    EXPECT_EQ(get("/v1/events?limit=0").string("errors/0/pointer"), "/limit");
    EXPECT_EQ(get("/v1/events/stream?after=next").status, 422);
    EXPECT_EQ(send("GET", "/v1/events", "", key_with({"reports.read"})).status, 403);
}

TEST_F(Events, of_another_programme_are_not_seen) {
    const std::string other = key_with({"events.read"});
    ASSERT_EQ(post("/v1/purchases", ticket("p1")).status, 201);
    EXPECT_EQ(send("GET", "/v1/events", "", other).size("items"), 0u);
    const std::string ours = end_of_feed();
    EXPECT_EQ(send("GET", "/v1/events?after=" + ours, "", other).status, 422);
}

TEST_F(Events, never_hold_a_name_an_address_or_a_code) {
    const Told made = act("/v1/members", R"({"name": "Luisa Paredes", "birth_date": "1990-08-21",
        "identities": ["phone:+593987654321", "email:luisa@example.com", "card:7009"],
        "consents": [{"purpose": "marketing", "channel": "sms", "given": true,
                      "text_version": "1", "source": "till"}]})");
    ASSERT_EQ(made.status, 201) << made.text;
    const std::string luisa = made.string("member");
    ASSERT_EQ(act("/v1/adjustments", R"({"member": ")" + luisa +
                                         R"(", "currency": "PTS", "points": 400,
                                             "reason": "Se quejó Luisa"})")
                  .status,
              201);
    const Told prize =
        act("/v1/redemptions", R"({"member": ")" + luisa + R"(", "reward": "CINE"})");
    ASSERT_EQ(prize.status, 201) << prize.text;
    ASSERT_EQ(send("PATCH", "/v1/members/" + luisa, R"({"name": "Luisa Paz"})", key_,
                   {"Idempotency-Key: u1"})
                  .status,
              200);
    const std::string told = get("/v1/events?limit=200&subject=" + luisa).text;
    for (const char* secret : {"Luisa", "Paredes", "1990", "9876", "luisa@", "7009", "quej"})
        EXPECT_THAT(told, Not(HasSubstr(secret)));
    const std::string code = prize.string("voucher/code");
    ASSERT_FALSE(code.empty()) << prize.text;
    EXPECT_THAT(told, Not(HasSubstr(code)));
    EXPECT_THAT(told, HasSubstr(R"("fields":["name"])"));
    EXPECT_THAT(types(all("", "&subject=" + luisa)),
                ElementsAre("vuelve.member.enrolled.v1", "vuelve.consent.changed.v1",
                            "vuelve.points.adjusted.v1", "vuelve.points.spent.v1",
                            "vuelve.reward.redeemed.v1", "vuelve.voucher.issued.v1",
                            "vuelve.member.updated.v1"));
}

TEST_F(Events, of_due_jobs_are_told_for_each_member) {
    const std::string start = end_of_feed();
    for (const char* day : {"2026-04-09", "2026-05-02", "2026-05-08", "2026-05-12"})
        pass_to(std::string(day) + "T12:00:00-05:00");
    const auto ended = all(start, "&types=points.expired");
    ASSERT_EQ(ended.size(), 2u);
    EXPECT_THAT((std::set<std::string>{text(ended[0], "subject"), text(ended[1], "subject")}),
                (std::set<std::string>{member_, friend_}));
    EXPECT_EQ(*at(ended[0], "data/points").get_if<std::int64_t>(), 1000);
    EXPECT_EQ(*at(ended[0], "data/balance/available").get_if<std::int64_t>(), 0);
    EXPECT_EQ(text(ended[0], "time"), "2026-05-10T05:00:00Z") << "dated when it was due";
    const auto warned = all(start, "&types=points.expiring&subject=" + member_);
    ASSERT_EQ(warned.size(), 3u) << "thirty, seven and one day before";
    EXPECT_EQ(text(warned[0], "data/last_day"), "2026-05-09");
}

TEST_F(Events, of_an_approval_are_told_by_its_door) {
    EXPECT_EQ(
        send("PUT", "/v1/settings", R"({"adjust_approval_above": {"PTS": 500}})", key_).status,
        200);
    const std::string start = end_of_feed();
    const Told waits =
        act("/v1/adjustments", about(R"("currency": "PTS", "points": 600, "reason": "x")"), "a1");
    const std::string approval = waits.string("approval");
    ASSERT_EQ(send("POST", "/v1/approvals/" + approval + "/decide", R"({"approve": true})",
                   key_of("gerente", {"approvals.decide"}))
                  .status,
              200);
    const auto events = all(start);
    EXPECT_THAT(types(events),
                ElementsAre("vuelve.approval.requested.v1", "vuelve.points.adjusted.v1",
                            "vuelve.approval.decided.v1"));
    EXPECT_EQ(text(events[2], "data/approval"), approval);
    EXPECT_EQ(text(events[2], "data/state"), "approved");
}

TEST_F(Events, are_heard_as_they_happen_and_the_listener_who_was_cut_off_misses_nothing) {
    const std::string start = end_of_feed();
    const auto first = listen("?after=" + start);
    ASSERT_EQ(post("/v1/purchases", ticket("p1")).status, 201);
    const std::string heard = first->read_until("\n\n");
    EXPECT_THAT(heard, HasSubstr("event: vuelve.purchase.recorded.v1\ndata: {\"specversion\""));
    const std::size_t place = heard.find("id: ") + 4;
    const std::string id = heard.substr(place, heard.find('\n', place) - place);
    EXPECT_EQ(all(start).size(), 2u);
    EXPECT_EQ(text(all(start).front(), "id"), id);

    ASSERT_EQ(post("/v1/purchases", ticket("p2")).status, 201);
    const auto again =
        listen("?after=" + start + "&types=purchase.recorded", "Last-Event-ID: " + id + "\r\n");
    const std::string rest = again->read_until("\n\n");
    EXPECT_THAT(rest, HasSubstr(R"("purchase":"p2")"));
    EXPECT_THAT(rest, Not(HasSubstr(R"("purchase":"p1")"))) << "the header counts";
}

TEST_F(Events, stop_with_the_server) {
    const auto listener = listen("?after=" + end_of_feed());
    program_.reset();
    EXPECT_THAT(listener->read_until("0\r\n\r\n"), HasSubstr("0\r\n"));
    EXPECT_TRUE(listener->at_end());
}

}  // namespace
}  // namespace vuelve::api
