#include "http/transfers.h"

#include "codec/account_request.h"

namespace vuelve::http {

Result<app::Ask> ask_transfer(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_transfer(json));
}

Result<app::Ask> ask_conversion(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_conversion(json));
}

Result<app::Ask> ask_extension(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_extension(json));
}

Result<app::Ask> ask_reinstatement(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_reinstatement(json));
}

}  // namespace vuelve::http
