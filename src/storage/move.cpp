#include "storage/move.h"

#include <algorithm>
#include <map>

#include "storage/migrations.h"

namespace vuelve::storage {
namespace {

constexpr int rows_a_page = 2000;
constexpr std::string_view moving = "moving";
/// Of the engines themselves.
constexpr std::string_view no_data[] = {"migration", "moving", "writer_turn"};

bool has_data(const TableShape& table) {
    return std::ranges::find(no_data, table.name) == std::end(no_data);
}

/// In quotes: `left` is a word of PostgreSQL's own.
std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "\"" : ", \"") + name + '"';
    return text;
}

std::string places(std::size_t count) {
    std::string text;
    for (std::size_t i = 1; i <= count; ++i) text += (i == 1 ? "$" : ", $") + std::to_string(i);
    return text;
}

/// The statements of one table; its names are those of our own migrations.
struct TableText {
    std::string count, clear, first, next, insert;
    std::vector<std::size_t> key;  // places of the key's columns

    explicit TableText(const TableShape& table) {
        std::vector<std::string> columns;
        for (const auto& column : table.columns) columns.push_back(column.name);
        for (const std::string& name : table.key)
            key.push_back(
                static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()));
        const std::string select = "select " + joined(columns) + " from " + table.name;
        const std::string page =
            " order by " + joined(table.key) + " limit " + std::to_string(rows_a_page);
        count = "select count(*) from " + table.name;
        clear = "delete from " + table.name;
        first = select + page;
        next = select + " where (" + joined(table.key) + ") > (" + places(table.key.size()) + ")" +
               page;
        insert = "insert into " + table.name + " (" + joined(columns) + ") values (" +
                 places(columns.size()) + ")";
    }
};

/// A value that outlives the row it was read from.
struct Kept {
    bool is_null = false;
    ColumnKind kind{};
    std::int64_t number = 0;
    std::string text;

    Value value() const {
        if (is_null) return std::monostate{};
        if (kind == ColumnKind::Integer) return number;
        if (kind == ColumnKind::Text) return std::string_view(text);
        return BytesView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    }
};

Kept keep(const Rows& rows, int column, ColumnKind kind) {
    Kept kept{.is_null = rows.is_null(column), .kind = kind, .number = 0, .text = {}};
    if (kept.is_null) return kept;
    if (kind == ColumnKind::Integer) {
        kept.number = rows.integer(column);
    } else if (kind == ColumnKind::Text) {
        kept.text = rows.text(column);
    } else {
        const auto bytes = rows.bytes(column);
        kept.text.assign(bytes.begin(), bytes.end());
    }
    return kept;
}

class TableMove {
 public:
    TableMove(const TableShape& table, Reader& from, Database& to)
        : table_(table), text_(table), from_(from), to_(to) {}

    std::int64_t run(const MoveProgress& progress) {
        const std::int64_t rows = count(from_, text_.count);
        if (count(*to_.fan_out(), text_.count) == rows) return rows;  // came over before
        auto tx = to_.begin();
        tx->is_upkeep();
        tx->exec(text_.clear);
        for (std::int64_t done = 0; done < rows;) {
            Batch page(table_.columns.size());
            read_page(page);
            ensure(!page.empty(), "as many rows as were counted");
            tx->exec_batch(text_.insert, page);
            done += static_cast<std::int64_t>(page.rows());
            progress(table_.name, done, rows);
        }
        tx->commit();
        return rows;
    }

    static std::int64_t count(Reader& reader, const std::string& text) {
        auto rows = reader.query(text);
        ensure(rows.next(), "a count answers a row");
        return rows.integer(0);
    }

 private:
    void read_page(Batch& page) {
        std::vector<Param> after;
        for (const Kept& kept : last_) after.emplace_back(kept.value());
        auto rows = last_.empty() ? from_.query(text_.first)
                                  : from_.query(text_.next, Params(std::span<const Param>(after)));
        std::vector<Kept> row(table_.columns.size());
        while (rows.next()) {
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = keep(rows, static_cast<int>(i), table_.columns[i].kind);
            page.add_row([&](std::size_t column) { return row[column].value(); });
        }
        last_.clear();
        for (const std::size_t place : text_.key) last_.push_back(row[place]);
    }

    const TableShape& table_;
    const TableText text_;
    Reader& from_;
    Database& to_;
    std::vector<Kept> last_;
};

/// Tables that others refer to come first: those without bucket.
std::vector<TableShape> in_order(std::vector<TableShape> tables) {
    static const std::vector<std::string> first{"tenant", "programme"};
    std::erase_if(tables, [](const TableShape& table) { return !has_data(table); });
    std::ranges::stable_sort(tables, {}, [](const TableShape& table) {
        return std::ranges::find(first, table.name) - first.begin();
    });
    return tables;
}

void begin_move(Database& to) {
    auto tx = to.begin();
    if (!tx->has_table(moving)) {
        if (tx->has_table("tenant") && TableMove::count(*tx, "select count(*) from tenant") > 0)
            throw StorageError(Trouble::NotOurs, "the target already holds a shop");
        tx->exec_script("create table moving (since_ms INTEGER NOT NULL) STRICT");
    }
    tx->commit();
}

/// All rows and the proof; the target stays closed.
Moved copy_rows(Database& from, Reader& as_of, Database& to, const MoveProgress& progress) {
    refuse_half_moved(as_of);
    begin_move(to);
    migrate(to, 0);
    Moved moved;
    for (const TableShape& table : in_order(from.tables())) {
        moved.rows += TableMove(table, as_of, to).run(progress);
        ++moved.tables;
    }
    moved.verified = verify(as_of);
    const Verified there = verify(*to.fan_out());
    if (there.findings_count != moved.verified.findings_count ||
        there.checksum != moved.verified.checksum)
        throw StorageError(Trouble::Corrupt,
                           "what came over is not what is here: the target stays closed");
    return moved;
}

void open_target(Database& to) {
    auto tx = to.begin();
    tx->exec_script("drop table moving");
    tx->commit();
}

}  // namespace

void refuse_half_moved(Reader& reader) {
    if (reader.has_table(moving))
        throw StorageError(Trouble::NotOurs,
                           "this database was being moved here and is not whole yet: run the same "
                           "`vuelve migrate` again");
}

Moved copy_database(Database& from, Reader& as_of, Database& to, const MoveProgress& progress) {
    Moved moved = copy_rows(from, as_of, to, progress);
    open_target(to);
    return moved;
}

Moved move_database(Database& from, Database& to, const MoveProgress& progress) {
    const auto reading = from.begin();  // keeps every other writer away
    reading->is_upkeep();
    Moved moved = copy_rows(from, *reading, to, progress);
    if (!moved.verified.is_sound())
        throw StorageError(Trouble::Corrupt, "what is here is not sound: the target stays closed");
    open_target(to);
    return moved;
}

}  // namespace vuelve::storage
