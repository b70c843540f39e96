#include "http/programme.h"

#include <limits>

#include "app/programme_review.h"
#include "codec/json_writer.h"
#include "codec/programme_request.h"
#include "http/messages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

constexpr int after_the_newest = std::numeric_limits<int>::max();

std::string quoted(const std::string& etag) { return "\"" + etag + "\""; }

/// A whole document as it was written.
Response document_response(const app::VersionReading& version) {
    Response response = json_response(200, version.row.document);
    response.headers.add("ETag", quoted(version.etag()));
    response.headers.add("Cache-Control", "private, no-cache");
    return response;
}

void write_text_or_null(JsonWriter& out, std::string_view name, const std::string& text) {
    out.key(name);
    if (text.empty())
        out.null();
    else
        out.value(text);
}

void write_steps(JsonWriter& out, const app::VersionReading& version) {
    const storage::ProgrammeVersion& row = version.row;
    const storage::DraftSteps& steps = row.steps;
    out.member("version", row.version)
        .member("state", version.state())
        .member("etag", version.etag())
        .member("author", row.author)
        .member("created_at", row.created_at);
    write_text_or_null(out, "reason", version.reason);
    out.member("submitted_at", steps.submitted_at);
    write_text_or_null(out, "submitter", steps.submitter);
    out.member("approved_at", steps.approved_at);
    write_text_or_null(out, "approver", steps.approver);
    out.member("rejected_at", steps.rejected_at);
    write_text_or_null(out, "rejecter", steps.rejecter);
    write_text_or_null(out, "rejection", version.rejection);
    out.member("publish_at", steps.publish_at).member("published_at", row.published_at);
    write_text_or_null(out, "trouble", steps.trouble);
    out.key("rolled_back_to");
    if (steps.rolled_back_to == 0)
        out.null();
    else
        out.value(steps.rolled_back_to);
}

Response version_response(int status, const app::VersionReading& version) {
    JsonWriter out;
    out.begin_object();
    write_steps(out, version);
    Response response = json_response(status, std::move(out.end_object()).text());
    response.headers.add("ETag", quoted(version.etag()));
    return response;
}

Result<Response> tell_version(Result<app::VersionReading> version) {
    return version_response(200, TRY(std::move(version)));
}

/// The etag of If-Match. Errors: PreconditionRequired, PreconditionFailed (weak, a list, `*`).
Result<std::string> seen_by(const Request& request) {
    const auto header = request.headers.find("If-Match");
    if (!header) return refuse(ErrorCode::PreconditionRequired);
    if (header->size() < 2 || header->front() != '"' || header->back() != '"')
        return refuse(ErrorCode::PreconditionFailed);
    return std::string(header->substr(1, header->size() - 2));
}

/// Is what the caller has what there is?
bool is_known(const Request& request, const std::string& etag) {
    const auto header = request.headers.find("If-None-Match");
    return header && *header == quoted(etag);
}

/// "draft", or the number of a version. Errors: NotFound.
Result<app::VersionReading> version_named(Api& api,
                                          const Request& request,
                                          const std::string& name) {
    const app::OpenProgramme& programme = programme_of(api, request);
    if (name == "draft") return app::read_draft(api.service, programme);
    int version = 0;
    if (!read_whole(name, version)) return refuse(ErrorCode::NotFound);
    return app::read_version(api.service, programme, version);
}

std::string word_in_query(const Request& request, std::string_view name) {
    auto found = request.query.find(name);
    return found == request.query.end() ? "" : found->second;
}

void write_verdict(JsonWriter& out, const app::Verdict& verdict, std::string_view language) {
    const Language spoken = choose_language(language);
    out.key("faults").begin_array();
    for (const Fault& fault : verdict.faults) {
        out.begin_object()
            .member("pointer", fault.pointer)
            .member("code", fault.code)
            .member("detail", fault_detail(fault.code, spoken));
        if (!fault.detail.empty()) out.member("hint", fault.detail);
        out.end_object();
    }
    out.end_array().key("warnings").begin_array();
    for (const Warning& warning : verdict.warnings)
        out.begin_object()
            .member("pointer", warning.pointer)
            .member("code", name_of(warning.type))
            .member("text", warning_text(warning, language))
            .end_object();
    out.end_array();
}

void write_difference(JsonWriter& out, const DocumentChange& change) {
    out.begin_object().member("pointer", change.pointer).member("kind", name_of(change.kind));
    if (!change.before.empty()) out.key("before").raw(change.before);
    if (!change.after.empty()) out.key("after").raw(change.after);
    out.member("text", change.text);
    if (!change.rule.empty()) out.member("rule", change.rule);
    out.end_object();
}

Result<Response> tell_diff(Api& api,
                           const Request& request,
                           const std::string& before,
                           const std::string& after,
                           std::optional<app::Content> judged) {
    const std::string_view language = language_of(request);
    const auto diff =
        TRY(app::compare(api.service, programme_of(api, request), before, after, judged, language));
    JsonWriter out;
    out.begin_object().key("changes").begin_array();
    for (const DocumentChange& change : diff.changes) write_difference(out, change);
    out.end_array().key("rules").begin_array();
    for (const app::TouchedRule& rule : diff.rules)
        out.begin_object().member("rule", rule.rule).member("members", rule.members).end_object();
    out.end_array().member("members", diff.members).member("of", diff.of);
    write_verdict(out, diff.verdict, language);
    return json_response(200, std::move(out.end_object()).text());
}

/// JSON at all? Errors: MalformedRequest.
Result<void> check_json(const Request& request) {
    TRY(body_of(request));
    return {};
}

}  // namespace

Result<Response> show_programme(Api& api, const Request& request) {
    const auto version = app::read_in_force(api.service, programme_of(api, request));
    if (!is_known(request, version.etag())) return document_response(version);
    Response unchanged{.status = 304, .headers = {}, .body = {}};
    unchanged.headers.add("ETag", quoted(version.etag()));
    return unchanged;
}

Result<Response> list_versions(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t before = TRY(number_cursor(page, after_the_newest));
    if (before < 1 || before > after_the_newest) return wrong_cursor();
    auto versions = app::read_versions(api.service, programme_of(api, request),
                                       static_cast<int>(before), page.limit + 1);
    const bool is_last = std::ssize(versions) <= page.limit;
    if (!is_last) versions.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::VersionReading& version : versions) {
        out.begin_object();
        write_steps(out, version);
        out.end_object();
    }
    return page_response(request, out, page.limit,
                         is_last ? "" : std::to_string(versions.back().row.version));
}

Result<Response> show_version(Api& api, const Request& request) {
    const std::string& name = request.parameters.at("version");
    if (name == "draft") return refuse(ErrorCode::NotFound);
    return document_response(TRY(version_named(api, request, name)));
}

Result<Response> show_draft(Api& api, const Request& request) {
    const auto draft = TRY(app::read_draft(api.service, programme_of(api, request)));
    JsonWriter out;
    out.begin_object();
    write_steps(out, draft);
    out.key("document").raw(draft.row.document).end_object();
    Response response = json_response(200, std::move(out).text());
    response.headers.add("ETag", quoted(draft.etag()));
    return response;
}

Result<Response> put_draft(Api& api, const Request& request) {
    const std::string seen = TRY(seen_by(request));
    TRY(check_json(request));
    return tell_version(app::put_draft(api.service, programme_of(api, request), caller_of(request),
                                       request.body, seen));
}

Result<Response> delete_draft(Api& api, const Request& request) {
    std::optional<std::string> seen;
    if (request.headers.find("If-Match")) seen = TRY(seen_by(request));
    TRY(app::drop_draft(api.service, programme_of(api, request), caller_of(request), seen));
    return Response{.status = 204, .headers = {}, .body = {}};
}

Result<Response> validate_programme(Api& api, const Request& request) {
    TRY(check_json(request));
    const auto verdict = app::review(api.service, programme_of(api, request), request.body);
    JsonWriter out;
    out.begin_object().member("valid", verdict.faults.empty());
    write_verdict(out, verdict, language_of(request));
    return json_response(200, std::move(out.end_object()).text());
}

Result<Response> show_diff(Api& api, const Request& request) {
    const std::string from = word_in_query(request, "from"), to = word_in_query(request, "to");
    const auto before = from.empty() ? app::read_in_force(api.service, programme_of(api, request))
                                     : TRY(version_named(api, request, from));
    const auto after = TRY(version_named(api, request, to.empty() ? "draft" : to));
    // What was in force once is judged no more.
    std::optional<app::Content> judged;
    if (after.row.state == storage::VersionState::Draft)
        judged = after.row.steps.rolled_back_to == 0 ? app::Content::New : app::Content::Old;
    return tell_diff(api, request, before.row.document, after.row.document, judged);
}

Result<Response> diff_document(Api& api, const Request& request) {
    TRY(check_json(request));
    const auto before = app::read_in_force(api.service, programme_of(api, request));
    return tell_diff(api, request, before.row.document, request.body, app::Content::New);
}

Result<Response> submit_draft(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const std::string reason = TRY(decode_reason(json));
    return tell_version(
        app::submit_draft(api.service, programme_of(api, request), caller_of(request), reason));
}

Result<Response> approve_draft(Api& api, const Request& request) {
    TRY(no_body(request));
    return tell_version(
        app::approve_draft(api.service, programme_of(api, request), caller_of(request)));
}

Result<Response> reject_draft(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const std::string reason = TRY(decode_reason(json));
    return tell_version(
        app::reject_draft(api.service, programme_of(api, request), caller_of(request), reason));
}

Result<Response> publish_draft(Api& api, const Request& request) {
    PublishBody body;
    if (!request.body.empty()) {
        const Json json = TRY(body_of(request));
        body = TRY(decode_publish(json));
    }
    return tell_version(app::publish_programme(api.service, programme_of(api, request),
                                               caller_of(request), {body.at, body.reason}));
}

Result<Response> unschedule_draft(Api& api, const Request& request) {
    TRY(no_body(request));
    return tell_version(
        app::unschedule_draft(api.service, programme_of(api, request), caller_of(request)));
}

Result<Response> roll_back(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const RollbackBody body = TRY(decode_rollback(json));
    const auto version = TRY(app::roll_back(api.service, programme_of(api, request),
                                            caller_of(request), body.version, body.reason));
    // 202: a second person has to look at it first.
    constexpr int status_waits = 202;
    return version_response(version.row.published_at ? 200 : status_waits, version);
}

}  // namespace vuelve::http
