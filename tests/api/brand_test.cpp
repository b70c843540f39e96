#include <gmock/gmock.h>

#include "fixture.h"

/// How the programme looks, and what its card shows before anybody has signed in.
namespace vuelve::api {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A white leaf on nothing.
constexpr std::string_view leaf = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">)"
                                  R"(<path fill="#fff" d="M0 20Q20-10 40 20z"/></svg>)";

class Brand : public ApiTest {
 protected:
    Told put(const std::string& body, const Lines& lines = {}) {
        return send("PUT", "/v1/brand", body, key_, lines);
    }
    /// The bytes of a picture as they are.
    Told put_logo(const std::string& type, const std::string& bytes) {
        const std::string request =
            "PUT /v1/brand/logo HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + key_ +
            "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(bytes.size()) +
            "\r\n\r\n" + bytes;
        http::LoopbackClient client(program_->port());
        const http::Answer answer = client.ask(request);
        auto json = parse_json(answer.body);
        return {answer.status, answer.headers, json ? std::move(*json) : Json{}, answer.body};
    }
    Told open(const std::string& target, const Lines& lines = {}) {
        return send("GET", target, "", "", lines);
    }
    /// Width that the head of a PNG tells.
    static int width_of(const Told& png) {
        EXPECT_EQ(png.header("Content-Type"), "image/png") << png.text;
        if (png.text.size() < 20) return 0;
        return static_cast<std::uint8_t>(png.text[18]) * 256 +
               static_cast<std::uint8_t>(png.text[19]);
    }
};

TEST_F(Brand, is_ours_until_the_shop_chooses) {
    const Told before = get("/v1/brand");
    ASSERT_EQ(before.status, 200) << before.text;
    EXPECT_EQ(before.string("shop"), "LAUREL");
    EXPECT_EQ(before.string("colour"), "#2b4c8c");
    EXPECT_TRUE(at(before.body, "logo").is_null());

    const Told put_now = put(R"({"shop_name": "Abarrotes Laurel", "colour": "#D6336C",
        "layout": ["level", "rewards"], "welcome": {"es": "Hola", "pt": "Olá"},
        "pictures": "grocery"})");
    ASSERT_EQ(put_now.status, 200) << put_now.text;
    EXPECT_EQ(put_now.string("colour"), "#d6336c");
    EXPECT_EQ(put_now.string("shift"), "darker");
    EXPECT_NE(put_now.header("ETag"), before.header("ETag"));
    const Told after = get("/v1/brand");
    EXPECT_EQ(after.text, put_now.text);
    EXPECT_EQ(after.string("layout/0"), "level");
    EXPECT_EQ(after.string("welcome/pt"), "Olá");
}

TEST_F(Brand, is_not_overwritten_by_who_has_not_seen_it) {
    const std::string seen = get("/v1/brand").header("ETag");
    ASSERT_EQ(put(R"({"colour": "#000000"})", {"If-Match: " + seen}).status, 200);
    const Told late = put(R"({"colour": "#ffffff"})", {"If-Match: " + seen});
    EXPECT_EQ(late.status, 412);
    EXPECT_EQ(late.string("code"), "PRECONDITION_FAILED");
    EXPECT_EQ(get("/v1/brand").string("colour"), "#000000");
    EXPECT_EQ(put(R"({"colour": "#ffffff"})").status, 200) << "without If-Match, whatever there is";
}

TEST_F(Brand, is_written_by_who_writes_the_programme) {
    const std::string reader = key_with({"programme.read"});
    EXPECT_EQ(send("GET", "/v1/brand", "", reader).status, 200);
    EXPECT_EQ(send("PUT", "/v1/brand", "{}", reader).status, 403);
    EXPECT_EQ(send("DELETE", "/v1/brand/logo", "", reader).status, 403);
    const Told wrong = put(R"({"colour": "green", "layout": ["advert"]})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.size("errors"), 2u) << wrong.text;
}

TEST_F(Brand, of_a_colour_can_be_tried) {
    const Told told = post("/v1/brand/preview", R"({"colour": "#d6336c"})");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("shift"), "darker");
    EXPECT_EQ(told.string("theme/light/on"), "#ffffff");
    EXPECT_NE(told.string("theme/light/wall"), "#d6336c");
    EXPECT_GE(std::stod(told.string("contrast/wall")), 5.2);
    EXPECT_LT(std::stod(told.string("contrast/asked")), 5.2);
    EXPECT_EQ(get("/v1/brand").string("colour"), "#2b4c8c") << "nothing is kept";
}

TEST_F(Brand, has_a_logo_drawn_anew_and_icons_of_it) {
    const Told letter = open("/card/icons/192.png");
    EXPECT_EQ(width_of(letter), 192);
    EXPECT_EQ(open("/card/icons/logo.png").status, 404);

    const Told put_now = put_logo("image/svg+xml", std::string(leaf));
    ASSERT_EQ(put_now.status, 200) << put_now.text;
    EXPECT_EQ(put_now.string("logo/on_wall"), "plain") << "white on blue";
    const std::string address = put_now.string("logo/url");
    const Told logo = open(address);
    EXPECT_EQ(width_of(logo), put_now.number("logo/width"));
    EXPECT_EQ(logo.header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(open(address, {"If-None-Match: " + logo.header("ETag")}).status, 304);
    EXPECT_EQ(open("/card/icons/logo.png?v=other").header("Cache-Control"), "no-cache");
    const Told icon = open("/card/icons/192.png");
    EXPECT_NE(icon.text, letter.text);
    EXPECT_EQ(width_of(open("/card/icons/maskable.png")), 512);
    EXPECT_EQ(open("/card/icons/13.png").status, 404);

    ASSERT_EQ(put(R"({"colour": "#ffffff"})").status, 200);
    EXPECT_EQ(get("/v1/brand").string("logo/on_wall"), "disc") << "white on white is lost";
    // What was drawn is itself a picture that can be sent.
    EXPECT_EQ(put_logo("image/png", logo.text).status, 200);

    EXPECT_EQ(send("DELETE", "/v1/brand/logo", "", key_).status, 204);
    EXPECT_EQ(send("DELETE", "/v1/brand/logo", "", key_).status, 404);
    EXPECT_TRUE(at(get("/v1/brand").body, "logo").is_null());
}

TEST_F(Brand, takes_no_logo_that_is_none) {
    const Told text = put_logo("image/png", "no picture");
    EXPECT_EQ(text.status, 422);
    EXPECT_EQ(text.string("errors/0/code"), "wrong-format");
    EXPECT_EQ(put_logo("text/html", "<b>").status, 415);
    EXPECT_EQ(put_logo("image/png", std::string(512 * 1024 + 1, 'x')).status, 413);
}

TEST_F(Brand, hangs_as_a_poster) {
    const Told page = get("/v1/brand/poster?kind=a4&language=pt");
    ASSERT_EQ(page.status, 200) << page.text;
    EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(page.text, HasSubstr("Seu cartão em um minuto"));
    EXPECT_THAT(page.text, HasSubstr("https://test/card/?programme=LAUREL&amp;from=poster"))
        << "where it was asked";
    EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("style-src 'sha256-"));
    EXPECT_THAT(page.header("Content-Security-Policy"), Not(HasSubstr("unsafe")));

    ASSERT_EQ(
        send("PUT", "/v1/settings", R"({"public_address": "https://club.laurel.ec"})", key_).status,
        200);
    EXPECT_THAT(get("/v1/brand/poster?kind=shelf").text,
                HasSubstr("https://club.laurel.ec/card/?programme=LAUREL"));
    EXPECT_EQ(get("/v1/brand/poster?kind=billboard").status, 422);
    for (const char* wrong : {"club.laurel.ec", "https://", "https://club.laurel.ec/x",
                              "javascript:alert(1)", "https://a\\\"b"})
        EXPECT_EQ(send("PUT", "/v1/settings",
                       R"({"public_address": ")" + std::string(wrong) + "\"}", key_)
                      .status,
                  422)
            << wrong;
}

TEST_F(Brand, opens_a_card_for_everybody) {
    ASSERT_EQ(put(R"({"shop_name": "Abarrotes Laurel", "welcome": {"es": "Hola", "en": "Hello"}})")
                  .status,
              200);
    const Told card = open("/v1/card");
    ASSERT_EQ(card.status, 200) << card.text;
    EXPECT_EQ(card.string("programme"), "LAUREL");
    EXPECT_EQ(card.string("shop"), "Abarrotes Laurel");
    EXPECT_EQ(card.string("country"), "EC");
    EXPECT_EQ(card.string("calling_code"), "593");
    EXPECT_EQ(card.string("locale"), "es-EC");
    EXPECT_EQ(card.string("theme/dark/on"), "#ffffff");
    EXPECT_EQ(card.string("currencies/0/singular"), "punto");
    EXPECT_EQ(card.number("currencies/0/money_value/amount"), 20);
    EXPECT_TRUE(at(card.body, "currencies/1/money_value").is_null());
    EXPECT_EQ(card.number("join/minimum_age"), 18);
    EXPECT_EQ(card.string("join/consents/0/purpose"), "marketing");
    EXPECT_EQ(card.string("join/consents/0/text_version"), "vuelve-1");
    EXPECT_EQ(card.string("terms/0/id"), "earn");
    EXPECT_EQ(card.string("terms/0/sentences/0"), "Da 10 puntos por cada 1.00 USD.");
    EXPECT_EQ(card.header("Cache-Control"), "no-cache");

    const Told english = open("/v1/card?language=en");
    EXPECT_EQ(english.string("welcome"), "Hello");
    EXPECT_EQ(english.string("currencies/0/singular"), "point");
    EXPECT_EQ(english.string("terms/0/title"), "How you earn");
    EXPECT_EQ(open("/v1/card", {"Accept-Language: pt-BR"}).string("language"), "pt");
    EXPECT_EQ(open("/v1/card?programme=OTHER").status, 404);
    EXPECT_EQ(open("/v1/card?language=qu").status, 422);

    const std::string etag = card.header("ETag");
    EXPECT_EQ(open("/v1/card", {"If-None-Match: " + etag}).status, 304);
    ASSERT_EQ(put(R"({"colour": "#123456"})").status, 200);
    EXPECT_EQ(open("/v1/card", {"If-None-Match: " + etag}).status, 200);
}

TEST_F(Brand, asks_at_joining_in_the_shops_own_words) {
    const Told published = send("PUT", "/v1/privacy/notices",
                                R"({"kind": "consent", "purpose": "marketing", "country": "EC",
        "language": "es", "version": "2026-02", "body": "Ofertas de Laurel por mensaje."})",
                                key_);
    ASSERT_LT(published.status, 300) << published.text;
    ASSERT_LT(send("PUT", "/v1/privacy/notices",
                   R"({"kind": "notice", "country": "EC", "language": "es", "version": "2026-01",
                       "body": "Laurel trata tus datos."})",
                   key_)
                  .status,
              300);
    const Told card = open("/v1/card?language=es");
    EXPECT_EQ(card.string("join/consents/0/text"), "Ofertas de Laurel por mensaje.");
    EXPECT_EQ(card.string("join/consents/0/text_version"), "2026-02");
    EXPECT_EQ(card.string("join/consents/1/text_version"), "vuelve-1");
    EXPECT_EQ(card.string("notice/body"), "Laurel trata tus datos.");
}

TEST_F(Brand, lets_a_phone_install_the_card) {
    const Told manifest = open("/card/manifest.webmanifest?programme=LAUREL");
    ASSERT_EQ(manifest.status, 200) << manifest.text;
    EXPECT_EQ(manifest.header("Content-Type"), "application/manifest+json");
    EXPECT_EQ(manifest.string("scope"), "/card");
    EXPECT_EQ(manifest.string("start_url"), "/card/?programme=LAUREL");
    EXPECT_EQ(manifest.size("icons"), 3u);
    EXPECT_EQ(manifest.string("icons/2/purpose"), "maskable");
    for (const char* place : {"icons/0/src", "icons/1/src", "icons/2/src"})
        EXPECT_EQ(open(manifest.string(place)).header("Cache-Control"),
                  "public, max-age=31536000, immutable");
}

TEST_F(Brand, answers_a_phone_where_no_app_lies) {
    const Told page = open("/card/");
    EXPECT_EQ(page.status, 404);
    EXPECT_THAT(page.text, HasSubstr("Esta página no está instalada en este servidor."));
}

TEST_F(Brand, is_not_drawn_for_a_machine_without_end) {
    int refused = 0;
    for (int i = 0; i < 320; ++i)
        if (open("/v1/card?programme=NONE").status == 429) ++refused;
    EXPECT_GT(refused, 0);
    EXPECT_LT(refused, 40);
}

}  // namespace
}  // namespace vuelve::api
