#include "storage/postgres/set_statement.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "storage/storage_error.h"

namespace vuelve::storage::postgres {
namespace {

constexpr std::string_view insert_into = "insert into ";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\n";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// What lies between the parenthesis at `open` and the one that closes it, and where that is.
struct Enclosed {
    std::string_view inside;
    std::size_t end = 0;  // behind the closing one
};
std::optional<Enclosed> enclosed(std::string_view sql, std::size_t open) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t at = open; at < sql.size(); ++at) {
        if (sql[at] == '\'') quoted = !quoted;
        if (quoted) continue;
        if (sql[at] == '(') ++depth;
        if (sql[at] == ')' && --depth == 0)
            return Enclosed{sql.substr(open + 1, at - open - 1), at + 1};
    }
    return std::nullopt;
}

/// Parts of a list, at the commas that are in no parentheses and no text.
std::vector<std::string_view> parts(std::string_view list) {
    std::vector<std::string_view> found;
    int depth = 0;
    bool quoted = false;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= list.size(); ++at) {
        const char c = at < list.size() ? list[at] : ',';
        if (c == '\'') quoted = !quoted;
        if (quoted && at < list.size()) continue;
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (c != ',' || depth != 0) continue;
        found.push_back(trimmed(list.substr(from, at - from)));
        from = at + 1;
    }
    return found;
}

/// The number of the argument that a text is; nothing when it is more or less than one.
std::optional<std::size_t> argument(std::string_view text) {
    std::size_t number = 0;
    if (!text.starts_with('$')) return std::nullopt;
    const char* end = text.data() + text.size();
    const auto [read, trouble] = std::from_chars(text.data() + 1, end, number);
    if (trouble != std::errc{} || read != end) return std::nullopt;
    return number;
}

/// `$7` as the seventh column of the rows.
std::string of_row(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '$' ? std::string("r.c") : std::string(1, c);
    return out;
}

std::optional<std::string_view> name_of_kind(Kind kind) {
    switch (kind) {
        case kind_int2: return "smallint";
        case kind_int4: return "integer";
        case kind_int8: return "bigint";
        case kind_bool: return "boolean";
        case kind_text: return "text";
        case kind_bytea: return "bytea";
        default: return std::nullopt;
    }
}

/// Which arguments tell rows apart, by the names behind `on conflict`; nothing when that cannot be
/// said.
std::optional<std::vector<std::size_t>> key_of(std::string_view conflict,
                                               const std::vector<std::string_view>& columns,
                                               const std::vector<std::string_view>& values) {
    std::vector<std::size_t> key;
    const std::size_t open = conflict.find('(');
    const auto names = open == std::string_view::npos ? std::nullopt : enclosed(conflict, open);
    if (!names) return std::nullopt;
    for (const std::string_view name : parts(names->inside)) {
        const auto column = std::ranges::find(columns, name);
        if (column == columns.end()) return std::nullopt;
        const std::string_view value = values[static_cast<std::size_t>(column - columns.begin())];
        if (!value.contains('$')) continue;  // the same in every row
        const auto number = argument(value);
        if (!number) return std::nullopt;
        key.push_back(*number - 1);
    }
    return key;
}

std::string rows_of(std::span<const Kind> kinds) {
    std::string arrays, names;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        arrays += (i ? ", $" : "$") + number + "::" + std::string(*name_of_kind(kinds[i])) + "[]";
        names += (i ? ", c" : "c") + number;
    }
    return "unnest(" + arrays + ") as r(" + names + ")";
}

/// Big-endian, as the network has it.
void put(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}

}  // namespace

std::optional<SetStatement> as_set(std::string_view sql, std::span<const Kind> kinds) {
    sql = trimmed(sql);
    const bool is_known =
        std::ranges::all_of(kinds, [](Kind kind) { return name_of_kind(kind).has_value(); });
    if (!sql.starts_with(insert_into) || kinds.empty() || !is_known) return std::nullopt;
    const std::size_t open = sql.find('(');
    const auto columns = open == std::string_view::npos ? std::nullopt : enclosed(sql, open);
    if (!columns) return std::nullopt;
    const std::string_view behind = trimmed(sql.substr(columns->end));
    if (!behind.starts_with("values")) return std::nullopt;
    const std::size_t begin = behind.find('(');
    const auto values = begin == std::string_view::npos ? std::nullopt : enclosed(behind, begin);
    if (!values) return std::nullopt;
    // A value that reads the table sees what the rows before it wrote, which a set does not.
    if (values->inside.contains("select")) return std::nullopt;
    const std::string_view rest = trimmed(behind.substr(values->end));
    const bool is_alone = rest.empty() || rest.starts_with("on conflict");
    if (!is_alone || rest.contains('$') || rest.contains("returning")) return std::nullopt;

    const auto names = parts(columns->inside), given = parts(values->inside);
    if (names.size() != given.size()) return std::nullopt;
    SetStatement set;
    if (rest.contains("do update")) {
        auto key = key_of(rest, names, given);
        if (!key || key->empty()) return std::nullopt;
        set.key = std::move(*key);
    }
    set.text = std::string(sql.substr(0, columns->end)) + " select " + of_row(values->inside) +
               " from " + rows_of(kinds) + " " + std::string(rest);
    return set;
}

bool tells_apart(const SetStatement& statement,
                 const Batch& batch,
                 std::size_t from,
                 std::size_t rows) {
    if (statement.key.empty()) return true;
    const auto is_before = [&](std::size_t a, std::size_t b) {
        for (const std::size_t column : statement.key) {
            const Value x = batch.value(a, column), y = batch.value(b, column);
            if (x.index() != y.index()) return x.index() < y.index();
            if (const auto* number = std::get_if<std::int64_t>(&x)) {
                if (*number != std::get<std::int64_t>(y))
                    return *number < std::get<std::int64_t>(y);
            } else if (const auto* text = std::get_if<std::string_view>(&x)) {
                if (*text != std::get<std::string_view>(y))
                    return *text < std::get<std::string_view>(y);
            } else if (const auto* bytes = std::get_if<BytesView>(&x)) {
                const auto& other = std::get<BytesView>(y);
                if (!std::ranges::equal(*bytes, other))
                    return std::ranges::lexicographical_compare(*bytes, other);
            }
        }
        return false;
    };
    std::set<std::size_t, decltype(is_before)> seen(is_before);
    for (std::size_t row = from; row < from + rows; ++row)
        if (!seen.insert(row).second) return false;
    return true;
}

std::string array_of(
    Kind kind, const Batch& batch, std::size_t column, std::size_t from, std::size_t rows) {
    constexpr std::uint32_t dimensions = 1, first = 1;
    constexpr auto null = static_cast<std::uint32_t>(-1);
    std::string out;
    bool has_null = false;
    std::string elements;
    Written written;
    for (std::size_t row = from; row < from + rows; ++row) {
        const Value value = batch.value(row, column);
        written.write(kind, value);
        if (written.data() == nullptr) {
            has_null = true;
            put(elements, null);
            continue;
        }
        put(elements, static_cast<std::uint32_t>(written.size()));
        elements.append(written.data(), static_cast<std::size_t>(written.size()));
    }
    put(out, dimensions);
    put(out, has_null ? 1 : 0);
    put(out, kind);
    put(out, static_cast<std::uint32_t>(rows));
    put(out, first);
    return out + elements;
}

}  // namespace vuelve::storage::postgres
