#include "app/jobs.h"

#include <algorithm>

#include "app/job_work.h"
#include "base/priority.h"
#include "codec/public_id.h"

namespace vuelve::app {
namespace {

constexpr std::chrono::milliseconds look_every{500};
constexpr int background_steps = 10;

Result<JobRow> known_job(const OpenProgramme& programme, storage::Reader& reader, std::int64_t id) {
    auto job = jobs_of(programme).find(reader, id);
    if (!job) return refuse(ErrorCode::NotFound, "no such job");
    return *std::move(job);
}

bool has_ended(JobState state) {
    return state != JobState::Waiting && state != JobState::Running && state != JobState::Open;
}

}  // namespace

storage::JobStore jobs_of(const OpenProgramme& programme) {
    return {programme.vault(), programme.placement(), programme.key().programme_id};
}

std::string public_job_id(const OpenProgramme& programme, std::int64_t id) {
    return format_public(PublicKind::Job,
                         PlacedId{id, storage::base_bucket(programme.placement())});
}

Jobs::~Jobs() {
    thread_.request_stop();
    wake_.notify_all();
}

void Jobs::start(std::function<void(const std::string&)> say) {
    say_ = std::move(say);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Jobs::wake() {
    {
        std::lock_guard lock(guard_);
        woken_ = true;
    }
    wake_.notify_all();
}

// Asking

Result<JobMade> Jobs::add(const OpenProgramme& programme,
                          const JobAsker& asker,
                          JobRow job,
                          const std::string& canonical,
                          const std::optional<std::string>& content) {
    const storage::JobStore store = jobs_of(programme);
    const Hash16 key = programme.vault().key_hash(programme.key().programme_id,
                                                  asker.caller.owner + "/job/" + asker.key);
    job.request_hash = programme.vault().request_hash(canonical);
    auto tx = service_.database().begin();
    if (auto known = store.find_key(*tx, key)) {
        if (known->request_hash != job.request_hash) return refuse(ErrorCode::IdempotencyConflict);
        return JobMade{*std::move(known), false};
    }
    job.id = service_.ids().next_id();
    job.first_id = job.id;
    job.owner = asker.caller.owner;
    job.actor = asker.caller.actor;
    job.may_adjust = asker.may_adjust;
    job.created_at = service_.now();
    store.add(*tx, job, key);
    if (content) {
        store.put_piece(*tx, job.id, JobFile::Input, 1, *content);
        job.total = std::ssize(*content);
        store.save(*tx, job);
    }
    tx->commit();
    wake();
    return JobMade{std::move(job), true};
}

Result<JobMade> Jobs::add_import(const OpenProgramme& programme,
                                 const JobAsker& asker,
                                 const ImportRequest& request,
                                 const std::optional<std::string>& content) {
    const auto snapshot = programme.snapshot();
    if (!request.reward.empty() && !snapshot->find_reward(request.reward))
        return refuse_field("/reward", "unknown-reference", "no reward " + request.reward);
    if (!request.coupon.empty() && !snapshot->find_coupon(request.coupon))
        return refuse_field("/coupon", "unknown-reference", "no coupon " + request.coupon);
    if (content && content->empty()) return refuse_field("", "required", "the file is empty");
    JobRow job{.state = content ? JobState::Waiting : JobState::Open,
               .options = import_json(request)};
    const std::string canonical =
        "import " + job.options + (content ? " " + *content : std::string());
    return add(programme, asker, std::move(job), canonical, content);
}

Result<JobMade> Jobs::add_export(const OpenProgramme& programme,
                                 const JobAsker& asker,
                                 const ExportRequest& request) {
    JobRow job{.is_export = true, .options = export_json(request)};
    const std::string canonical = "export " + job.options;
    return add(programme, asker, std::move(job), canonical, std::nullopt);
}

Result<JobRow> Jobs::put_part(const OpenProgramme& programme,
                              std::int64_t id,
                              int number,
                              const std::string& content) {
    const storage::JobStore store = jobs_of(programme);
    if (content.empty()) return refuse_field("", "required", "the part is empty");
    auto tx = service_.database().begin();
    JobRow job = TRY(known_job(programme, *tx, id));
    const auto pieces = store.pieces(*tx, id, JobFile::Input);
    const auto same = std::ranges::find(pieces, number, &storage::JobPiece::piece);
    if (same != pieces.end()) {
        if (same->content != store.content_hash(content))
            return refuse(ErrorCode::IdempotencyConflict);
        return job;
    }
    if (job.state != JobState::Open) return refuse(ErrorCode::InvalidState);
    store.put_piece(*tx, id, JobFile::Input, number, content);
    job.total += std::ssize(content);
    store.save(*tx, job);
    tx->commit();
    return job;
}

Result<JobRow> Jobs::begin(const OpenProgramme& programme, std::int64_t id) {
    const storage::JobStore store = jobs_of(programme);
    auto tx = service_.database().begin();
    JobRow job = TRY(known_job(programme, *tx, id));
    if (job.state == JobState::Cancelled) return refuse(ErrorCode::InvalidState);
    if (job.state != JobState::Open) return job;
    int expected = 1;
    for (const storage::JobPiece& piece : store.pieces(*tx, id, JobFile::Input))
        if (piece.piece == expected) ++expected;
    const auto count = std::ssize(store.pieces(*tx, id, JobFile::Input));
    if (count == 0 || expected != count + 1)
        return refuse_field("", "required", "part " + std::to_string(expected) + " is missing");
    job.state = JobState::Waiting;
    store.save(*tx, job);
    tx->commit();
    wake();
    return job;
}

std::optional<JobRow> Jobs::find(const OpenProgramme& programme, std::int64_t id) {
    {
        std::lock_guard lock(guard_);
        if (running_ && running_->first == programme.key() && running_->second.id == id)
            return running_->second;
    }
    return jobs_of(programme).find(*service_.database().snapshot(), id);
}

std::vector<JobRow> Jobs::list(const OpenProgramme& programme, std::int64_t before, int limit) {
    auto jobs = jobs_of(programme).before(*service_.database().snapshot(), before, limit);
    std::lock_guard lock(guard_);
    for (JobRow& job : jobs)
        if (running_ && running_->first == programme.key() && running_->second.id == job.id)
            job = running_->second;
    return jobs;
}

Result<JobRow> Jobs::cancel(const OpenProgramme& programme, std::int64_t id) {
    const storage::JobStore store = jobs_of(programme);
    auto tx = service_.database().begin();
    JobRow job = TRY(known_job(programme, *tx, id));
    if (has_ended(job.state)) return job;
    if (job.state == JobState::Running) {
        store.stop(*tx, id);
        tx->commit();
        std::lock_guard lock(guard_);
        if (running_ && running_->second.id == id) {
            stopping_ = true;
            running_->second.stopping = true;
            return running_->second;
        }
        job.stopping = true;
        return job;
    }
    job.state = JobState::Cancelled;
    job.ended_at = service_.now();
    store.save(*tx, job);
    tx->commit();
    return job;
}

int Jobs::file_pieces(const OpenProgramme& programme, std::int64_t id, JobFile file) {
    auto reader = service_.database().snapshot();
    return static_cast<int>(jobs_of(programme).pieces(*reader, id, file).size());
}

std::optional<std::string> Jobs::read_piece(const OpenProgramme& programme,
                                            std::int64_t id,
                                            JobFile file,
                                            int piece) {
    auto reader = service_.database().snapshot();
    return jobs_of(programme).piece(*reader, id, file, piece);
}

// Running

void Jobs::show(const ProgrammeKey& programme, const JobRow& job) {
    std::lock_guard lock(guard_);
    const bool was_stopping = running_ && running_->second.id == job.id && stopping_;
    stopping_ = was_stopping;
    running_.emplace(programme, job);
    running_->second.stopping = job.stopping || was_stopping;
}

bool Jobs::is_stopping(std::int64_t id) {
    std::lock_guard lock(guard_);
    return running_ && running_->second.id == id && stopping_;
}

void Jobs::run(const std::stop_token& stop) {
    step_behind_tills(background_steps);
    while (!stop.stop_requested()) {
        bool worked = false;
        try {
            worked = service_.leads() && run_next(stop);
            if (!worked && service_.leads()) drop_old_files();
        } catch (const std::exception& error) {
            say_(std::string("a job waits for the next round: ") + error.what());
        }
        std::unique_lock lock(guard_);
        running_.reset();
        stopping_ = false;
        if (worked) continue;
        wake_.wait_for(lock, stop, look_every, [this] { return woken_; });
        woken_ = false;
    }
}

bool Jobs::run_next(const std::stop_token& stop) {
    for (OpenProgramme* programme : service_.programmes().all()) {
        auto job = jobs_of(*programme).next(*service_.database().snapshot());
        if (!job) continue;
        JobWork(*this, service_, *programme, *std::move(job), stop).run();
        return true;
    }
    return false;
}

void Jobs::drop_old_files() {
    const Instant until = service_.now() + -job_files_ms;
    for (OpenProgramme* programme : service_.programmes().all()) {
        const storage::JobStore store = jobs_of(*programme);
        const auto old = store.old_files(*service_.database().snapshot(), until);
        if (old.empty()) continue;
        auto tx = service_.database().begin();
        for (const auto& [id, state] : old) {
            store.drop_files(*tx, id);
            if (state != JobState::Open) continue;
            JobRow job = *store.find(*tx, id);
            job.state = JobState::Cancelled;
            job.ended_at = service_.now();
            store.save(*tx, job);
        }
        tx->commit();
    }
}

}  // namespace vuelve::app
