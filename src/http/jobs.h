#pragma once

#include "http/api.h"

/// Imports, exports and what becomes of them. Source: features.md b15, design.md 5, contract.md 4.
namespace vuelve::http {

/// A file as body, options in the query: waits for its turn at once. JSON with the options alone:
/// its parts follow.
Result<Response> create_import(Api& api, const Request& request);
Result<Response> put_job_part(Api& api, const Request& request);
Result<Response> start_job(Api& api, const Request& request);
Result<Response> undo_job(Api& api, const Request& request);
Result<Response> create_export(Api& api, const Request& request);

Result<Response> list_jobs(Api& api, const Request& request);
Result<Response> show_job(Api& api, const Request& request);
/// Server-sent events: `progress` with the job as it is, until it ends.
Result<Response> stream_job(Api& api, const Request& request);
Result<Response> cancel_job(Api& api, const Request& request);
/// Files, for whoever asked for the job and nobody else.
Result<Response> send_rejected(Api& api, const Request& request);
Result<Response> send_result(Api& api, const Request& request);

}  // namespace vuelve::http
