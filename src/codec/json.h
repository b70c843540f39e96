#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

/// JSON as the house reads it: strict, bounded, and with every number exact. Boost.JSON finds
/// what is wrong with a text inside json_strict.cpp and is seen nowhere else. Source: contract.md 2
/// (MALFORMED_REQUEST), security.md 7 and 8.
namespace vuelve {

struct JsonMember;

/// A number that is no 64-bit integer, as it was written: "0.735", "1e3", "1.0". Never a double, so
/// nothing is lost.
struct JsonNumber {
    std::string text;
    friend bool operator==(const JsonNumber&, const JsonNumber&) = default;
};

/// One JSON value. Objects keep the order of their text.
class Json {
 public:
    using Array = std::vector<Json>;
    using Object = std::vector<JsonMember>;
    using Value =
        std::variant<std::monostate, bool, std::int64_t, JsonNumber, std::string, Array, Object>;

    Json() = default;
    explicit Json(Value value);
    /// Of the kind T, made where it stays.
    template <class T, class... From>
    explicit Json(std::in_place_type_t<T> kind, From&&... from)
        : value_(kind, std::forward<From>(from)...) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    /// The value as one kind, or nullptr when it is of another: `json.get_if<std::string>()`.
    template <class T>
    const T* get_if() const {
        return std::get_if<T>(&value_);
    }
    /// Member of an object by name; nullptr when it is absent or this is no object.
    const Json* find(std::string_view name) const;
    const Value& value() const { return value_; }
    /// Of the kind T, instead of null.
    template <class T, class... From>
    T& become(From&&... from) {
        static_assert(std::is_nothrow_constructible_v<T, From...>);
        // Nothing is lost with a null: emplace would ask what there is to destroy.
        std::construct_at(&value_, std::in_place_type<T>, std::forward<From>(from)...);
        return *std::get_if<T>(&value_);
    }
    friend bool operator==(const Json& a, const Json& b);

 private:
    Value value_;
};

struct JsonMember {
    std::string name;
    Json value;
    friend bool operator==(const JsonMember&, const JsonMember&) = default;
};

// Below JsonMember, which a Value must know whole to be moved.
inline Json::Json(Value value) : value_(std::move(value)) {}
/// With members in the same order.
inline bool operator==(const Json& a, const Json& b) { return a.value_ == b.value_; }

struct JsonLimits {
    std::size_t size_max = std::size_t{1} << 20;  // bytes of text
    std::size_t depth_max = 32;
    std::size_t values_max = 1'000'000;  // what a wide list may cost in memory
};

/// The value of one whole JSON text (RFC 8259, UTF-8 without byte order mark).
/// Errors: MalformedRequest with the byte offset in the message: syntax, duplicate names, bad
/// UTF-8, lone surrogates, depth, trailing bytes, too long.   Source: security.md 7.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

/// JSON text with members sorted by the bytes of their names and without spaces: equal values give
/// equal texts.
std::string canonical(const Json& json);

}  // namespace vuelve
