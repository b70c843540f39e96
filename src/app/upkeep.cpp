#include "app/upkeep.h"

#include <unistd.h>

#include "storage/migrations.h"
#include "storage/open_database.h"

namespace vuelve::app {
namespace {

using storage::StorageError;
using storage::Trouble;

std::unique_ptr<storage::Database> open_to_read(const std::string& database) {
    auto opened = storage::open_database(database, storage::DatabaseUse::Read);
    storage::check_schema(*opened);
    return opened;
}

/// The database as it is now in a new file, whatever engine it is on.
void copy_into(const std::filesystem::path& target, const std::string& database) {
    auto source = open_to_read(database);
    if (storage::file_of_database(database)) return source->backup(target, {});
    auto copy = storage::open_database("sqlite:" + target.string(), storage::DatabaseUse::Create);
    storage::copy_database(*source, *source->fan_out(), *copy,
                           [](const std::string&, std::int64_t, std::int64_t) {});
}

template <class T>
Result<T> guarded(const std::function<T()>& work) {
    try {
        if constexpr (std::is_void_v<T>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const StorageError& error) {
        return refuse(ErrorCode::InternalError, error.what());
    }
}

/// A file that is gone with the object, and what the database keeps beside it.
class Scratch {
 public:
    explicit Scratch(std::filesystem::path file) : file_(std::move(file)) {}
    ~Scratch() {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", ".lock"})
            std::filesystem::remove(file_.string() + suffix, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

 private:
    std::filesystem::path file_;
};

}  // namespace

Result<storage::Verified> verify(const std::string& database) {
    return guarded<storage::Verified>([&] {
        auto opened = open_to_read(database);
        return storage::verify(*opened->fan_out());
    });
}

Result<storage::Rebuilt> rebuild(const RebuildOptions& options) {
    return guarded<storage::Rebuilt>([&] {
        const auto file = storage::file_of_database(options.database);
        const auto ring = storage::KeyRing::load(
            options.key_ring, file ? file->parent_path() : std::filesystem::path{});
        auto target = options.target;
        std::optional<Scratch> scratch;
        if (target.empty()) {
            target = (file ? *file : std::filesystem::temp_directory_path() / "vuelve").string() +
                     ".rebuild-" + std::to_string(::getpid());
            scratch.emplace(target);
        }
        copy_into(target, options.database);
        auto copy =
            storage::open_database("sqlite:" + target.string(), storage::DatabaseUse::Existing);
        return storage::rebuild(*copy, ring, options.progress);
    });
}

Result<storage::Moved> move_database(const std::string& from,
                                     const std::string& to,
                                     const storage::MoveProgress& progress) {
    return guarded<storage::Moved>([&] {
        auto source = storage::open_database(from, storage::DatabaseUse::Existing);
        storage::migrate(*source, 0);
        auto target = storage::open_database(to, storage::DatabaseUse::Create);
        return storage::move_database(*source, *target, progress);
    });
}

Result<void> backup(const std::string& database,
                    const std::filesystem::path& target,
                    const CopyProgress& progress) {
    return guarded<void>([&] { open_to_read(database)->backup(target, progress); });
}

}  // namespace vuelve::app
