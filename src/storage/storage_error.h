#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace vuelve::storage {

/// What kind of trouble the store is in; doors choose their answer by it.
enum class Trouble : std::uint8_t {
    Full,            ///< No space; nothing was changed. Writing works again once there is space.
    Busy,            ///< Somebody else holds the lock; nothing was changed.
    Duplicate,       ///< A unique key is taken. The transaction may go on.
    Constraint,      ///< A CHECK, NOT NULL or FOREIGN KEY refused a row. The transaction may go on.
    OutcomeUnknown,  ///< A commit may or may not have happened: drop all state, answer nobody "ok".
    ReadOnly,        ///< The file or its folder cannot be written.
    CannotOpen,      ///< No such file, folder or right.
    NotOurs,         ///< Not a database, or one of another program.
    NewerVersion,    ///< Written by a newer Vuelve, or by another line of it.
    Corrupt,         ///< Damaged: restore a backup.
    InUse,           ///< Another server has it open for writing.
    Keys,            ///< The key ring is missing, readable by others, or does not fit the data.
    Failed,          ///< Anything else the database said.
};

/// The world broke (house style, "Errors"): thrown by storage only, caught at one place per door.
class StorageError : public std::runtime_error {
 public:
    StorageError(Trouble trouble, const std::string& message)
        : std::runtime_error(message), trouble_(trouble) {}
    Trouble trouble() const { return trouble_; }

 private:
    Trouble trouble_;
};

}  // namespace vuelve::storage
