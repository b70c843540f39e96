#pragma once

#include <filesystem>

#include "storage/sqlite/connection.h"

namespace vuelve::storage::sqlite {

/// Copies what `source` sees now into the new file `target`, while others write. The copy is
/// checked, made durable and only then named `target`; a broken or interrupted one never has that
/// name. Errors: CannotOpen when `target` exists, Full, ReadOnly, Corrupt when the copy (so the
/// source) is damaged.
void copy_database(Connection& source,
                   const std::filesystem::path& target,
                   const Progress& progress);

}  // namespace vuelve::storage::sqlite
