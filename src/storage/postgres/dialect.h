#pragma once

#include <string>
#include <string_view>

/// The one SQL text of db/, as PostgreSQL reads it. Source: scale-out.md S7, Q10.
namespace vuelve::storage::postgres {

/// INTEGER is bigint, INT integer, BLOB bytea; STRICT and WITHOUT ROWID are SQLite's own; hex() is
/// upper(encode()), of nothing ''. Comments are left out; texts between quotes stay.
std::string in_dialect(std::string_view sql);

}  // namespace vuelve::storage::postgres
