#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "storage/database.h"

/// The database on a PostgreSQL server, version 15 or later: for shops that have outgrown one
/// machine. Source: scale-out.md 3.
namespace vuelve::storage::postgres {

enum class Access : std::uint8_t {
    Create,    ///< Makes what the program needs in an empty database.
    Existing,  ///< CannotOpen when the program never was there.
    Read,      ///< Snapshots only.
};

struct Options {
    Access access = Access::Create;
    int wait_ms = 5000;       ///< How long a turn to write is waited for before Busy.
    int request_ms = 2000;    ///< How long one statement of a request may take.
    int fan_out_ms = 60'000;  ///< The same for reports, exports, checks, and for writing.
    /// Given up when the database is closed: what made it for a trial.
    std::shared_ptr<const void> keeps{};
};

/// Opens the database of `url` ("postgres://user@host:port/name"). Errors: CannotOpen, also for a
/// server whose settings may lose what was committed, and says which.
std::unique_ptr<Database> open(const std::string& url, const Options& options = {});

/// The url without its password, for messages.
std::string without_password(const std::string& url);

}  // namespace vuelve::storage::postgres
