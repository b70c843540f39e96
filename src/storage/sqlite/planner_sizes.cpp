#include "storage/sqlite/planner_sizes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace vuelve::storage::sqlite {
namespace {

constexpr std::int64_t rows_of_table = 1'000'000;
/// A partial index is of what waits: few.
constexpr std::int64_t rows_of_partial_index = rows_of_table / 10;
/// Rows of one holder, one day, one code.
constexpr std::int64_t rows_of_value = 10;

/// Columns that lead every key and tell hardly anything apart.
constexpr std::array<std::string_view, 3> leading{"bucket", "tenant_id", "programme_id"};
/// Columns with a handful of values.
constexpr std::array<std::string_view, 7> coarse{"kind",    "state",   "type",    "currency",
                                                 "channel", "purpose", "on_month"};

bool is_in(std::string_view name, auto& names) {
    return std::ranges::find(names, name) != names.end();
}

struct Index {
    std::string table;
    bool is_unique = false, is_partial = false;
    std::vector<std::string> columns;
};

/// "1000000 900000 810000 10 1": rows in all, then how many share the first column's value, the
/// first two's, and so on, which is what sqlite_stat1 holds.
std::string sizes_of(const Index& index) {
    std::int64_t rows = index.is_partial ? rows_of_partial_index : rows_of_table;
    std::string sizes = std::to_string(rows);
    bool told_apart = false;
    for (std::size_t i = 0; i < index.columns.size(); ++i) {
        const std::string& column = index.columns[i];
        if (is_in(column, leading))
            rows = rows * 9 / 10;
        else if (is_in(column, coarse))
            rows /= 4;
        else
            rows = std::exchange(told_apart, true) ? rows / 3 : std::min(rows, rows_of_value);
        const bool is_whole_key = index.is_unique && i + 1 == index.columns.size();
        rows = is_whole_key ? 1 : std::max<std::int64_t>(rows, 1);
        sizes += ' ' + std::to_string(rows);
    }
    return sizes;
}

std::map<std::string, Index> indexes_of(Connection& connection) {
    std::map<std::string, Index> all;
    auto rows = connection.query(
        "select t.name, i.name, i.\"unique\", i.partial, c.name from sqlite_schema t, "
        "pragma_index_list(t.name) i, pragma_index_info(i.name) c where t.type = 'table' and "
        "t.name not like 'sqlite~_%' escape '~' order by i.name, c.seqno",
        {});
    while (rows.next()) {
        Index& index = all[std::string(rows.text(1))];
        index.table = rows.text(0);
        index.is_unique = rows.get<bool>(2);
        index.is_partial = rows.get<bool>(3);
        index.columns.emplace_back(rows.text(4));
    }
    return all;
}

using Sizes = std::map<std::string, std::string>;  // by index

Sizes sizes_told(Connection& connection) {
    Sizes told;
    auto rows = connection.query("select idx, stat from sqlite_stat1 where idx is not null", {});
    while (rows.next()) told[std::string(rows.text(0))] = rows.text(1);
    return told;
}

}  // namespace

void tell_sizes(Connection& writer) {
    const auto indexes = indexes_of(writer);
    Sizes sizes;
    for (const auto& [name, index] : indexes) sizes[name] = sizes_of(index);
    writer.script("analyze sqlite_schema");  // makes the table
    if (sizes_told(writer) == sizes) return;
    writer.script("begin immediate");
    writer.exec("delete from sqlite_stat1", {});
    for (const auto& [name, size] : sizes)
        writer.exec("insert into sqlite_stat1 (tbl, idx, stat) values ($1, $2, $3)",
                    {indexes.at(name).table, name, size});
    writer.script("commit");
    writer.script("analyze sqlite_schema");  // has it read
}

}  // namespace vuelve::storage::sqlite
