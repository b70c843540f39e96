#include "fixture.h"

namespace vuelve::api {
namespace {

class Messages : public ApiTest {
 protected:
    Told allow(const std::string& channel, bool given, const std::string& key) {
        return post("/v1/members/" + member_ + "/consents",
                    R"({"purpose": "marketing", "channel": ")" + channel + R"(", "given": )" +
                        (given ? "true" : "false") +
                        R"(, "text_version": "2026-01", "source": "till"})",
                    {"Idempotency-Key: " + key});
    }
};

TEST_F(Messages, consents_are_rows_of_which_the_last_counts) {
    ASSERT_EQ(allow("email", true, "c1").status, 200);
    EXPECT_EQ(allow("email", true, "c1").header("Idempotent-Replayed"), "true");
    EXPECT_EQ(allow("email", false, "c1").string("code"), "IDEMPOTENCY_CONFLICT");
    ASSERT_EQ(allow("all", false, "c2").status, 200);
    const Told said = get("/v1/members/" + member_ + "/consents");
    ASSERT_EQ(said.size("items"), 2u) << said.text;
    EXPECT_EQ(said.string("items/0/channel"), "email");
    EXPECT_EQ(said.string("items/0/source"), "till");
    EXPECT_EQ(said.string("items/1/channel"), "all");
    EXPECT_EQ(said.string("items/1/at"), "2026-03-10T23:00:00Z");
}

TEST_F(Messages, consents_name_every_fault_and_want_their_scopes) {
    const std::string page = "/v1/members/" + member_ + "/consents";
    const Told wrong = post(page, R"({"purpose": "marketing", "given": 1, "mail": true})",
                            {"Idempotency-Key: c1"});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.size("errors"), 4u) << wrong.text;
    EXPECT_EQ(post(page, R"({"purpose": "profiling", "given": true, "text_version": "1"})",
                   {"Idempotency-Key: c2"})
                  .status,
              200);
    const std::string reader = key_with({"members.read"});
    EXPECT_EQ(send("POST", page, "{}", reader).string("code"), "INSUFFICIENT_SCOPE");
    EXPECT_EQ(get("/v1/members/mbr_0/consents").status, 404);
}

}  // namespace
}  // namespace vuelve::api
