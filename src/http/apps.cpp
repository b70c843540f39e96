#include "http/apps.h"

#include "app/receipts.h"
#include "codec/html.h"
#include "http/messages.h"

namespace vuelve::http {
namespace {

/// The scripts that stand in the page itself, as sources of a policy.
std::string inline_sources(std::string_view page) {
    std::string sources;
    constexpr std::string_view opening = "<script", closing = "</script>";
    for (std::size_t at = page.find(opening); at != std::string_view::npos;
         at = page.find(opening, at)) {
        const std::size_t head = page.find('>', at);
        const std::size_t end = head == std::string_view::npos ? head : page.find(closing, head);
        if (end == std::string_view::npos) break;
        if (!page.substr(at, head - at).contains(" src="))
            sources += " 'sha256-" + app::style_hash(page.substr(head + 1, end - head - 1)) + "'";
        at = end;
    }
    return sources;
}

/// A worker has the policy that its own script came with.
std::string policy_of(std::string_view page, Decodes decodes) {
    return "default-src 'self'; script-src 'self'" +
           std::string(decodes == Decodes::Barcodes ? " 'wasm-unsafe-eval'" : "") +
           inline_sources(page) +
           "; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; "
           "manifest-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'self'; "
           "form-action 'self'; frame-ancestors 'none'";
}

std::string_view not_here(Language language) {
    switch (language) {
        case Language::En: return "This page is not installed on this server.";
        case Language::Pt: return "Esta página não está instalada neste servidor.";
        case Language::Es: break;
    }
    return "Esta página no está instalada en este servidor.";
}

Response missing_app(const Request& request) {
    const Language language = choose_language(request.headers.find("Accept-Language").value_or(""));
    const std::string_view text = not_here(language);
    Response response =
        text_response(404,
                      "<!doctype html><html lang=\"" + std::string(tag(language)) +
                          "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                          "content=\"width=device-width, "
                          "initial-scale=1\"><title>Vuelve</title></head><body><p>" +
                          html_text(text) + "</p></body></html>\n",
                      "text/html; charset=utf-8");
    response.headers.add("Content-Language", std::string(tag(language)));
    response.headers.add("Vary", "Accept-Language");
    return response;
}

}  // namespace

std::vector<Route> installed_app_routes(std::string prefix,
                                        std::string operation,
                                        Assets files,
                                        Decodes decodes) {
    const bool is_here = files.contains("index.html");
    for (auto& [path, asset] : files) {
        const bool is_page = asset.type.starts_with("text/html");
        if (is_page || asset.type.starts_with("text/javascript"))
            asset.policy = policy_of(is_page ? asset.body : "", decodes);
        if (path == "service-worker.js") asset.worker_scope = prefix;
    }
    std::vector<Route> routes = app_routes(prefix, std::move(operation), std::move(files));
    if (!is_here)
        for (Route& route : routes)
            route.handler = LaterHandler(
                [](const Request& request, const Reply& reply) { reply(missing_app(request)); });
    return routes;
}

}  // namespace vuelve::http
