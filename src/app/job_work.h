#pragma once

#include <chrono>
#include <stop_token>

#include "app/import_report.h"
#include "app/jobs.h"

/// One job from its first row to its end. Internal to Jobs.
namespace vuelve::app {

class JobWork {
 public:
    JobWork(Jobs& jobs,
            Service& service,
            OpenProgramme& programme,
            JobRow job,
            const std::stop_token& stop)
        : jobs_(jobs),
          service_(service),
          programme_(programme),
          store_(jobs_of(programme)),
          job_(std::move(job)),
          stop_(stop) {}

    /// Ends with the job's end, or with the program's: then the job is left running.
    void run();

 private:
    /// False when there is nothing to do any more.
    bool take();
    void take_rows();
    void write_rows();
    /// True when no further row is to be taken.
    bool is_over();
    void show_progress(const std::string& totals);
    void add_text(JobFile file, std::string_view text);
    void flush(JobFile file);
    void save();
    void tell_failure(storage::Transaction& tx);
    void finish(JobState state, std::string error = {});

    static constexpr std::chrono::seconds save_every{2};
    static constexpr std::size_t piece_bytes = std::size_t{256} << 10;

    Jobs& jobs_;
    Service& service_;
    OpenProgramme& programme_;
    storage::JobStore store_;
    JobRow job_;
    std::stop_token stop_;
    std::string text_;  // of the piece that is being written
    int piece_ = 0;
    std::vector<storage::JobTxn> txns_;  // not yet written down
    std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
};

}  // namespace vuelve::app
