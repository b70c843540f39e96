#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong.h"
#include "domain/calendar.h"
#include "domain/money.h"

/// JSON text written straight into a string, without a tree between: answers, documents and
/// canonical texts.
namespace vuelve {

/// Writes one JSON value without spaces, in the order of the calls. Nesting is the caller's: every
/// begin has its end.
class JsonWriter {
 public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
    JsonWriter& value(std::integral auto whole)
        requires(!std::same_as<decltype(whole), bool>)
    {
        return integer(static_cast<std::int64_t>(whole));
    }
    template <class Tag>
    JsonWriter& value(Count<Tag> count) {
        return integer(count.n);
    }
    /// RFC 3339 in UTC.
    JsonWriter& value(Instant at) { return value(format_instant(at)); }
    JsonWriter& value(Day day) { return value(format_day(day)); }
    JsonWriter& null() { return raw("null"); }
    template <class T>
    JsonWriter& value(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    /// A text that is JSON already: a stored document, an exact number.
    JsonWriter& raw(std::string_view json);
    template <class T>
    JsonWriter& member(std::string_view name, const T& content) {
        return key(name).value(content);
    }

    /// Room for a text of about so many bytes, so that it does not grow in steps.
    JsonWriter& reserve(std::size_t bytes) {
        out_.reserve(bytes);
        return *this;
    }

    std::string text() && { return std::move(out_); }
    const std::string& text() const& { return out_; }

 private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& integer(std::int64_t whole);
    void comma();
    void quote(std::string_view text);
    void escape(std::string_view text);

    std::string out_;
    bool first_ = true;  // nothing yet in the innermost object or array, or a key was just written
};

/// Shortest exact decimal text of a ratio whose denominator divides 10^6: 5/4 -> "1.25".
std::string format_decimal(const Ratio& ratio);

}  // namespace vuelve
