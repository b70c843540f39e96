#pragma once

#include "storage/sqlite/connection.h"

namespace vuelve::storage::sqlite {

/// Tells SQLite's planner how many rows an index finds, as they are in a shop with a million
/// members (table sqlite_stat1). Without it a new database is planned as an empty one for as long
/// as a program runs, and a holder's few rows are looked for among everybody's. The same for every
/// database, so that plans are what the tests saw (docs/adr/0063).
void tell_sizes(Connection& writer);

}  // namespace vuelve::storage::sqlite
