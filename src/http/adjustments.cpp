#include "http/adjustments.h"

namespace vuelve::http {

Result<app::Ask> ask_adjustment(Api& api, const Request& request) {
    const std::string key = TRY(idempotency_key(request));
    const Json json = TRY(body_of(request));
    AdjustRequest decoded = TRY(decode_adjust(json));
    return app::ask_adjust(programme_of(api, request), caller_of(request), std::move(decoded), key);
}

}  // namespace vuelve::http
