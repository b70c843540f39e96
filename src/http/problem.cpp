#include "http/problem.h"

namespace vuelve::http {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += ",\"";
    out += name;
    out += "\":";
    append_json_string(out, text);
}

std::string sentence(const Error& error, const ProblemContext& context) {
    if (!context.detail.empty()) return context.detail;
    std::string text(detail(error.code, context.language));
    if (error.missing) {
        constexpr std::string_view es = " Faltan ", en = " Missing: ", pt = " Faltam ";
        text += context.language == Language::En ? en : context.language == Language::Pt ? pt : es;
        text += std::to_string(*error.missing) + '.';
    }
    return text;
}

void append_faults(std::string& out, const Error& error, Language language) {
    out += ",\"errors\":[";
    bool first = true;
    for (const Fault& fault : error.faults) {
        if (!first) out += ',';
        first = false;
        out += "{\"pointer\":";
        append_json_string(out, fault.pointer);
        append_member(out, "code", fault.code);
        std::string text(fault_detail(fault.code, language));
        if (!fault.detail.empty()) text += (text.empty() ? "(" : " (") + fault.detail + ")";
        append_member(out, "detail", text);
        out += '}';
    }
    out += ']';
}

/// Seconds after which a repeat makes sense; a caller that knows better sets the header itself.
std::string_view retry_after(ErrorCode code) {
    return code == ErrorCode::StorageFull ? "30" : code == ErrorCode::Starting ? "5" : "1";
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += digits[byte >> 4];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

ProblemContext problem_context(const Request& request) {
    return {.language = choose_language(request.headers.find("Accept-Language").value_or("")),
            .instance = request.id,
            .detail = {},
            .extras = {}};
}

std::string problem_json(const Error& error, const ProblemContext& context) {
    std::string out = "{\"type\":\"/problems/" + slug(error.code) + '"';
    append_member(out, "title", title(error.code, context.language));
    out += ",\"status\":" + std::to_string(http_status(error.code));
    append_member(out, "code", literal(error.code));
    append_member(out, "detail", sentence(error, context));
    if (error.missing) out += ",\"missing\":" + std::to_string(*error.missing);
    for (const auto& [name, json] : context.extras) out += ",\"" + name + "\":" + json;
    if (!error.faults.empty()) append_faults(out, error, context.language);
    append_member(out, "instance", context.instance);
    out += '}';
    return out;
}

Response problem_response(const Error& error, const ProblemContext& context) {
    Response response{http_status(error.code), {}, problem_json(error, context)};
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Content-Language", std::string(tag(context.language)));
    if (response.status == 401) response.headers.add("WWW-Authenticate", "Bearer realm=\"vuelve\"");
    if (response.status == 429 || response.status == 503)
        response.headers.add("Retry-After", std::string(retry_after(error.code)));
    return response;
}

Response problem_response(const Error& error, const Request& request) {
    return problem_response(error, problem_context(request));
}

}  // namespace vuelve::http
