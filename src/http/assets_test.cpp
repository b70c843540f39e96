#include "http/assets.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace vuelve::http {
namespace {

namespace fs = std::filesystem;

class AssetFolder : public testing::Test {
 protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("vuelve_assets_" + std::to_string(::getpid()));
        write("index.html", "<h1>Caja</h1>");
        write("_app/immutable/main.4f2a.js", "start()");
        write("_app/immutable/main.4f2a.js.br", "BR");
        write("_app/immutable/main.4f2a.js.gz", "GZ");
        write("orphan.css.gz", "GZ");
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const fs::path& path, std::string_view body) {
        fs::create_directories((folder_ / path).parent_path());
        std::ofstream(folder_ / path, std::ios::binary) << body;
    }

    fs::path folder_;
};

Response ask(const Asset& asset, std::vector<std::pair<std::string, std::string>> fields = {}) {
    Request request;
    for (auto& [name, value] : fields) request.headers.add(name, value);
    return asset_response(asset, request);
}

TEST_F(AssetFolder, is_read_with_its_variants) {
    const auto assets = load_assets(folder_);
    ASSERT_TRUE(assets) << assets.error().message;
    EXPECT_EQ(assets->size(), 2U) << "a variant of nothing is nothing";
    const Asset& script = assets->at("_app/immutable/main.4f2a.js");
    EXPECT_EQ(script.brotli, "BR");
    EXPECT_EQ(script.gzip, "GZ");
    EXPECT_TRUE(script.immutable);
    EXPECT_FALSE(assets->at("index.html").immutable);
    EXPECT_FALSE(load_assets(folder_ / "missing"));
}

TEST_F(AssetFolder, serves_the_variant_asked_for) {
    const auto assets = load_assets(folder_);
    ASSERT_TRUE(assets);
    const Asset& script = assets->at("_app/immutable/main.4f2a.js");
    const std::vector<std::pair<std::string, std::string>> cases{
        {"gzip, deflate, br", "BR"}, {"gzip", "GZ"},  {"br;q=0, gzip;q=0.5", "GZ"},
        {"br;q=0.1", "BR"},          {"", "start()"}, {"identity", "start()"}};
    for (const auto& [accepted, body] : cases)
        EXPECT_EQ(ask(script, {{"Accept-Encoding", accepted}}).body, body) << accepted;
    const Response brotli = ask(script, {{"Accept-Encoding", "br"}});
    EXPECT_EQ(brotli.headers.find("Content-Encoding"), "br");
    EXPECT_EQ(brotli.headers.find("Vary"), "Accept-Encoding");
    EXPECT_EQ(brotli.headers.find("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(brotli.headers.find("Cache-Control"), "public, max-age=31536000, immutable");
    const std::string etag(brotli.headers.find("ETag").value());
    EXPECT_EQ(ask(script, {{"Accept-Encoding", "br"}, {"If-None-Match", "\"x\", " + etag}}).status,
              304);
    EXPECT_EQ(ask(script, {{"If-None-Match", etag}}).status, 200) << "of the plain variant";
}

TEST_F(AssetFolder, says_of_a_kept_page_what_it_said_of_the_page) {
    const auto assets = load_assets(folder_);
    ASSERT_TRUE(assets);
    const Asset& page = assets->at("index.html");
    const Response whole = ask(page, {});
    const Response kept =
        ask(page, {{"If-None-Match", std::string(whole.headers.find("ETag").value())}});
    ASSERT_EQ(kept.status, 304);
    EXPECT_EQ(kept.headers.find("Content-Security-Policy"),
              whole.headers.find("Content-Security-Policy"));
    EXPECT_TRUE(kept.headers.find("Content-Security-Policy"));
}

TEST_F(AssetFolder, becomes_an_app_that_routes_by_itself) {
    auto assets = load_assets(folder_);
    ASSERT_TRUE(assets);
    auto router = Router::create(app_routes("/till", "getTill", std::move(*assets)));
    ASSERT_TRUE(router) << router.error().message;
    const auto get = [&](std::string_view path) {
        const auto found = router->find(Method::Get, *parse_target(path));
        Request request;
        request.parameters = found.parameters;
        Response response{.status = 0, .headers = {}, .body = {}};
        std::get<LaterHandler>(found.route->handler)(request,
                                                     [&](Response r) { response = std::move(r); });
        return response;
    };
    EXPECT_EQ(get("/till").body, "<h1>Caja</h1>");
    EXPECT_EQ(get("/till/venta/nueva").body, "<h1>Caja</h1>");
    EXPECT_EQ(get("/till/_app/immutable/main.4f2a.js").body, "start()");
    EXPECT_EQ(get("/till/none.js").status, 404);
    EXPECT_EQ(get("/till/..%2f..%2fetc/passwd.txt").status, 404);
}

}  // namespace
}  // namespace vuelve::http
