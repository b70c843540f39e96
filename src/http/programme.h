#pragma once

#include "http/api.h"

/// The programme's document over HTTP: what is in force, its history, the draft and its way into
/// force. Source: design.md D12, contract.md 1 rules 10 and 17, docs/adr/0034.
namespace vuelve::http {

Result<Response> show_programme(Api& api, const Request& request);
Result<Response> list_versions(Api& api, const Request& request);
Result<Response> show_version(Api& api, const Request& request);
Result<Response> show_draft(Api& api, const Request& request);
Result<Response> put_draft(Api& api, const Request& request);
Result<Response> delete_draft(Api& api, const Request& request);
Result<Response> validate_programme(Api& api, const Request& request);
/// Two versions, or a document of the body with what is in force.
Result<Response> show_diff(Api& api, const Request& request);
Result<Response> diff_document(Api& api, const Request& request);
Result<Response> submit_draft(Api& api, const Request& request);
Result<Response> approve_draft(Api& api, const Request& request);
Result<Response> reject_draft(Api& api, const Request& request);
Result<Response> publish_draft(Api& api, const Request& request);
Result<Response> unschedule_draft(Api& api, const Request& request);
Result<Response> roll_back(Api& api, const Request& request);

}  // namespace vuelve::http
