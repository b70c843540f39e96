#include "http/jobs.h"

#include "app/jobs.h"
#include "http/paging.h"
#include "http/problem.h"

namespace vuelve::http {
namespace {

using app::JobFile;
using app::JobRow;
using app::JobState;

constexpr int accepted = 202, done = 200;

bool has_ended(const JobRow& job) { return job.ended_at.has_value(); }

std::string job_json(const app::OpenProgramme& programme, const JobRow& job) {
    JsonWriter out;
    out.begin_object()
        .member("job", app::public_job_id(programme, job.id))
        .member("type", job.is_export ? "export" : "import")
        .member("state", name_of(job.state))
        .member("stopping", job.stopping && !has_ended(job))
        .member("created_at", job.created_at)
        .member("started_at", job.started_at)
        .member("ended_at", job.ended_at);
    out.key("progress").begin_object().member("done", job.done).key("total");
    job.is_export ? out.null() : out.value(job.total);
    out.member("unit", job.is_export ? "rows" : "bytes").end_object();
    out.key("options").raw(job.options).key("totals").raw(job.totals).key("error");
    job.error.empty() ? out.null() : out.value(job.error);
    out.key("files_until");
    job.ended_at ? out.value(*job.ended_at + app::job_files_ms) : out.null();
    return std::move(out.end_object()).text();
}

Response job_response(int status, const app::OpenProgramme& programme, const JobRow& job) {
    return json_response(status, job_json(programme, job));
}

Response made_response(const app::OpenProgramme& programme, const app::JobMade& made) {
    Response response = job_response(accepted, programme, made.job);
    response.headers.add("Location", "/v1/jobs/" + app::public_job_id(programme, made.job.id));
    if (!made.is_new) response.headers.add("Idempotent-Replayed", "true");
    return response;
}

std::string_view scope_of(const JobRow& job) {
    return job.is_export ? "exports.read" : "imports.write";
}

/// The job of the path, for whoever may see its kind. Errors: NotFound.
Result<JobRow> job_of(Api& api, const Request& request) {
    const PlacedId id = TRY(placed_in_path(request, PublicKind::Job));
    auto job = api.jobs.find(programme_of(api, request), id.id);
    if (!job || !has_scope(request, scope_of(*job))) return refuse(ErrorCode::NotFound);
    return *std::move(job);
}

/// Options in the query, as the body of an import has them.
Result<ImportRequest> options_of_query(const Request& request) {
    Json::Object options;
    for (const auto& [name, value] : request.query) {
        const bool is_truth = value == "true" || value == "false";
        const bool is_flag =
            name == "decimal_comma" || name == "enrol_unknown" || name == "dry_run";
        options.push_back({name, is_flag && is_truth ? Json(value == "true") : Json(value)});
    }
    return decode_import(Json(std::move(options)));
}

bool is_json_body(const Request& request) {
    return request.headers.find("Content-Type").value_or("").starts_with("application/json");
}

/// Opening balances give points without a purchase. Errors: InsufficientScope.
Result<void> check_import(const Request& request, const ImportRequest& import) {
    if (import.kind == ImportKind::Balances && !has_scope(request, "points.adjust"))
        return refuse(ErrorCode::InsufficientScope);
    return {};
}

Result<app::JobAsker> asker_of(const Request& request) {
    return app::JobAsker{.caller = caller_of(request),
                         .key = TRY(idempotency_key(request)),
                         .may_adjust = has_scope(request, "points.adjust")};
}

/// The job as it goes on, each time it has changed.
class JobStream final : public Stream {
 public:
    JobStream(Api& api, const app::OpenProgramme& programme, std::int64_t id)
        : api_(api), programme_(programme), id_(id) {}

    std::optional<std::string> next() override {
        if (ended_) return std::nullopt;
        const auto job = api_.jobs.find(programme_, id_);
        if (!job) return std::nullopt;
        ended_ = has_ended(*job);
        std::string json = job_json(programme_, *job);
        if (json == told_) return "";
        told_ = std::move(json);
        return "event: progress\ndata: " + told_ + "\n\n";
    }
    std::string_view keep_alive() const override { return ": still here\n\n"; }

 private:
    Api& api_;
    const app::OpenProgramme& programme_;
    std::int64_t id_;
    std::string told_;
    bool ended_ = false;
};

/// A file piece by piece, never whole in memory.
class FileStream final : public Stream {
 public:
    FileStream(Api& api, const app::OpenProgramme& programme, std::int64_t id, JobFile file)
        : api_(api), programme_(programme), id_(id), file_(file) {}
    std::optional<std::string> next() override {
        return api_.jobs.read_piece(programme_, id_, file_, piece_++);
    }

 private:
    Api& api_;
    const app::OpenProgramme& programme_;
    std::int64_t id_;
    JobFile file_;
    int piece_ = 0;
};

Result<Response> send_file(
    Api& api, const Request& request, JobFile file, std::string_view type, std::string name) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const JobRow job = TRY(job_of(api, request));
    if (job.owner != request.caller.owner) return refuse(ErrorCode::Forbidden);
    if (!has_ended(job)) return refuse(ErrorCode::InvalidState);
    if (api.jobs.file_pieces(programme, job.id, file) == 0) return refuse(ErrorCode::NotFound);
    Response response{.status = done};
    response.headers.add("Content-Type", std::string(type));
    response.headers.add("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.stream = std::make_shared<FileStream>(api, programme, job.id, file);
    return response;
}

}  // namespace

Result<Response> create_import(Api& api, const Request& request) {
    const app::JobAsker asker = TRY(asker_of(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    if (is_json_body(request)) {
        const Json json = TRY(body_of(request));
        const ImportRequest import = TRY(decode_import(json));
        TRY(check_import(request, import));
        return made_response(programme,
                             TRY(api.jobs.add_import(programme, asker, import, std::nullopt)));
    }
    const ImportRequest import = TRY(options_of_query(request));
    TRY(check_import(request, import));
    return made_response(programme,
                         TRY(api.jobs.add_import(programme, asker, import, request.body)));
}

Result<Response> put_job_part(Api& api, const Request& request) {
    const JobRow job = TRY(job_of(api, request));
    int number = 0;
    const auto asked = request.query.find("number");
    if (asked == request.query.end()) return refuse_field("/number", "required", "from 1");
    if (!read_whole(asked->second, number) || number < 1 || number > app::job_pieces_max)
        return refuse_field("/number", "out-of-range",
                            "1 to " + std::to_string(app::job_pieces_max));
    const app::OpenProgramme& programme = programme_of(api, request);
    return job_response(done, programme,
                        TRY(api.jobs.put_part(programme, job.id, number, request.body)));
}

Result<Response> start_job(Api& api, const Request& request) {
    TRY(no_body(request));
    const JobRow job = TRY(job_of(api, request));
    const app::OpenProgramme& programme = programme_of(api, request);
    return job_response(accepted, programme, TRY(api.jobs.begin(programme, job.id)));
}

Result<Response> undo_job(Api& api, const Request& request) {
    TRY(no_body(request));
    const JobRow job = TRY(job_of(api, request));
    if (!has_scope(request, "points.adjust")) return refuse(ErrorCode::InsufficientScope);
    app::OpenProgramme& programme = programme_of(api, request);
    const app::JobUndone undone = TRY(api.jobs.undo(programme, caller_of(request), job.id));
    if (undone.touched == 0) return job_response(done, programme, undone.job);
    ProblemContext context = problem_context(request);
    context.extras.emplace_back("touched", std::to_string(undone.touched));
    return problem_response(Error{ErrorCode::InvalidState, {}}, context);
}

Result<Response> create_export(Api& api, const Request& request) {
    const app::JobAsker asker = TRY(asker_of(request));
    const Json json = TRY(body_of(request));
    const ExportRequest asked = TRY(decode_export(json));
    const app::OpenProgramme& programme = programme_of(api, request);
    return made_response(programme, TRY(api.jobs.add_export(programme, asker, asked)));
}

Result<Response> list_jobs(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t before = TRY(number_cursor(page, INT64_MAX));
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto jobs = api.jobs.list(programme, before, page.limit);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const JobRow& job : jobs)
        if (has_scope(request, scope_of(job))) out.raw(job_json(programme, job));
    const bool has_more = std::ssize(jobs) == page.limit;
    return page_response(request, out, page.limit, has_more ? std::to_string(jobs.back().id) : "");
}

Result<Response> show_job(Api& api, const Request& request) {
    return job_response(done, programme_of(api, request), TRY(job_of(api, request)));
}

Result<Response> stream_job(Api& api, const Request& request) {
    const JobRow job = TRY(job_of(api, request));
    return event_stream(std::make_shared<JobStream>(api, programme_of(api, request), job.id));
}

Result<Response> cancel_job(Api& api, const Request& request) {
    TRY(no_body(request));
    const JobRow job = TRY(job_of(api, request));
    const app::OpenProgramme& programme = programme_of(api, request);
    return job_response(done, programme, TRY(api.jobs.cancel(programme, job.id)));
}

Result<Response> send_rejected(Api& api, const Request& request) {
    return send_file(api, request, JobFile::Rejected, "text/csv; charset=utf-8", "rejected.csv");
}

Result<Response> send_result(Api& api, const Request& request) {
    const JobRow job = TRY(job_of(api, request));
    const Json options = TRY(parse_json(job.options));
    if (!job.is_export) return refuse(ErrorCode::NotFound);
    const ExportRequest asked = TRY(decode_export(options));
    const bool is_csv = asked.format == ExportFormat::Csv && asked.kind != ExportKind::Programme;
    const std::string name = std::string(name_of(asked.kind)) + (is_csv ? ".csv" : ".ndjson");
    return send_file(api, request, JobFile::Result,
                     is_csv ? "text/csv; charset=utf-8" : "application/x-ndjson", name);
}

}  // namespace vuelve::http
