#include "http/apps.h"

#include <gtest/gtest.h>

#include "http/target.h"

namespace vuelve::http {
namespace {

Assets files_of_app() {
    Assets files;
    // "boot()" hashed by hand: printf 'boot()' | openssl dgst -sha256 -binary | base64
    files.emplace("index.html", make_asset("index.html",
                                           "<h1>Tarjeta</h1><script src=\"/x.js\"></script>"
                                           "<script>boot()</script>"));
    files.emplace("service-worker.js", make_asset("service-worker.js", "work()"));
    files.emplace("logo.svg", make_asset("logo.svg", "<svg/>"));
    return files;
}

Response get(Assets files, std::string_view target, Decodes decodes = Decodes::Nothing) {
    auto router =
        Router::create(installed_app_routes("/card", "getCardApp", std::move(files), decodes));
    const auto parsed = parse_target(target);
    const auto found = router->find(Method::Get, *parsed);
    Request request;
    request.parameters = found.parameters;
    request.query = parsed->query;
    request.headers.add("Accept-Language", "pt-BR");
    Response response{.status = 0, .headers = {}, .body = {}};
    std::get<LaterHandler>(found.route->handler)(request,
                                                 [&](Response r) { response = std::move(r); });
    return response;
}

std::string policy(const Response& response) {
    return std::string(response.headers.find("Content-Security-Policy").value_or(""));
}

TEST(InstalledApp, runs_of_its_page_what_was_there_when_it_was_loaded) {
    const Response page = get(files_of_app(), "/card/premios/CAFE");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.body.starts_with("<h1>Tarjeta"));
    EXPECT_TRUE(policy(page).contains(
        "script-src 'self' 'sha256-MeZS89WlF0u+o0hCvHTBt4q1WHU+U+sJKgbdRUc36mY='; style-src "
        "'self';"))
        << policy(page);
    EXPECT_FALSE(policy(page).contains("unsafe"));
    EXPECT_EQ(page.headers.find("Cache-Control"), "no-cache");
}

TEST(InstalledApp, lets_its_worker_ask_and_serve_it_and_what_is_below) {
    const Response worker = get(files_of_app(), "/card/service-worker.js");
    EXPECT_EQ(worker.headers.find("Service-Worker-Allowed"), "/card");
    EXPECT_EQ(worker.headers.find("Cache-Control"), "no-cache");
    EXPECT_TRUE(policy(worker).contains("connect-src 'self'"))
        << "a worker has the policy of its script";
    EXPECT_FALSE(get(files_of_app(), "/card/").headers.find("Service-Worker-Allowed"));
}

TEST(InstalledApp, opens_at_once_from_a_link) {
    for (const char* target : {"/card?ref=ANA7K2Q", "/card/", "/card/?programme=LAUREL"}) {
        const Response page = get(files_of_app(), target);
        EXPECT_EQ(page.status, 200) << target;
        EXPECT_TRUE(page.body.starts_with("<h1>Tarjeta"));
    }
}

TEST(InstalledApp, decodes_barcodes_only_where_it_must) {
    EXPECT_TRUE(policy(get(files_of_app(), "/card/", Decodes::Barcodes))
                    .contains("script-src 'self' 'wasm-unsafe-eval'"));
}

TEST(InstalledApp, says_when_it_is_not_there) {
    for (const char* target : {"/card", "/card/", "/card/premios", "/card/x.js"}) {
        const Response page = get({}, target);
        EXPECT_EQ(page.status, 404) << target;
        EXPECT_TRUE(page.body.contains("Esta página não está instalada")) << page.body;
    }
}

}  // namespace
}  // namespace vuelve::http
