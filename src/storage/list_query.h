#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "generated/sql.h"
#include "storage/database.h"
#include "storage/ids.h"

/// Statements of db/queries that end in a list, asked for as many values as there are.
namespace vuelve::storage {

/// The two texts that tools/embed_sql.py makes of one: `{sql::some, sql::some_list}`.
struct ListStatement {
    std::string_view for_one, for_many;
};

/// The arguments of a statement: those before the list, then the list, filled up with its last
/// value to `size`. The values are looked at until the query has been asked.
template <class T>
std::vector<Param> list_arguments(const std::vector<Param>& before,
                                  std::span<const T> values,
                                  std::size_t size) {
    std::vector<Param> arguments = before;
    arguments.reserve(before.size() + size);
    for (std::size_t at = 0; at < size; ++at)
        arguments.emplace_back(values[std::min(at, values.size() - 1)]);
    return arguments;
}

/// Calls `each(rows)` for every row that is found for one of `values`, in the statement's order
/// within each sql::list_size of them.
template <class T, class Each>
void query_list(Reader& reader,
                const ListStatement& statement,
                const std::vector<Param>& before,
                std::span<const T> values,
                const Each& each) {
    while (!values.empty()) {
        const auto some = values.first(std::min(values.size(), sql::list_size));
        values = values.subspan(some.size());
        const bool is_one = some.size() == 1;
        const auto arguments = list_arguments(before, some, is_one ? 1 : sql::list_size);
        Rows rows = reader.query(is_one ? statement.for_one : statement.for_many,
                                 Params(std::span(arguments)));
        while (rows.next()) each(rows);
    }
}

/// The same for holders, bucket by bucket: a statement's first argument, then `after_bucket`.
template <class Each>
void query_holders(Reader& reader,
                   const ListStatement& statement,
                   std::initializer_list<Param> after_bucket,
                   std::span<const HolderId> holders,
                   const Each& each) {
    std::map<int, std::vector<HolderId>> buckets;
    for (const HolderId holder : holders) buckets[bucket_of(holder)].push_back(holder);
    for (const auto& [bucket, ids] : buckets) {
        std::vector<Param> before{bucket};
        before.insert(before.end(), after_bucket);
        query_list(reader, statement, before, std::span(ids), each);
    }
}

}  // namespace vuelve::storage
