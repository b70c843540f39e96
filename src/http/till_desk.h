#pragma once

#include "http/api.h"

/// What a till shows and keeps, so that it works at once and without a line: where it stands and
/// who works there. Source: ux/README.md 9, docs/adr/0057.
namespace vuelve::http {

/// By the secret that the till's browser keeps in its cookie; nobody has to be signed in.
Result<Response> show_till(Api& api, const Request& request);

}  // namespace vuelve::http
