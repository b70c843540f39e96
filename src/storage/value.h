#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/ensure.h"
#include "base/strong.h"

/// What travels to and from the database: whole numbers, text, bytes, null (scale-out.md S7).
namespace vuelve::storage {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// A view: whoever makes one keeps what it looks at alive.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, BytesView>;

/// Numbers, enums, Strong ids, Counts, text, bytes, and optionals of them, as the database takes
/// them.
template <class T>
Value to_value(const T& given) {
    if constexpr (std::same_as<T, Value>) {
        return given;
    } else if constexpr (std::same_as<T, std::nullopt_t> || std::same_as<T, std::nullptr_t>) {
        return std::monostate{};
    } else if constexpr (std::is_enum_v<T>) {
        return static_cast<std::int64_t>(given);
    } else if constexpr (std::integral<T>) {
        static_assert(std::is_signed_v<T> || sizeof(T) < 8, "63 bits are what the database holds");
        return static_cast<std::int64_t>(given);
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        return std::string_view(given);
    } else if constexpr (std::convertible_to<const T&, BytesView>) {
        return BytesView(given);
    } else if constexpr (requires {
                             given.has_value();
                             *given;
                         }) {
        return given.has_value() ? to_value(*given) : Value{};
    } else if constexpr (requires { given.value; }) {
        return static_cast<std::int64_t>(given.value);  // Strong
    } else {
        return static_cast<std::int64_t>(given.n);  // Count
    }
}

/// One argument of a statement.
struct Param {
    Value value;
    template <class T>
        requires(!std::same_as<T, Param>)
    Param(const T& given) : value(to_value(given)) {}  // NOLINT: an argument list reads as values
};

/// The arguments $1, $2 ... of one statement. Lives no longer than the call it is written in.
class Params {
 public:
    Params() = default;
    Params(std::initializer_list<Param> list) : list_(list.begin(), list.size()) {}
    explicit Params(std::span<const Param> list) : list_(list) {}
    std::span<const Param> list() const { return list_; }

 private:
    std::span<const Param> list_;
};

/// Rows for one statement run many times. Text and bytes are copied in, so rows may be made of
/// temporaries; clear() keeps the memory for the next group.
///
///     Batch entries(3);
///     for (...) entries.add(holder_id, type, document_text());
///     tx.exec_batch(sql::append_entry, entries);
class Batch {
 public:
    explicit Batch(std::size_t columns) : columns_(columns) {}

    template <class... Values>
    void add(const Values&... values) {
        ensure(sizeof...(Values) == columns_, "a row of a batch has all its columns");
        (push(to_value(values)), ...);
    }
    /// A row whose columns are not known when this is compiled.
    template <class ValueAt>
    void add_row(const ValueAt& value_at) {
        for (std::size_t column = 0; column < columns_; ++column) push(value_at(column));
    }
    std::size_t rows() const { return cells_.size() / columns_; }
    std::size_t columns() const { return columns_; }
    bool empty() const { return cells_.empty(); }
    void clear();
    /// Valid until the batch changes.
    Value value(std::size_t row, std::size_t column) const;

 private:
    enum class Kind : std::uint8_t { Null, Integer, Text, Blob };
    struct Cell {
        std::int64_t number = 0;  // the integer, or where the text begins
        std::uint32_t size = 0;
        Kind kind = Kind::Null;
    };
    void push(const Value& value);

    std::size_t columns_;
    std::vector<Cell> cells_;
    std::string text_;
};

}  // namespace vuelve::storage
