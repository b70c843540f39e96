#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/service.h"
#include "codec/import_request.h"
#include "storage/job_store.h"

/// Imports and exports that run behind a door, one at a time, beside a running shop. Source:
/// features.md b15, design.md 5; docs/adr/0035.
namespace vuelve::app {

using storage::JobFile;
using storage::JobRow;
using storage::JobState;

/// Largest piece of a file, and how many pieces one file has.
inline constexpr std::size_t job_piece_max = std::size_t{16} << 20;
inline constexpr int job_pieces_max = 64;
/// How long files outlive their job.
inline constexpr std::int64_t job_files_ms = 24 * ms_per_hour;

/// Who asked for a job, and under which key: the same key and content is the same job.
struct JobAsker {
    Caller caller;
    std::string key;
    bool may_adjust = false;
};

/// A job, and whether this call made it.
struct JobMade {
    JobRow job;
    bool is_new = false;
};

/// What came of undoing a job.
struct JobUndone {
    JobRow job;
    std::int64_t touched = 0;  // opening balances that cannot be taken back; none was then
};

class Jobs {
 public:
    explicit Jobs(Service& service) : service_(service) {}
    /// A job that runs stops between two rows and goes on at the next start.
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// Starts the thread that runs them. `say`: lines for the log.
    void start(std::function<void(const std::string&)> say);

    /// With its file it waits for its turn at once; without, its parts are still to come.
    /// Errors: ValidationFailed (reward, coupon, an empty file), IdempotencyConflict.
    Result<JobMade> add_import(const OpenProgramme& programme,
                               const JobAsker& asker,
                               const ImportRequest& request,
                               const std::optional<std::string>& content);
    /// Errors: IdempotencyConflict.
    Result<JobMade> add_export(const OpenProgramme& programme,
                               const JobAsker& asker,
                               const ExportRequest& request);
    /// A part of a file, from 1; the same again changes nothing. Errors: NotFound, InvalidState
    /// (not waiting for parts), IdempotencyConflict (another content), ValidationFailed.
    Result<JobRow> put_part(const OpenProgramme& programme,
                            std::int64_t id,
                            int number,
                            const std::string& content);
    /// All parts are there. Again: the job as it is. Errors: NotFound, InvalidState (cancelled),
    /// ValidationFailed naming the first part that is missing.
    Result<JobRow> begin(const OpenProgramme& programme, std::int64_t id);

    /// As of now, running ones too.
    std::optional<JobRow> find(const OpenProgramme& programme, std::int64_t id);
    /// Newest first, before `before` (exclusive).
    std::vector<JobRow> list(const OpenProgramme& programme, std::int64_t before, int limit);
    /// Stops between two rows; what went in stays. One that has ended stays as it is.
    /// Errors: NotFound.
    Result<JobRow> cancel(const OpenProgramme& programme, std::int64_t id);
    /// Takes the opening balances of an import back, all or none. Again: the job as it is.
    /// Errors: NotFound, InvalidState (not ended, nothing to undo), and what the engine says when
    /// it cannot write.
    Result<JobUndone> undo(OpenProgramme& programme, const Caller& caller, std::int64_t id);

    int file_pieces(const OpenProgramme& programme, std::int64_t id, JobFile file);
    /// Pieces of a rejected list or a result, from 0. Nothing when it is not there (any more).
    std::optional<std::string> read_piece(const OpenProgramme& programme,
                                          std::int64_t id,
                                          JobFile file,
                                          int piece);

 private:
    friend class JobWork;

    Result<JobMade> add(const OpenProgramme& programme,
                        const JobAsker& asker,
                        JobRow job,
                        const std::string& canonical,
                        const std::optional<std::string>& content);
    void run(const std::stop_token& stop);
    /// False when nothing waits.
    bool run_next(const std::stop_token& stop);
    void drop_old_files();
    void wake();
    void show(const ProgrammeKey& programme, const JobRow& job);
    bool is_stopping(std::int64_t id);

    Service& service_;
    std::function<void(const std::string&)> say_ = [](const std::string&) {};
    std::mutex guard_;
    std::condition_variable_any wake_;
    bool woken_ = false;                                      // under guard_
    std::optional<std::pair<ProgrammeKey, JobRow>> running_;  // likewise: as of now
    bool stopping_ = false;                                   // the running one was cancelled
    std::mutex undoing_;
    std::jthread thread_;
};

/// "job_..."
std::string public_job_id(const OpenProgramme& programme, std::int64_t id);

/// The programme's jobs.
storage::JobStore jobs_of(const OpenProgramme& programme);

}  // namespace vuelve::app
