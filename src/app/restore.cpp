#include "app/restore.h"

#include "base/clock.h"
#include "storage/migrations.h"
#include "storage/open_database.h"

namespace vuelve::app {
namespace {

using storage::DatabaseUse;
using storage::StorageError;
using storage::Trouble;

/// What SQLite keeps of a database: the file, its log, the index of the log, and our lock.
constexpr const char* endings[] = {"", "-wal", "-shm", "-journal", ".lock"};

std::filesystem::path new_file(const std::string& database) {
    const auto file = storage::file_of_database(database);
    if (!file)
        throw StorageError(Trouble::CannotOpen,
                           "what is restored is a file, sqlite:FILE, not " +
                               storage::shown(database) +
                               "; a server is restored with its own tools, or from a file by "
                               "`vuelve migrate`");
    // A log without its database is as bad as the database: it would be read into the new one.
    for (const char* ending : {"", "-wal", "-journal"})
        if (std::filesystem::exists(file->string() + ending))
            throw StorageError(Trouble::CannotOpen,
                               file->string() + ending +
                                   " is there: a restore never overwrites. Stop the program and "
                                   "move the old files away first");
    return *file;
}

/// A copy that is gone again unless it was found sound.
struct Restored {
    std::filesystem::path file;
    bool stays = false;
    ~Restored() {
        std::error_code ignored;
        for (const char* ending : endings)
            if (!stays) std::filesystem::remove(file.string() + ending, ignored);
    }
};

storage::Verified restore_to(const std::filesystem::path& backup,
                             const std::filesystem::path& file,
                             const CopyProgress& progress) {
    if (!file.parent_path().empty()) std::filesystem::create_directories(file.parent_path());
    const auto source = storage::open_database("sqlite:" + backup.string(), DatabaseUse::Read);
    storage::refuse_half_moved(*source->snapshot());
    Restored restored{.file = file};
    source->backup(file, progress);
    {
        const auto copy = storage::open_database("sqlite:" + file.string(), DatabaseUse::Existing);
        storage::migrate(*copy, SystemClock().now_ms());
    }
    auto verified = verify("sqlite:" + file.string());
    if (!verified) throw StorageError(Trouble::Corrupt, verified.error().message);
    if (!verified->is_sound()) {
        const auto& first = verified->findings.front();
        throw StorageError(Trouble::Corrupt,
                           "the backup is not sound, and was not restored: " + first.invariant +
                               ": " + first.where + ": " + first.detail);
    }
    restored.stays = true;
    return std::move(*verified);
}

}  // namespace

Result<storage::Verified> restore(const std::filesystem::path& backup,
                                  const std::string& database,
                                  const CopyProgress& progress) {
    try {
        return restore_to(backup, new_file(database), progress);
    } catch (const StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    } catch (const std::filesystem::filesystem_error& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

}  // namespace vuelve::app
