#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "storage/database.h"
#include "storage/verify.h"

/// From one engine to another: every row of every table, and the proof that both hold the same.
/// Source: scale-out.md 6.
namespace vuelve::storage {

/// Rows of `table` there by now, and rows there are to be.
using MoveProgress =
    std::function<void(const std::string& table, std::int64_t done, std::int64_t rows)>;

struct Moved {
    std::int64_t tables = 0, rows = 0;
    Verified verified;  // the same on both sides
};

/// Nobody else writes `from` meanwhile. `to` is empty, or has what an earlier move left when it was
/// interrupted; what came over whole is not copied again. Until both are proved equal the target
/// cannot be opened for anything else. Errors: NotOurs when the target holds another shop; Corrupt
/// when they are not equal, or not sound.
Moved move_database(Database& from, Database& to, const MoveProgress& progress);

/// A copy of what `as_of`, a snapshot of `from`, sees; others may write `from` meanwhile. Faults
/// that verify() finds come over with the rest.
Moved copy_database(Database& from, Reader& as_of, Database& to, const MoveProgress& progress);

/// Refuses a database whose move was not finished. Errors: NotOurs.
void refuse_half_moved(Reader& reader);

}  // namespace vuelve::storage
