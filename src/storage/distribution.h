#pragma once

#include <string>
#include <vector>

#include "storage/database.h"

/// How the tables of a schema would lie on a cluster of servers. Source: scale-out.md 2, rules S1
/// to S4.
namespace vuelve::storage {

struct Distribution {
    /// A table that a cluster would not take, or not as it is meant.
    struct Fault {
        std::string table;
        std::string rule;  // "S1"
        std::string why;
    };
    std::vector<std::string> everywhere;  // a copy on each server; those referred to come first
    std::vector<std::string> by_bucket;   // in shards by their first column, side by side
    std::vector<Fault> faults;            // none: every table is in one of the two
};

/// Of a database of SQLite, which is where a schema can be looked at without a server.
Distribution distribution_of(Database& database);

/// Of the schema that this program makes.
Distribution distribution_of_schema();

}  // namespace vuelve::storage
