#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "http/messages.h"
#include "http/request.h"
#include "http/response.h"

namespace vuelve::http {

/// What a problem says beyond its Error.
struct ProblemContext {
    Language language = Language::Es;
    std::string instance;  // request id
    /// A sentence in the caller's language in place of the code's own; "" = the code's own.
    std::string detail;
    /// Further members by name, values as JSON text: {"retry_at", "\"2026-03-10T...\""}.
    std::vector<std::pair<std::string, std::string>> extras;
};

/// Language of Accept-Language and the id of the request.
ProblemContext problem_context(const Request& request);

/// RFC 9457 body: type, title, status, detail, instance, code, `missing` and `errors` where the
/// error has them, extras. Error::message is ours, for the log, and never travels. What a Fault
/// adds (bounds, the words expected) is English for the developer and stands beside the translated
/// sentence as `hint`.
std::string problem_json(const Error& error, const ProblemContext& context);

/// The whole answer: the body with its status; 401 with WWW-Authenticate, 429 and 503 with
/// Retry-After. Source: contract.md 2, security.md 8.
Response problem_response(const Error& error, const ProblemContext& context);
Response problem_response(const Error& error, const Request& request);

}  // namespace vuelve::http
