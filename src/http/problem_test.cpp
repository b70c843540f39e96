#include "http/problem.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "codec/kept_file_fixture.h"

namespace vuelve::http {
namespace {

constexpr auto last_code = std::to_underlying(ErrorCode::Starting);

TEST(Messages, stand_for_every_code_in_three_languages) {
    for (unsigned i = 0; i <= last_code; ++i) {
        const auto code = static_cast<ErrorCode>(i);
        std::set<std::string_view> details;
        for (const Language language : languages) {
            const std::string_view head = title(code, language);
            const std::string_view sentence = detail(code, language);
            EXPECT_FALSE(head.empty()) << literal(code);
            EXPECT_FALSE(head.ends_with('.')) << head;
            EXPECT_TRUE(sentence.ends_with('.')) << literal(code) << ": " << sentence;
            details.insert(sentence);
        }
        EXPECT_EQ(details.size(), languages.size()) << literal(code) << " is left untranslated";
    }
}

TEST(Messages, stand_for_every_kind_of_fault) {
    EXPECT_EQ(fault_codes().size(), 10U);
    for (const std::string_view code : fault_codes())
        for (const Language language : languages)
            EXPECT_TRUE(fault_detail(code, language).ends_with('.')) << code;
    EXPECT_EQ(fault_detail("no-such", Language::En), "");
}

TEST(Messages, stand_side_by_side_for_people_to_read) {
    std::string page =
        "# Every error, side by side\n\nMade by a test, so that people can proof-read them; "
        "`VUELVE_WRITE_KEPT=1 http_test` writes this file anew. Those\nwith numbers of their own: "
        "[sentences.md](sentences.md).\n\n| code | status | es | en | pt "
        "|\n|---|---|---|---|---|\n";
    for (unsigned i = 0; i <= last_code; ++i) {
        const auto code = static_cast<ErrorCode>(i);
        page += fmt::format("| {} | {}", literal(code), http_status(code));
        for (const Language language : languages)
            page += fmt::format(" | **{}** {}", title(code, language), detail(code, language));
        page += " |\n";
    }
    page += "\n| fault of a field | es | en | pt |\n|---|---|---|---|\n";
    for (const std::string_view code : fault_codes()) {
        page += fmt::format("| {}", code);
        std::set<std::string_view> texts;
        for (const Language language : languages) {
            texts.insert(fault_detail(code, language));
            page += fmt::format(" | {}", fault_detail(code, language));
        }
        EXPECT_EQ(texts.size(), languages.size()) << code << " is left untranslated";
        page += " |\n";
    }
    EXPECT_EQ(page.find_first_of("{}"), std::string::npos);
    EXPECT_EQ(kept_text("docs/examples/errors.md", page), page)
        << "stale: VUELVE_WRITE_KEPT=1 writes it anew";
}

TEST(Messages, choose_the_language_by_weight) {
    const std::vector<std::pair<std::string_view, Language>> cases{
        {"", Language::Es},
        {"de", Language::Es},
        {"*", Language::Es},
        {"en", Language::En},
        {"pt-BR,pt;q=0.9,en;q=0.8", Language::Pt},
        {"fr;q=1.0, en;q=0.5, es;q=0.3", Language::En},
        {"en;q=0.2, ES-419;q=0.7", Language::Es},
        {"en;q=0", Language::Es},
        {"enx, pt;q=0.001", Language::Pt},
        {";;,,q=,en ;q=0.5", Language::En},
    };
    for (const auto& [header, expected] : cases)
        EXPECT_EQ(choose_language(header), expected) << header;
}

TEST(Problem, speaks_three_languages) {
    const Error error{ErrorCode::InsufficientPoints, "internal words", 160};
    ProblemContext context;
    context.instance = "req_7Q2M";
    EXPECT_EQ(
        problem_json(error, context),
        R"({"type":"/problems/insufficient-points","title":"No alcanzan los puntos","status":409,)"
        R"("code":"INSUFFICIENT_POINTS",)"
        R"("detail":"Los puntos disponibles no alcanzan para esta operación. Faltan 160.",)"
        R"("missing":160,"instance":"req_7Q2M"})");
    context.language = Language::En;
    EXPECT_TRUE(problem_json(error, context).contains(R"("title":"Not enough points")"));
    context.language = Language::Pt;
    EXPECT_TRUE(problem_json(error, context).contains("não cobrem esta operação. Faltam 160."));
    context.detail = "Pediste 2,000 puntos y hay 1,840 disponibles.";
    context.extras = {{"retry_at", R"("2026-03-10T23:05:00Z")"}};
    const std::string own = problem_json(error, context);
    EXPECT_TRUE(own.contains(R"("detail":"Pediste 2,000 puntos y hay 1,840 disponibles.")"));
    EXPECT_TRUE(own.contains(R"("retry_at":"2026-03-10T23:05:00Z")"));
}

TEST(Problem, lists_every_fault) {
    Error error{ErrorCode::ValidationFailed, ""};
    error.faults = {{"/lines/0/quantity", "out-of-range", "> 0"}, {"/na\"me", "unknown-field", ""}};
    Request request;
    request.headers.add("accept-language", "en-US");
    request.id = "req_1";
    const Response response = problem_response(error, request);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.headers.find("Content-Language"), "en");
    EXPECT_TRUE(response.body.contains(
        R"json("errors":[{"pointer":"/lines/0/quantity","code":"out-of-range",)json"
        R"json("detail":"The value is out of range.","hint":"> 0"},)json"
        R"json({"pointer":"/na\"me","code":"unknown-field","detail":"There is no such field."}])json"))
        << response.body;
}

TEST(Problem, carries_the_header_its_status_asks_for) {
    for (unsigned i = 0; i <= last_code; ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const Response response = problem_response(Error{code, {}}, Request{});
        EXPECT_EQ(response.status, http_status(code));
        EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
        EXPECT_EQ(response.headers.find("WWW-Authenticate").has_value(), response.status == 401);
        const bool later = response.status == 429 || response.status == 503;
        EXPECT_EQ(response.headers.find("Retry-After").has_value(), later) << literal(code);
    }
}

}  // namespace
}  // namespace vuelve::http
