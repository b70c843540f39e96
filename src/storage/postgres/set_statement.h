#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/binary.h"

/// A statement for one row as a statement for a set of rows (scale-out.md Q11): one plan, one trip
/// and one answer for up to 500 rows. Seen by this folder only.
namespace vuelve::storage::postgres {

inline constexpr std::size_t set_rows_max = 500;

struct SetStatement {
    std::string text;  // $1, $2... are arrays, one for each column
    /// Columns that tell rows apart: of two rows with the same, PostgreSQL changes none in one
    /// statement. Empty = the same row twice does no harm.
    std::vector<std::size_t> key{};
};

/// The same for a set; nothing for what is no `insert ... values (...)` of one row. `sql` is in
/// PostgreSQL's dialect, `kinds` are those of its arguments.
std::optional<SetStatement> as_set(std::string_view sql, std::span<const Kind> kinds);

/// Whether the rows may go in one statement.
bool tells_apart(const SetStatement& statement,
                 const Batch& batch,
                 std::size_t from,
                 std::size_t rows);

/// One column of some rows of a batch, as an array in the binary format.
///
/// Errors: StorageError Failed when a value of this kind cannot be such an argument.
std::string array_of(
    Kind kind, const Batch& batch, std::size_t column, std::size_t from, std::size_t rows);

}  // namespace vuelve::storage::postgres
