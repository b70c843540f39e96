#pragma once

#include <filesystem>

namespace vuelve::storage::sqlite {

/// Right to write to a database, held by one process at a time: a lock on `<file>.lock`, which
/// holds the process id.
///
/// A file beside the database because closing any handle of the database itself would drop SQLite's
/// own locks. The system gives the lock back when the process ends, however it ends.
class FileLock {
 public:
    /// Errors: InUse with the other process's id, ReadOnly, CannotOpen, Full.
    explicit FileLock(const std::filesystem::path& database);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

 private:
    int handle_ = -1;
};

}  // namespace vuelve::storage::sqlite
