#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "generated/sql.h"
#include "storage/database.h"

/// Brings a database to the schema of this program: numbered files of db/migrations, forward only,
/// each in a transaction of its own and remembered with its checksum in table `migration`.
namespace vuelve::storage {

/// Applies what is missing and returns how many that were. `now_ms` is what the table remembers.
/// `say` is told of each before it is made in a database that is not new: a large shop takes a
/// minute.
/// Errors: NewerVersion when the database knows a migration that this program does not, or one of
/// other content.
int migrate(Database& database,
            std::int64_t now_ms,
            std::span<const sql::Migration> migrations = sql::migrations,
            const std::function<void(const std::string&)>& say = {});

/// Refuses a database that migrate() would refuse or change: for programs that only read.
void check_schema(Database& database, std::span<const sql::Migration> migrations = sql::migrations);

}  // namespace vuelve::storage
