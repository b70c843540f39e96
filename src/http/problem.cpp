#include "http/problem.h"

#include "codec/json_writer.h"
#include "domain/calendar.h"

namespace vuelve::http {
namespace {

std::string sentence(const Error& error, const ProblemContext& context) {
    if (!context.detail.empty()) return context.detail;
    std::string text(detail(error.code, context.language));
    if (error.missing && error.code == ErrorCode::InsufficientPoints) {
        constexpr std::string_view es = " Faltan ", en = " Missing: ", pt = " Faltam ";
        text += context.language == Language::En ? en : context.language == Language::Pt ? pt : es;
        text += std::to_string(*error.missing) + '.';
    }
    return text;
}

void write_faults(JsonWriter& json, const Error& error, Language language) {
    json.key("errors").begin_array();
    for (const Fault& fault : error.faults) {
        json.begin_object().member("pointer", fault.pointer).member("code", fault.code);
        json.member("detail", fault_detail(fault.code, language));
        if (!fault.detail.empty()) json.member("hint", fault.detail);
        json.end_object();
    }
    json.end_array();
}

/// Seconds after which a repeat makes sense; a caller that knows better sets the header itself.
std::string retry_after(const Error& error) {
    const ErrorCode code = error.code;
    if (code == ErrorCode::RateLimited && !error.figures.empty())
        return std::to_string(error.figures.front().value);
    return code == ErrorCode::StorageFull ? "30" : code == ErrorCode::Starting ? "5" : "1";
}

}  // namespace

ProblemContext problem_context(const Request& request) {
    return {.language = choose_language(request.headers.find("Accept-Language").value_or("")),
            .instance = request.id,
            .detail = {},
            .extras = {}};
}

std::string problem_json(const Error& error, const ProblemContext& context) {
    JsonWriter json;
    json.begin_object();
    json.member("type", "/problems/" + slug(error.code));
    json.member("title", title(error.code, context.language));
    json.member("status", http_status(error.code));
    json.member("code", literal(error.code));
    json.member("detail", sentence(error, context));
    if (error.missing) json.member("missing", *error.missing);
    if (error.code == ErrorCode::StepUpRequired && !error.figures.empty())
        json.member("retry_at", Instant{error.figures.front().value});
    for (const auto& [name, text] : context.extras) json.key(name).raw(text);
    if (!error.faults.empty()) write_faults(json, error, context.language);
    json.member("instance", context.instance).end_object();
    return std::move(json).text();
}

Response problem_response(const Error& error, const ProblemContext& context) {
    Response response{http_status(error.code), {}, problem_json(error, context)};
    response.problem = literal(error.code);
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Content-Language", std::string(tag(context.language)));
    if (response.status == 401) response.headers.add("WWW-Authenticate", "Bearer realm=\"vuelve\"");
    if (response.status == 429 || response.status == 503)
        response.headers.add("Retry-After", retry_after(error));
    return response;
}

Response problem_response(const Error& error, const Request& request) {
    return problem_response(error, problem_context(request));
}

}  // namespace vuelve::http
