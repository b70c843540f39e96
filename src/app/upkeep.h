#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"
#include "storage/move.h"
#include "storage/rebuild.h"
#include "storage/verify.h"

/// What keeps a shop's data safe from outside the engine: audit, proof, copy. All three work beside
/// a running server. Errors (InternalError, the message says what would be right) as those of
/// Service::open.
namespace vuelve::app {

/// Every invariant, from the database alone. `database` as in ServiceOptions.
Result<storage::Verified> verify(const std::string& database);

struct RebuildOptions {
    std::string database;
    std::filesystem::path key_ring;
    std::filesystem::path target;  // keeps the rebuilt database there; "" = thrown away
    std::function<void(std::int64_t done)> progress;
};
/// Derives every projection anew in a copy and compares.
Result<storage::Rebuilt> rebuild(const RebuildOptions& options);

/// Every row from one database to another, of whichever kind; see storage/move.h.
Result<storage::Moved> move_database(const std::string& from,
                                     const std::string& to,
                                     const storage::MoveProgress& progress);

/// Pages copied so far, and all pages.
using CopyProgress = std::function<void(std::int64_t done, std::int64_t total)>;
/// A checked copy in a new file.
Result<void> backup(const std::string& database,
                    const std::filesystem::path& target,
                    const CopyProgress& progress);

}  // namespace vuelve::app
