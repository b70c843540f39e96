#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "storage/database.h"

/// The database in one file (design.md D5): WAL, synchronous=FULL, one writer, readers beside it.
namespace vuelve::storage::sqlite {

enum class Access : std::uint8_t {
    Create,    ///< Makes the file when it is not there.
    Existing,  ///< CannotOpen when it is not there.
    Read,      ///< Snapshots only, also beside a running server.
};

struct Options {
    Access access = Access::Create;
    /// Page cache of the writer, filled as it reads: pages of a large shop that are not there are
    /// asked of the system, page by page. 0 = an eighth of the memory, 64 MiB to 2 GiB. Readers
    /// take a quarter of it each, 64 MiB at most.
    int cache_mb = 0;
    int wait_ms = 5000;  ///< How long a lock is waited for before Busy.
    std::int64_t pages_max =
        0;  ///< The file grows to so many pages of 4 KiB, then Full. 0 = as the disk allows.
    /// The log grows to so many pages before it is copied back, of a large database to a quarter of
    /// it, four times as many at most: rarer copies find more pages that were written several times
    /// (performance.md 9.5, docs/adr/0082).
    int log_pages = 32'768;
};

/// MiB of the writer's page cache on a machine with so many.
int writer_cache_mb(const Options& options, std::int64_t memory_mb);

/// Opens `file`. Errors: InUse when another process has it open for writing, ReadOnly, CannotOpen,
/// NotOurs, Corrupt.
std::unique_ptr<Database> open(const std::filesystem::path& file, const Options& options = {});

/// A database that is gone with the object: for tests, demos and trials. The same engine on a file
/// of its own in memory
/// (/dev/shm where there is one), so that snapshots, sizes and faults behave as they do in a shop.
std::unique_ptr<Database> memory(const Options& options = {});

}  // namespace vuelve::storage::sqlite
