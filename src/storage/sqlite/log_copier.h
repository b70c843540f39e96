#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "storage/sqlite/connection.h"

namespace vuelve::storage::sqlite {

/// Copies the write-ahead log back into the database file on a thread of its own, so that no
/// commit waits while it happens (docs/adr/0069).
class LogCopier {
 public:
    struct Options {
        /// In the log before it is copied: of a large database up to four times as many.
        int pages = 0;
        int wait_ms = 0;  ///< How long whoever writes is waited for.
    };

    /// `writer` fills the log of `file` while `writing` is held. Both must outlive this.
    LogCopier(std::filesystem::path file,
              Connection& writer,
              std::timed_mutex& writing,
              Options options);
    /// Ends after the step that is under way; what is not copied yet stays in the log.
    ~LogCopier();
    LogCopier(const LogCopier&) = delete;
    LogCopier& operator=(const LogCopier&) = delete;

    /// Nothing is copied while it is held. To be taken after `writing`, never before it.
    std::unique_lock<std::mutex> pause() { return std::unique_lock(copying_); }

 private:
    /// SQLite's hook after each commit, with the pages that the log has now.
    static int after_commit(void* self, sqlite3* writer, const char* schema, int pages);
    void run();
    void copy_log();
    /// Copies what was committed until now, as far as readers let it. `mode` is one of SQLite's.
    /// Returns how many pages of the log are copied; nothing when it could not be done.
    std::optional<int> copy_committed(int mode);
    /// Has the disk take what was copied. SQLite asks for it only once the log is copied whole,
    /// which is while nobody commits: then little is left. Stops the process when the disk does
    /// not.
    void sync_file() const;
    /// Pages of the log after the last commit.
    int pages_now();
    /// How many the log may have: a quarter of the database's, within limits.
    int pages_allowed();

    std::filesystem::path file_;
    Connection& writer_;
    std::timed_mutex& writing_;
    Options options_;
    std::unique_ptr<Connection> connection_;  // opened at the first copy, by the thread

    std::mutex copying_;
    std::mutex guard_;  // of what follows
    std::condition_variable wake_;
    int pages_seen_ = 0;  // of the log, at the last commit
    int pages_allowed_;   // when nobody holds the log
    int copy_at_;         // pages of the log
    bool is_wanted_ = false, is_ending_ = false;
    std::thread thread_;
};

}  // namespace vuelve::storage::sqlite
