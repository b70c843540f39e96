#pragma once

#include "http/api.h"

/// Whose data it is: texts people agree to, their own data, what is not done with it, what they
/// ask for, who is gone. Source: security.md 7; docs/adr/0044.
namespace vuelve::http {

/// `?country=EC&language=es`: the notice in force, for whoever collects data. Errors: NotFound.
Result<Response> show_notice(Api& api, const Request& request);
Result<Response> list_privacy_texts(Api& api, const Request& request);
Result<Response> put_privacy_text(Api& api, const Request& request);

/// JSON, or CSV by `?format=csv` or Accept. Officers say why.
Result<Response> make_own_data(Api& api, const Request& request);
Result<Response> show_my_data(Api& api, const Request& request);

Result<Response> list_restrictions(Api& api, const Request& request);
Result<Response> change_restriction(Api& api, const Request& request);
Result<Response> list_my_restrictions(Api& api, const Request& request);
Result<Response> change_my_restriction(Api& api, const Request& request);

/// At once, and for ever.
Result<Response> erase_member(Api& api, const Request& request);
Result<Response> erase_me(Api& api, const Request& request);
/// Calls an announced erasure off.
Result<Response> keep_me(Api& api, const Request& request);
Result<Response> list_erasures(Api& api, const Request& request);

Result<Response> create_privacy_request(Api& api, const Request& request);
Result<Response> list_privacy_requests(Api& api, const Request& request);
Result<Response> show_privacy_request(Api& api, const Request& request);
Result<Response> decide_privacy_request(Api& api, const Request& request);

/// The proof of what time took away.
Result<Response> list_retention(Api& api, const Request& request);

}  // namespace vuelve::http
