#pragma once

#include <string>
#include <vector>

#include "storage/database.h"

namespace vuelve::storage::sqlite {

/// What a table demands beside its columns and its primary key.
struct TableRules {
    struct Reference {
        std::string table;                 // which it refers to
        std::vector<std::string> columns;  // its own that name a row there
    };
    std::string table;
    std::vector<std::vector<std::string>> unique;  // columns of each unique constraint and index
    std::vector<Reference> references;
};

/// Of every table that demands something, in the order of their names. `reader` is one of SQLite:
/// what this program's schema is made of is asked of a database in memory.
std::vector<TableRules> table_rules(Reader& reader);

}  // namespace vuelve::storage::sqlite
