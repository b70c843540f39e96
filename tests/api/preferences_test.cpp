#include "card_fixture.h"

namespace vuelve::api {
namespace {

/// How a member wants to be called and written to.
class Preferences : public CardTest {
 protected:
    Preferences() { token_ = sign_in(); }

    Told read(const Lines& lines = {}) {
        return send("GET", "/v1/me/preferences", "", token_, lines);
    }
    Told put(const std::string& body) { return send("PUT", "/v1/me/preferences", body, token_); }
    static std::string place_of(const Told& told, const std::string& type) {
        for (std::size_t i = 0; i < told.size("messages"); ++i) {
            const std::string item = "messages/" + std::to_string(i) + "/";
            if (told.string(item + "type") == type) return item;
        }
        return "messages/99/";
    }
    static bool is_true(const Told& told, const std::string& path) {
        const auto* found = at(told.body, path).get_if<bool>();
        EXPECT_NE(found, nullptr) << path << " in " << told.text;
        return found && *found;
    }
    std::string eva_buys(const std::string& id) {
        return R"({"id": ")" + id + R"(", "member": ")" + eva_ +
               R"(", "lines": [{"quantity": 1, "unit_price": 1000}]})";
    }
    /// State and reason of the one message of this type.
    std::string sent_of(const std::string& type) {
        const Told told = get("/v1/members/" + eva_ + "/messages");
        std::string found;
        for (std::size_t i = 0; i < told.size("items"); ++i) {
            const std::string item = "items/" + std::to_string(i) + "/";
            if (told.string(item + "type") == type)
                found = told.string(item + "state") + " " + told.string(item + "channel") +
                        told.string(item + "reason");
        }
        return found;
    }

    std::string token_;
};

TEST_F(Preferences, tell_what_holds_while_nothing_was_chosen) {
    const Told told = read();
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_TRUE(at(told.body, "alias").is_null());
    const std::string thanks = place_of(told, "purchase_thanks");
    EXPECT_EQ(told.string(thanks + "title"), "Gracias por tu compra");
    EXPECT_EQ(told.string(thanks + "class"), "S");
    EXPECT_FALSE(is_true(told, thanks + "always"));
    EXPECT_EQ(told.string(thanks + "channels/1/channel"), "email");
    EXPECT_TRUE(is_true(told, thanks + "channels/1/wanted"));
    EXPECT_TRUE(is_true(told, place_of(told, "account_closed") + "always"));
    EXPECT_EQ(told.string(place_of(told, "win_back") + "class"), "M");
    EXPECT_EQ(read({"Accept-Language: pt"}).string(thanks + "title"), "Agradecemos sua compra");
}

TEST_F(Preferences, change_what_is_said_and_nothing_else) {
    const Told told = put(R"({"alias": "Evita", "language": "pt"})");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("alias"), "Evita");
    EXPECT_EQ(told.string("language"), "pt");
    EXPECT_EQ(send("GET", "/v1/me", "", token_).string("name"), "Eva Paz");
    EXPECT_EQ(put(R"({"birth_date": "1990-08-21"})").string("birth_date"), "1990-08-21");
    // There and back again is no replay of the first.
    EXPECT_EQ(put(R"({"alias": "Eva P"})").string("alias"), "Eva P");
    EXPECT_EQ(put(R"({"alias": "Evita"})").string("alias"), "Evita");
    EXPECT_TRUE(at(put(R"({"alias": null})").body, "alias").is_null());
    EXPECT_EQ(read().string("language"), "pt");
}

TEST_F(Preferences, what_is_not_wanted_by_e_mail_stands_in_the_inbox_alone) {
    ASSERT_EQ(post("/v1/purchases", eva_buys("a1")).status, 201);
    EXPECT_EQ(sent_of("purchase_thanks"), "waiting email");
    const Told off =
        put(R"({"messages": [{"type": "purchase_thanks", "channel": "email", "wanted": false}]})");
    ASSERT_EQ(off.status, 200) << off.text;
    EXPECT_FALSE(is_true(off, place_of(off, "purchase_thanks") + "channels/1/wanted"));
    EXPECT_EQ(sent_of("purchase_thanks"), "suppressed emailNO_CHANNEL")
        << "what waited does not go out either";
    wait(ms_per_day);
    ASSERT_EQ(post("/v1/purchases", eva_buys("a2")).status, 201);
    EXPECT_EQ(sent_of("purchase_thanks"), "suppressed NO_CHANNEL");
    wait(ms_per_day);
    const Told inbox = send("GET", "/v1/me/inbox", "", token_);
    std::size_t thanks = 0;
    for (std::size_t i = 0; i < inbox.size("items"); ++i)
        thanks += inbox.string("items/" + std::to_string(i) + "/type") == "purchase_thanks";
    EXPECT_EQ(thanks, 2U) << inbox.text;

    put(R"({"messages": [{"type": "purchase_thanks", "channel": "email", "wanted": true}]})");
    ASSERT_EQ(post("/v1/purchases", eva_buys("a3")).status, 201);
    EXPECT_EQ(sent_of("purchase_thanks"), "waiting email");
    std::size_t noted = 0;
    const Told audit = get("/v1/audit?limit=200");
    for (std::size_t i = 0; i < audit.size("items"); ++i)
        noted += audit.string("items/" + std::to_string(i) + "/action") == "member.messages_chosen";
    EXPECT_EQ(noted, 2U);
}

TEST_F(Preferences, refuse_what_cannot_be_chosen) {
    const auto choice = [](const std::string& type, const std::string& channel) {
        return R"({"messages": [{"type": ")" + type + R"(", "channel": ")" + channel +
               R"(", "wanted": false}]})";
    };
    expect_refusal(put(choice("account_closed", "email")), 422, "VALIDATION_FAILED");
    expect_refusal(put(choice("purchase_thanks", "sms")), 422, "VALIDATION_FAILED");
    expect_refusal(put(choice("purchase_thanks", "pigeon")), 422, "VALIDATION_FAILED");
    expect_refusal(put(choice("news", "email")), 422, "VALIDATION_FAILED");
    expect_refusal(put(R"({"name": "Eva"})"), 422, "VALIDATION_FAILED");
    expect_refusal(put(R"({"language": "fr"})"), 422, "VALIDATION_FAILED");
    const Told both = put(R"({"language": "fr", "messages": [{"type": "news"}]})");
    EXPECT_GE(both.size("errors"), 3U) << both.text;
    expect_refusal(send("GET", "/v1/me/preferences", "", key_), 403, "INSUFFICIENT_SCOPE");
}

}  // namespace
}  // namespace vuelve::api
