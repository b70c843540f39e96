#include "storage/sqlite/table_rules.h"

#include <map>

namespace vuelve::storage::sqlite {
namespace {

constexpr const char* all_unique =
    "select t.name, i.name, c.name from sqlite_schema t, pragma_index_list(t.name) i, "
    "pragma_index_info(i.name) c where t.type = 'table' and i.\"unique\" = 1 and i.origin <> 'pk' "
    "order by t.name, i.name, c.seqno";
constexpr const char* all_references =
    "select t.name, f.id, f.\"table\", f.\"from\" from sqlite_schema t, "
    "pragma_foreign_key_list(t.name) f where t.type = 'table' order by t.name, f.id, f.seq";

}  // namespace

std::vector<TableRules> table_rules(Reader& reader) {
    std::map<std::string, TableRules> found;
    std::string index;
    auto unique = reader.query(all_unique);
    while (unique.next()) {
        TableRules& rules = found[std::string(unique.text(0))];
        if (rules.unique.empty() || index != unique.text(1)) rules.unique.emplace_back();
        index = unique.text(1);
        rules.unique.back().emplace_back(unique.text(2));
    }
    std::int64_t last = 0;
    auto references = reader.query(all_references);
    while (references.next()) {
        TableRules& rules = found[std::string(references.text(0))];
        if (rules.references.empty() || last != references.integer(1))
            rules.references.push_back({.table = std::string(references.text(2)), .columns = {}});
        last = references.integer(1);
        rules.references.back().columns.emplace_back(references.text(3));
    }
    std::vector<TableRules> all;
    for (auto& [name, rules] : found) {
        rules.table = name;
        all.push_back(std::move(rules));
    }
    return all;
}

}  // namespace vuelve::storage::sqlite
