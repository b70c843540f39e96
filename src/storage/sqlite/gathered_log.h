#pragma once

namespace vuelve::storage::sqlite {

/// Name of a file system for SQLite that gathers what a commit appends to the write-ahead log and
/// hands it to the system thirty pages at a time, not in two calls for each page (docs/adr/0067).
///
/// Only for a connection whose commits are synced (`pragma synchronous = full`): what is gathered
/// reaches the file with the sync at the latest, which is before any other connection looks for it.
/// Registered at the first call; threads may race for it.
const char* gathered_log();

}  // namespace vuelve::storage::sqlite
