#include "storage/sqlite/backup.h"

#include <fcntl.h>
#include <unistd.h>

namespace vuelve::storage::sqlite {

namespace {

constexpr int pages_per_step = 1024;  // 4 MiB between two words of progress
constexpr int wait_ms = 5000;

/// Makes what was written to a file, or the names in a folder, survive a power cut.
void sync_to_disk(const std::filesystem::path& path) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    if (!done) throw StorageError(Trouble::Failed, "cannot make " + path.string() + " durable");
}

/// A read transaction for the time of the copy: without it every commit of the writer would start
/// the copy anew.
struct Snapshot {
    Connection& connection;
    explicit Snapshot(Connection& source) : connection(source) {
        const int code = connection.control("begin");
        if (code != SQLITE_DONE) raise(connection.handle(), code, "backup");
        connection.pragma("select count(*) from sqlite_schema");
    }
    ~Snapshot() { connection.control("commit"); }
};

void copy_pages(Connection& source, Connection& copy, const Progress& progress) {
    const Snapshot snapshot(source);
    const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> backup(
        sqlite3_backup_init(copy.handle(), "main", source.handle(), "main"), sqlite3_backup_finish);
    if (!backup) raise(copy.handle(), sqlite3_extended_errcode(copy.handle()), "backup");
    for (;;) {
        const int code = sqlite3_backup_step(backup.get(), pages_per_step);
        if (code != SQLITE_OK && code != SQLITE_DONE) raise(copy.handle(), code, "backup");
        const std::int64_t total = sqlite3_backup_pagecount(backup.get());
        if (progress) progress(total - sqlite3_backup_remaining(backup.get()), total);
        if (code == SQLITE_DONE) return;
    }
}

/// Removes the unfinished copy unless it got its name.
struct Unfinished {
    std::filesystem::path path;
    ~Unfinished() {
        std::error_code ignored;
        for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
            std::filesystem::remove(path.string() + ending, ignored);
        }
    }
};

}  // namespace

void copy_database(Connection& source,
                   const std::filesystem::path& target,
                   const Progress& progress) {
    if (std::filesystem::exists(target)) {
        throw StorageError(Trouble::CannotOpen,
                           target.string() + " exists; a backup never overwrites");
    }
    const Unfinished part{target.string() + ".part"};
    std::filesystem::remove(part.path);
    {
        Connection copy(part.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, wait_ms);
        copy_pages(source, copy, progress);
        // One file, so that nobody moves it without its log.
        copy.pragma("pragma journal_mode = delete");
        if (const std::string verdict = copy.pragma("pragma integrity_check"); verdict != "ok") {
            throw StorageError(Trouble::Corrupt,
                               "the copy fails its check, so the database is damaged: " + verdict);
        }
    }
    sync_to_disk(part.path);
    std::filesystem::rename(part.path, target);
    sync_to_disk(std::filesystem::absolute(target).parent_path());
}

}  // namespace vuelve::storage::sqlite
