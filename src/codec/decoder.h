#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/strong.h"
#include "codec/json.h"
#include "codec/json_text.h"
#include "domain/document.h"

/// From JSON to domain values, with every fault of a body found at once and named by its JSON
/// Pointer.
///
/// A *format* is anything callable as `format(const Cursor&, T& out)`: it fills `out`, or reports a
/// fault and leaves `out` as it was. ObjectReader applies formats to the members of an object.
/// Source: contract.md 2 (`errors[].code`).
namespace vuelve {

/// The faults found so far. At most `faults_max` are kept: an answer stays readable whatever was
/// sent.
class Faults {
 public:
    static constexpr std::size_t faults_max = 200;

    void add(std::string pointer, std::string_view code, std::string detail);
    bool empty() const { return list_.empty(); }
    std::size_t size() const { return list_.size(); }
    std::vector<Fault> take() && { return std::move(list_); }

 private:
    std::vector<Fault> list_;
};

/// Where a value stands: a step from its parent. The pointer's text is made only when a fault needs
/// it.
struct Place {
    const Place* parent = nullptr;
    std::optional<std::string_view> name{};  // in an object; none = `index` in an array
    std::size_t index = 0;

    /// "/lines/2/quantity" (RFC 6901); "" for the whole.
    std::string pointer() const;
};

/// One value under decoding.
struct Cursor {
    const Json& json;
    const Place& place;
    Faults& faults;

    void fault(std::string_view code, std::string detail) const;
};

/// Reads the members of one object; what nobody asked for is reported as unknown when the reader
/// goes out of scope.
class ObjectReader {
 public:
    /// Reports wrong-type when the value is no object; nothing is then read or missed.
    explicit ObjectReader(const Cursor& at);
    ~ObjectReader();
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    // Always inline, all four: bodies keep our order, mostly, so that to find a name is to compare
    // it with one that is known when the call is compiled, and a name's absence is a bit.

    template <class T, class Format>
    [[gnu::always_inline]] void required(std::string_view name, T& out, Format&& format) {
        if (const Json* json = find(name))
            read(*json, name, out, format);
        else
            missing(name);
    }
    /// Absent: `out` keeps its default. True when it was there.
    template <class T, class Format>
    [[gnu::always_inline]] bool optional(std::string_view name, T& out, Format&& format) {
        const Json* json = find(name);
        return json != nullptr && fill(*json, name, out, format);
    }
    /// Absent or null: none.
    template <class T, class Format>
    [[gnu::always_inline]] bool optional(std::string_view name,
                                         std::optional<T>& out,
                                         Format&& format) {
        const Json* json = find(name);
        return json != nullptr && fill(*json, name, out, format);
    }
    /// As optional, and null reads as absent: for fields whose "none" is an empty value.
    template <class T, class Format>
    [[gnu::always_inline]] bool nullable(std::string_view name, T& out, Format&& format) {
        const Json* json = find(name);
        if (json == nullptr || json->is_null()) return false;
        read(*json, name, out, format);
        return true;
    }

    bool has(std::string_view name) const;
    /// A fault of the member `name`, present or not.
    void fault(std::string_view name, std::string_view code, std::string detail) const;
    void missing(std::string_view name) const;
    /// Unknown members are not reported: for an object whose kind could not be told.
    void ignore_rest();

 private:
    /// The member, which is then taken; nullptr when it is absent.
    [[gnu::always_inline]] const Json* find(std::string_view name) {
        if ((marks_ & json_text::mark_of(name)) == 0) return nullptr;
        // There is a member, or no mark would be set.
        if (likely_ >= members_->size() || likely_ >= bits ||
            !json_text::equal((*members_)[likely_].name, name))
            return search(name);
        taken_ |= std::uint64_t{1} << likely_;
        return &(*members_)[likely_++].value;
    }
    const Json* search(std::string_view name);
    template <class T, class Format>
    bool fill(const Json& json, std::string_view name, T& out, Format&& format) {
        read(json, name, out, format);
        return true;
    }
    template <class T, class Format>
    bool fill(const Json& json, std::string_view name, std::optional<T>& out, Format&& format) {
        out.reset();
        if (json.is_null()) return true;
        T value{};
        read(json, name, value, format);
        out = std::move(value);
        return true;
    }
    bool is_taken(std::size_t place) const;
    void mark_taken(std::size_t place);
    template <class T, class Format>
    void read(const Json& json, std::string_view name, T& out, Format&& format) {
        Place place{&at_.place, name, 0};
        format(Cursor{json, place, at_.faults}, out);
    }

    static constexpr std::size_t bits = 64;  // of taken_

    Cursor at_;
    const Json::Object* members_ = nullptr;
    std::uint64_t marks_ = 0;  // of the names that are there: most that are absent are told by it
    std::size_t likely_ = 0;   // the place after the last one taken: bodies keep our order, mostly
    std::uint64_t taken_ = 0;  // a bit for each of the first 64 members
    std::vector<bool> taken_beyond_;  // for the rest, which only a wrong body has
};

/// Text of `least` to `most` code points without control characters.
struct TextFormat {
    std::size_t least = 0, most = 200;
    void operator()(const Cursor& at, std::string& out) const;
};
inline TextFormat text(std::size_t least, std::size_t most) { return {least, most}; }

/// A name of 1-64 of `A-Z a-z 0-9 . _ : -`: ids and codes. Source: contract.md 1 rule 1.
struct CodeFormat {
    std::size_t most = 64;
    void operator()(const Cursor& at, std::string& out) const;
};
inline CodeFormat code(std::size_t most = 64) { return {most}; }
bool is_code(std::string_view text, std::size_t most = 64);

/// A whole number within bounds, into any integer or counted thing.
struct WholeFormat {
    std::int64_t least = 0, most = amount_max;
    /// Nothing after a fault.
    std::optional<std::int64_t> read(const Cursor& at) const;
    template <std::integral T>
    void operator()(const Cursor& at, T& out) const {
        if (auto number = read(at)) out = static_cast<T>(*number);
    }
    template <class Tag>
    void operator()(const Cursor& at, Count<Tag>& out) const {
        if (auto number = read(at)) out = Count<Tag>{*number};
    }
};
inline WholeFormat whole(std::int64_t least, std::int64_t most) { return {least, most}; }

/// A decimal string with at most 6 places, between `least` and `most` inclusive. A JSON number is
/// refused: it tempts clients into floats (contract.md 5, `dec`).
struct DecimalFormat {
    Ratio least{0}, most{amount_max};
    void operator()(const Cursor& at, Ratio& out) const;
};
inline DecimalFormat decimal(std::int64_t least, std::int64_t most) {
    return {Ratio(least), Ratio(most)};
}

void truth(const Cursor& at, bool& out);
/// Whole number, decimal number or decimal string above 0, at most 3 places and 10^9; into
/// thousandths.
void quantity(const Cursor& at, std::int64_t& out);
void instant(const Cursor& at, Instant& out);
void day(const Cursor& at, Day& out);
/// "21:00" into minutes since midnight.
void minute(const Cursor& at, int& out);
/// Plain string = Spanish, or an object by language. Source: contract.md 1 rule 23.
void languages(const Cursor& at, Text& out);
/// Truth, exact number (at most 6 places) or text.
void attribute_value(const Cursor& at, AttributeValue& out);
/// An object of at most 50 attributes.
void attributes(const Cursor& at, Attributes& out);

/// A value by its word, both ways.
template <class E>
struct Word {
    std::string_view text;
    E value;
};

void unknown_word(const Cursor& at, std::vector<std::string_view> words);

template <class E, std::size_t N>
struct ChoiceFormat {
    const Word<E> (&words)[N];
    void operator()(const Cursor& at, E& out) const {
        if (const auto* text = at.json.get_if<std::string>()) {
            for (const auto& word : words) {
                if (word.text == *text) {
                    out = word.value;
                    return;
                }
            }
        }
        std::vector<std::string_view> known;
        for (const auto& word : words) known.push_back(word.text);
        unknown_word(at, std::move(known));
    }
};
template <class E, std::size_t N>
ChoiceFormat<E, N> choice(const Word<E> (&words)[N]) {
    return {words};
}
template <class E, std::size_t N>
std::string_view word_of(const Word<E> (&words)[N], E value) {
    for (const auto& word : words) {
        if (word.value == value) return word.text;
    }
    return {};
}

/// The required member "type", which says what else an object holds. None after a fault; the other
/// members, which then mean nothing, are not reported.
template <class E, std::size_t N>
std::optional<E> read_type(ObjectReader& object, const Word<E> (&words)[N]) {
    std::optional<E> type;
    object.required("type", type, [&](const Cursor& at, std::optional<E>& out) {
        for (const auto& word : words) {
            const auto* text = at.json.get_if<std::string>();
            if (text != nullptr && word.text == *text) out = word.value;
        }
        E unused{};
        if (!out) choice(words)(at, unused);  // for its fault
    });
    if (!type) object.ignore_rest();
    return type;
}

/// The array of a value; reports wrong-type, and too-many or out-of-range by the number of items.
/// nullptr after a fault.
const Json::Array* items_of(const Cursor& at, std::size_t least, std::size_t most);

template <class Item>
struct ListFormat {
    Item item;
    std::size_t least = 0, most = 1000;
    template <class T>
    void operator()(const Cursor& at, std::vector<T>& out) const {
        const auto* items = items_of(at, least, most);
        if (items == nullptr) return;
        out.clear();
        out.resize(items->size());
        for (std::size_t i = 0; i < items->size(); ++i) {
            Place place{&at.place, std::nullopt, i};
            item(Cursor{(*items)[i], place, at.faults}, out[i]);
        }
    }
};
template <class Item>
ListFormat<Item> list(Item item, std::size_t most = 1000, std::size_t least = 0) {
    return {item, least, most};
}

/// An object whose names are free (codes) and whose values all have one format.
template <class Value>
struct TableFormat {
    Value value;
    std::size_t most = 1000;
    template <class T>
    void operator()(const Cursor& at, std::map<std::string, T>& out) const {
        const auto* members = at.json.get_if<Json::Object>();
        if (members == nullptr) return at.fault("wrong-type", "expects an object");
        if (members->size() > most) {
            return at.fault("too-many", "at most " + std::to_string(most) + " entries");
        }
        out.clear();
        for (const auto& member : *members) {
            Place place{&at.place, member.name, 0};
            Cursor entry{member.value, place, at.faults};
            if (!is_code(member.name)) {
                entry.fault("wrong-format", "names are 1-64 of A-Z a-z 0-9 . _ : -");
            }
            value(entry, out[member.name]);
        }
    }
};
template <class Value>
TableFormat<Value> table(Value value, std::size_t most = 1000) {
    return {value, most};
}

}  // namespace vuelve
