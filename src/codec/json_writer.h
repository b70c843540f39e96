#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/strong.h"
#include "codec/json_text.h"
#include "domain/calendar.h"
#include "domain/money.h"

/// JSON text written straight into a string, without a tree between: answers, documents and
/// canonical texts.
namespace vuelve {

/// Name of a member. A literal is looked at for characters to escape when it is compiled.
class JsonName {
 public:
    template <std::size_t size>
    // NOLINTNEXTLINE(*-avoid-c-arrays): this is what a literal is
    consteval JsonName(const char (&literal)[size]) : text_(literal, size - 1), is_plain_(true) {
        for (const char c : text_)
            if (c < ' ' || c == '"' || c == '\\') throw "a name that must be escaped";
    }
    JsonName(std::string_view text) : text_(text) {}
    JsonName(const std::string& text) : text_(text) {}

    constexpr std::string_view text() const { return text_; }
    constexpr bool is_plain() const { return is_plain_; }

 private:
    std::string_view text_;
    bool is_plain_ = false;
};

/// Writes one JSON value without spaces, in the order of the calls. Nesting is the caller's: every
/// begin has its end.
///
/// A comma follows each value when it is written, and goes when an end comes instead of another
/// value: so nothing asks what stood before.
class JsonWriter {
 public:
    JsonWriter() = default;
    JsonWriter(JsonWriter&& from) noexcept
        : buffer_(std::move(from.buffer_)),
          next_(std::exchange(from.next_, nullptr)),
          end_(std::exchange(from.end_, nullptr)) {}
    JsonWriter& operator=(JsonWriter&&) = delete;

    JsonWriter& begin_object() { return put('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return put('['); }
    JsonWriter& end_array() { return close(']'); }
    // Where it is called, since only there the name's length is known.
    [[gnu::always_inline]] JsonWriter& key(JsonName name) {
        const std::string_view text = name.text();
        if (!name.is_plain()) return quote(text, ':');
        char* to = room(text.size() + 3);
        return wrote_to(markup(markup(markup(to, "\""), text), "\":"));
    }

    JsonWriter& value(std::string_view text) { return quote(text, ','); }
    JsonWriter& value(const std::string& text) { return quote(text, ','); }
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
    JsonWriter& value(Instant at);
    JsonWriter& value(Day day);
    JsonWriter& null() { return raw("null"); }
    template <class T>
    JsonWriter& value(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    // What answers write by the hundred, each in one go.

    /// A member whose value is a word of ours, and a text after a colon unless it is empty:
    /// `"martes":"CONDITION_FAILED:tier"`. By reference: three views are too many for registers.
    JsonWriter& member_of(const std::string& name, std::string_view word, const std::string& more) {
        constexpr std::size_t markup_max = 7;
        char* to = room(name.size() + word.size() + more.size() + markup_max);
        *to++ = '"';
        bool is_plain = json_text::copy_plain(name, to);
        to = markup(to + name.size(), "\":\"");
        json_text::copy(word, to);
        to += word.size();
        if (!more.empty()) {
            *to++ = ':';
            is_plain &= json_text::copy_plain(more, to);
            to += more.size();
        }
        if (is_plain) [[likely]]
            return wrote_to(markup(to, "\","));
        return key(name).value(std::string(word) + (more.empty() ? "" : ":") + more);
    }
    /// An object of one text: `{"rule":"martes"}`.
    [[gnu::always_inline]] JsonWriter& object_of(JsonName name, std::string_view text) {
        constexpr std::size_t markup_max = 9;
        char* to = room(name.text().size() + text.size() + markup_max);
        to = markup(markup(markup(to, "{\""), name.text()), "\":\"");
        if (json_text::copy_plain(text, to) && name.is_plain()) [[likely]]
            return wrote_to(markup(to + text.size(), "\"},"));
        return begin_object().member(name, text).end_object();
    }

    /// A text that is JSON already: a stored document, an exact number.
    JsonWriter& raw(std::string_view json) {
        char* to = room(json.size() + 1);
        to = std::ranges::copy(json, to).out;
        *to++ = ',';
        return wrote_to(to);
    }
    template <class T>
    [[gnu::always_inline]] JsonWriter& member(JsonName name, const T& content) {
        return key(name).value(content);
    }

    /// Room for a text of about so many bytes, so that it does not grow in steps.
    JsonWriter& reserve(std::size_t bytes) {
        room(bytes);
        return *this;
    }

    std::string text() && {
        buffer_.resize(written().size());
        return std::move(buffer_);
    }
    std::string text() const& { return std::string(written()); }

 private:
    /// Writes what is known when it is compiled; gives the end of it.
    [[gnu::always_inline]] static char* markup(char* to, std::string_view json) {
        std::memcpy(to, json.data(), json.size());
        return to + json.size();
    }
    /// Where the next `bytes` bytes go; they are there.
    char* room(std::size_t bytes) {
        if (static_cast<std::size_t>(end_ - next_) < bytes) [[unlikely]]
            grow(bytes);
        return next_;
    }
    JsonWriter& wrote_to(char* next) {
        next_ = next;
        return *this;
    }
    JsonWriter& put(char c) {
        *room(1) = c;
        return wrote_to(next_ + 1);
    }
    JsonWriter& close(char bracket) {
        char* to = room(2);
        if (to != buffer_.data() && to[-1] == ',') --to;
        *to++ = bracket;
        *to++ = ',';
        return wrote_to(to);
    }
    JsonWriter& quote(std::string_view text, char after);
    JsonWriter& quote_escaped(std::string_view text, char after);
    JsonWriter& integer(std::int64_t whole);
    void escape(std::string_view text);
    void grow(std::size_t bytes);
    /// Without the comma after the last value.
    std::string_view written() const {
        std::string_view all(buffer_.data(), next_ ? next_ : buffer_.data());
        if (all.ends_with(',')) all.remove_suffix(1);
        return all;
    }

    // What lies beyond `next_` is room. Too long for the string's own few bytes, so that it stays
    // where it is when it is moved.
    std::string buffer_;
    char* next_ = nullptr;
    char* end_ = nullptr;
};

/// Shortest exact decimal text of a ratio whose denominator divides 10^6: 5/4 -> "1.25".
std::string format_decimal(const Ratio& ratio);

}  // namespace vuelve
