#include "storage/sqlite/log_copier.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/ensure.h"

namespace vuelve::storage::sqlite {
namespace {

/// What may be left for the short step in which nobody commits: a few milliseconds until it is
/// copied and on the disk.
constexpr int last_step_pages = 300;
/// Each step finds what was committed during the one before, which is less every time.
constexpr int steps_max = 8;
/// How long tills may wait for readers to leave the log, so that it can begin anew.
constexpr int readers_wait_ms = 100;

}  // namespace

LogCopier::LogCopier(std::filesystem::path file,
                     Connection& writer,
                     std::timed_mutex& writing,
                     Options options)
    : file_(std::move(file)),
      writer_(writer),
      writing_(writing),
      options_(options),
      pages_allowed_(options.pages),
      copy_at_(options.pages),
      thread_([this] { run(); }) {
    sqlite3_wal_hook(writer.handle(), after_commit, this);
}

LogCopier::~LogCopier() {
    {
        const std::lock_guard lock(guard_);
        is_ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
    sqlite3_wal_hook(writer_.handle(), nullptr, nullptr);
}

int LogCopier::after_commit(void* self, sqlite3*, const char*, int pages) {
    auto& copier = *static_cast<LogCopier*>(self);
    bool wakes = false;
    {
        const std::lock_guard lock(copier.guard_);
        // It began anew: everything of it had been copied.
        if (pages < copier.pages_seen_) copier.copy_at_ = copier.pages_allowed_;
        copier.pages_seen_ = pages;
        wakes = pages >= copier.copy_at_ && !std::exchange(copier.is_wanted_, true);
    }
    if (wakes) copier.wake_.notify_one();
    return SQLITE_OK;
}

void LogCopier::run() {
    std::unique_lock lock(guard_);
    for (;;) {
        wake_.wait(lock, [&] { return is_wanted_ || is_ending_; });
        if (is_ending_) return;
        lock.unlock();
        copy_log();
        const int allowed = pages_allowed();
        lock.lock();
        is_wanted_ = false;
        pages_allowed_ = allowed;
        // While a long reader holds the log it goes on growing, and tills wait for it seldom.
        copy_at_ = std::max(allowed, pages_seen_ + pages_seen_ / 2);
    }
}

void LogCopier::copy_log() {
    for (int step = 0; step < steps_max; ++step) {
        const auto copied = copy_committed(SQLITE_CHECKPOINT_PASSIVE);
        if (!copied) return;
        sync_file();
        if (pages_now() - *copied < last_step_pages) break;
    }
    // With all of it copied and nobody reading there, the next commit begins the log anew.
    const std::unique_lock nobody_writes(writing_, std::chrono::milliseconds(options_.wait_ms));
    if (nobody_writes) copy_committed(SQLITE_CHECKPOINT_RESTART);
}

void LogCopier::sync_file() const {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection_->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    // Linux tells of a failure once, so SQLite would hear of none and begin the log anew over pages
    // that never came to the disk. A program that stops here finds all of them in the log.
    if (file && file->pMethods && file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) != SQLITE_OK)
        broken("the disk takes what was copied back from the log");
}

int LogCopier::pages_now() {
    const std::lock_guard lock(guard_);
    return pages_seen_;
}

int LogCopier::pages_allowed() {
    // What is committed often is copied once for all of it; how much that can be, is for the size
    // of the database to say.
    constexpr int most = 4, part = 4;
    const auto copying = pause();
    try {
        const int pages = connection_ ? std::stoi(connection_->pragma("pragma page_count")) : 0;
        return std::clamp(pages / part, options_.pages, most * options_.pages);
    } catch (const StorageError&) {
        return options_.pages;
    }
}

std::optional<int> LogCopier::copy_committed(int mode) {
    const auto copying = pause();
    try {
        if (!connection_) {
            connection_ =
                std::make_unique<Connection>(file_, SQLITE_OPEN_READWRITE, readers_wait_ms);
            // The log must be on the disk before pages of it reach the database, and those before
            // the log is begun anew.
            connection_->pragma("pragma synchronous = full");
        }
        int pages = 0, copied = 0;
        const int code =
            sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, mode, &pages, &copied);
        if (code != SQLITE_OK) return std::nullopt;
        return copied;
    } catch (const StorageError&) {
        return std::nullopt;  // the log keeps everything; the next time decides
    }
}

}  // namespace vuelve::storage::sqlite
