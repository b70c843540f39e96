#pragma once

#include "http/api.h"

/// How members sign in, prove themselves again and see where they are signed in. Source:
/// security.md 4, docs/adr/0040.
namespace vuelve::http {

/// Without a credential; limited by address.
LaterHandler request_sign_in_code(Api& api);
/// 201 with the session; 200 for whoever may join now.
LaterHandler open_member_session(Api& api);
/// Makes a member of who proved a contact, and signs them in.
LaterHandler join_programme(Api& api);
LaterHandler undo_contact_change(Api& api);

/// For staff and tills, about a member: a code to be scanned, a code sent to the member.
Result<Response> show_sign_in_code(Api& api, const Request& request);
Result<Response> send_till_code(Api& api, const Request& request);
/// What waits to be sent to members.
Result<Response> list_card_messages(Api& api, const Request& request);

/// Of the member who has signed in.
Result<Response> show_own_session(Api& api, const Request& request);
Result<Response> list_own_sessions(Api& api, const Request& request);
Result<Response> end_own_session(Api& api, const Request& request);
Result<Response> sign_out(Api& api, const Request& request);
Result<Response> request_step_up(Api& api, const Request& request);
Result<Response> prove_step_up(Api& api, const Request& request);
Result<Response> show_own_till_code(Api& api, const Request& request);
Result<Response> show_own_qr(Api& api, const Request& request);
Result<Response> request_new_contact(Api& api, const Request& request);
Result<Response> prove_new_contact(Api& api, const Request& request);

}  // namespace vuelve::http
