#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Incidents : public ShopTest {
 protected:
    Told open(const std::string& more = "") {
        return post("/v1/privacy/incidents",
                    R"({"known_at": "2026-03-10T18:00:00-05:00",
                        "from": "2026-03-10T00:00:00-05:00", "until": "2026-03-11T00:00:00-05:00",
                        "countries": ["EU", "BR", "MX", "CO", "EC"], "story": "Se perdió una clave")" +
                        more + "}");
    }
    Told follow(const Told& incident, const std::string& body) {
        return post("/v1/privacy/incidents/" + incident.string("incident") + "/follow", body);
    }
    Told affected(const Told& incident) {
        return get("/v1/privacy/incidents/" + incident.string("incident") + "/affected");
    }
};

TEST_F(Incidents, have_the_clocks_of_every_law) {
    const Told told = open();
    ASSERT_EQ(told.status, 201) << told.text;
    std::map<std::string, std::string> due;
    for (std::size_t i = 0; i < told.size("clocks"); ++i) {
        const std::string clock = "clocks/" + std::to_string(i);
        due[told.string(clock + "/country") + "/" + told.string(clock + "/who")] =
            told.string(clock + "/due_at");
    }
    // Known on Tuesday 10 March 2026 at 18:00 in Guayaquil.
    EXPECT_EQ(due["MX/persons"], "2026-03-10T23:00:00Z") << "at once";
    EXPECT_EQ(due["EU/authority"], "2026-03-13T23:00:00Z") << "72 hours";
    EXPECT_EQ(due["BR/authority"], "2026-03-14T05:00:00Z") << "3 business days";
    EXPECT_EQ(due["CO/authority"], "2026-04-01T05:00:00Z") << "15 business days";
    EXPECT_EQ(due["EC/authority"], "2026-03-18T05:00:00Z") << "5 business days";
    EXPECT_EQ(told.string("clocks/0/country"), "MX") << "first what is due first";
}

TEST_F(Incidents, concern_whom_a_credential_touched) {
    // Both had an adjustment under the shop's key; only Ana's data was opened with the other.
    const std::string thief = key_of("ladron", {"privacy.manage", "members.unmask"});
    ASSERT_EQ(
        send("POST", "/v1/members/" + member_ + "/own-data", R"({"reason": "x"})", thief).status,
        200);
    const Told all = affected(open());
    EXPECT_EQ(all.size("items"), 2u) << all.text;
    const Told some = affected(open(R"(, "touched_by": "ladron")"));
    ASSERT_EQ(some.size("items"), 1u) << some.text;
    EXPECT_EQ(some.string("items/0"), member_);
    const Told named = open(R"(, "touched_by": "nadie", "members": [")" + friend_ + "\"]");
    EXPECT_EQ(named.number("affected"), 1);
    EXPECT_EQ(affected(open(R"(, "touched_by": "*")")).size("items"), 2u);
}

TEST_F(Incidents, are_followed_until_they_are_over) {
    const Told opened = open();
    const Told told = follow(opened, R"({"told": {"country": "BR", "who": "authority"},
                                         "story": "Aviso a la autoridad"})");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_NE(told.text.find("Aviso a la autoridad"), std::string::npos);
    int told_count = 0;
    for (std::size_t i = 0; i < told.size("clocks"); ++i)
        told_count += at(told.body, "clocks/" + std::to_string(i) + "/told_at").is_null() ? 0 : 1;
    EXPECT_EQ(told_count, 1);
    EXPECT_EQ(follow(opened, R"({"told": {"country": "AR", "who": "authority"}})").status, 422);
    ASSERT_EQ(follow(opened, R"({"closes": true})").string("state"), "closed");
    expect_refusal(follow(opened, R"({"story": "más"})"), 409, "INVALID_STATE");
    EXPECT_EQ(get("/v1/privacy/incidents").size("items"), 1u);
    EXPECT_EQ(get("/v1/privacy/incidents/1").status, 404);
}

TEST_F(Incidents, are_not_known_before_they_are) {
    const Told told = post("/v1/privacy/incidents",
                           R"({"known_at": "2027-01-01T00:00:00Z", "from": "2026-03-10T00:00:00Z",
                               "until": "2026-03-09T00:00:00Z", "countries": [], "story": "x"})");
    EXPECT_EQ(told.status, 422) << told.text;
    EXPECT_EQ(told.size("errors"), 2u) << told.text;
}

}  // namespace
}  // namespace vuelve::api
