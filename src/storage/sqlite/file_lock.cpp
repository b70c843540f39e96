#include "storage/sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include "storage/storage_error.h"

namespace vuelve::storage::sqlite {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, int error) {
    const std::string why = std::error_code(error, std::generic_category()).message();
    switch (error) {
        case EROFS:
        case EACCES:
        case EPERM:
            throw StorageError(Trouble::ReadOnly, "the folder " + path.parent_path().string() +
                                                      " cannot be written: " + why);
        case ENOSPC:
        case EDQUOT:
            throw StorageError(Trouble::Full, "no space left in " + path.parent_path().string());
        default:
            throw StorageError(Trouble::CannotOpen, "cannot make " + path.string() + ": " + why);
    }
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& database) {
    const std::filesystem::path path = database.string() + ".lock";
    handle_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (handle_ < 0) refuse(path, errno);
    if (::flock(handle_, LOCK_EX | LOCK_NB) != 0) {
        std::array<char, 32> holder{};
        const auto size = ::pread(handle_, holder.data(), holder.size() - 1, 0);
        ::close(handle_);
        throw StorageError(Trouble::InUse,
                           database.string() + " is open for writing in process " +
                               (size > 0 ? holder.data() : "(unknown)") +
                               "; one server writes to a database file. Stop it first.");
    }
    // The number is for people. The lock holds without it, so a full disk does not matter here.
    const std::string id = std::to_string(::getpid());
    [[maybe_unused]] const bool told =
        ::ftruncate(handle_, 0) == 0 && ::pwrite(handle_, id.data(), id.size(), 0) > 0;
}

FileLock::~FileLock() { ::close(handle_); }

}  // namespace vuelve::storage::sqlite
