#include "storage/sqlite/gathered_log.h"

#include <sqlite3.h>

#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "base/ensure.h"

namespace vuelve::storage::sqlite {
namespace {

/// SQLite's own files take less than 128 KiB in one call (os_unix.c looks at 17 bits of the size).
constexpr sqlite3_int64 gathered_max = 124 << 10;

/// The log as SQLite sees it; the system's file lies behind it in the same memory.
struct GatheredFile {
    sqlite3_file base;
    sqlite3_int64 begin;  // of what is gathered, in the file
    std::vector<char>* gathered;
};

GatheredFile& gathered_file(sqlite3_file* file) { return *reinterpret_cast<GatheredFile*>(file); }
sqlite3_file* behind(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(GatheredFile));
}

/// Hands over what is gathered. After a failure it is gone: SQLite gives the transaction up and
/// writes these places anew.
int hand_over(sqlite3_file* file) {
    GatheredFile& log = gathered_file(file);
    if (log.gathered->empty()) return SQLITE_OK;
    sqlite3_file* real = behind(file);
    const int code = real->pMethods->xWrite(real, log.gathered->data(),
                                            static_cast<int>(log.gathered->size()), log.begin);
    log.gathered->clear();
    return code;
}

int close_log(sqlite3_file* file) {
    const int handed = hand_over(file);
    const std::unique_ptr<std::vector<char>> gone(gathered_file(file).gathered);
    const int closed = behind(file)->pMethods->xClose(behind(file));
    return handed == SQLITE_OK ? closed : handed;
}

int read_log(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    if (const int code = hand_over(file); code != SQLITE_OK) return code;
    return behind(file)->pMethods->xRead(behind(file), to, size, at);
}

int write_log(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    GatheredFile& log = gathered_file(file);
    auto& gathered = *log.gathered;
    const bool follows = log.begin + std::ssize(gathered) == at;
    if (!follows || std::ssize(gathered) + size > gathered_max)
        if (const int code = hand_over(file); code != SQLITE_OK) return code;
    if (gathered.empty()) log.begin = at;
    try {
        const auto* bytes = static_cast<const char*>(from);
        gathered.insert(gathered.end(), bytes, bytes + size);
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = hand_over(file); code != SQLITE_OK) return code;
    return behind(file)->pMethods->xTruncate(behind(file), size);
}

int sync_log(sqlite3_file* file, int flags) {
    if (const int code = hand_over(file); code != SQLITE_OK) return code;
    return behind(file)->pMethods->xSync(behind(file), flags);
}

int size_of_log(sqlite3_file* file, sqlite3_int64* size) {
    if (const int code = hand_over(file); code != SQLITE_OK) return code;
    return behind(file)->pMethods->xFileSize(behind(file), size);
}

int lock_log(sqlite3_file* file, int kind) {
    return behind(file)->pMethods->xLock(behind(file), kind);
}
int unlock_log(sqlite3_file* file, int kind) {
    return behind(file)->pMethods->xUnlock(behind(file), kind);
}
int is_log_locked(sqlite3_file* file, int* answer) {
    return behind(file)->pMethods->xCheckReservedLock(behind(file), answer);
}
int control_log(sqlite3_file* file, int operation, void* argument) {
    return behind(file)->pMethods->xFileControl(behind(file), operation, argument);
}
int sector_of_log(sqlite3_file* file) { return behind(file)->pMethods->xSectorSize(behind(file)); }
int traits_of_log(sqlite3_file* file) {
    return behind(file)->pMethods->xDeviceCharacteristics(behind(file));
}

/// Version 1: shared memory and mapping are the database file's, which is the system's own.
constexpr sqlite3_io_methods log_methods{.iVersion = 1,
                                         .xClose = close_log,
                                         .xRead = read_log,
                                         .xWrite = write_log,
                                         .xTruncate = truncate_log,
                                         .xSync = sync_log,
                                         .xFileSize = size_of_log,
                                         .xLock = lock_log,
                                         .xUnlock = unlock_log,
                                         .xCheckReservedLock = is_log_locked,
                                         .xFileControl = control_log,
                                         .xSectorSize = sector_of_log,
                                         .xDeviceCharacteristics = traits_of_log,
                                         .xShmMap = nullptr,
                                         .xShmLock = nullptr,
                                         .xShmBarrier = nullptr,
                                         .xShmUnmap = nullptr,
                                         .xFetch = nullptr,
                                         .xUnfetch = nullptr};

sqlite3_vfs& system_files() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    ensure(found != nullptr, "SQLite has a file system");
    return *found;
}

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* given) {
    sqlite3_vfs& system = system_files();
    if ((flags & SQLITE_OPEN_WAL) == 0) return system.xOpen(&system, name, file, flags, given);
    file->pMethods = nullptr;  // nothing to close after a failure
    auto gathered = std::make_unique<std::vector<char>>();
    const int code = system.xOpen(&system, name, behind(file), flags, given);
    if (code != SQLITE_OK) return code;
    GatheredFile& log = gathered_file(file);
    log.begin = 0;
    log.gathered = gathered.release();
    log.base.pMethods = &log_methods;
    return SQLITE_OK;
}

}  // namespace

const char* gathered_log() {
    static sqlite3_vfs files = [] {
        sqlite3_vfs copy = system_files();
        copy.pNext = nullptr;
        copy.zName = "vuelve-gathered-log";
        copy.szOsFile += static_cast<int>(sizeof(GatheredFile));
        copy.xOpen = open_file;
        return copy;
    }();
    static const int registered = sqlite3_vfs_register(&files, 0);
    ensure(registered == SQLITE_OK, "SQLite takes another file system");
    return files.zName;
}

}  // namespace vuelve::storage::sqlite
