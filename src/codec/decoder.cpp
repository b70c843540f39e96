#include "codec/decoder.h"

#include <algorithm>

namespace vuelve {
namespace {

constexpr std::size_t name_shown_max = 100;

/// RFC 6901 escapes; a name longer than anybody's field is cut, at a character.
void append_step(std::string& pointer, std::string_view name) {
    bool cut = name.size() > name_shown_max;
    if (cut) {
        std::size_t end = name_shown_max;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
        name = name.substr(0, end);
    }
    for (char c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    if (cut) pointer += "...";
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

const std::string* text_of(const Cursor& at, const char* expected) {
    const auto* text = at.json.get_if<std::string>();
    if (text == nullptr) at.fault("wrong-type", expected);
    return text;
}

constexpr const char* attribute_expected =
    "expects true, false, text or a number with at most 6 places";

}  // namespace

void Faults::add(std::string pointer, std::string_view code, std::string detail) {
    if (list_.size() >= faults_max) return;
    list_.push_back(Fault{std::move(pointer), std::string(code), std::move(detail)});
}

std::string Place::pointer() const {
    if (parent == nullptr) return {};
    std::string pointer = parent->pointer();
    pointer += '/';
    if (name) {
        append_step(pointer, *name);
    } else {
        pointer += std::to_string(index);
    }
    return pointer;
}

void Cursor::fault(std::string_view code, std::string detail) const {
    faults.add(place.pointer(), code, std::move(detail));
}

ObjectReader::ObjectReader(const Cursor& at) : at_(at), members_(at.json.get_if<Json::Object>()) {
    if (members_ == nullptr) {
        at.fault("wrong-type", "expects an object");
        return;
    }
    for (const JsonMember& member : *members_) marks_ |= json_text::mark_of(member.name);
    if (members_->size() > bits) taken_beyond_.resize(members_->size() - bits, false);
}

ObjectReader::~ObjectReader() {
    const std::size_t members = members_ == nullptr ? 0 : members_->size();
    if (members < bits && taken_ == (std::uint64_t{1} << members) - 1) return;
    for (std::size_t i = 0; i < members; ++i) {
        if (!is_taken(i))
            fault((*members_)[i].name, "unknown-field", "there is no such field here");
    }
}

bool ObjectReader::is_taken(std::size_t place) const {
    return place < bits ? (taken_ >> place & 1U) != 0 : taken_beyond_[place - bits];
}

void ObjectReader::mark_taken(std::size_t place) {
    if (place < bits)
        taken_ |= std::uint64_t{1} << place;
    else
        taken_beyond_[place - bits] = true;
}

const Json* ObjectReader::search(std::string_view name) {
    const auto found = std::ranges::find_if(
        *members_, [&](const JsonMember& member) { return json_text::equal(member.name, name); });
    if (found == members_->end()) return nullptr;
    const auto place = static_cast<std::size_t>(found - members_->begin());
    mark_taken(place);
    likely_ = place + 1;
    return &found->value;
}

bool ObjectReader::has(std::string_view name) const {
    const Json* json = at_.json.find(name);
    return json != nullptr && !json->is_null();
}

void ObjectReader::fault(std::string_view name, std::string_view code, std::string detail) const {
    at_.faults.add(Place{&at_.place, name, 0}.pointer(), code, std::move(detail));
}

void ObjectReader::missing(std::string_view name) const {
    // One fault is enough for a value that is no object at all.
    if (members_ != nullptr) fault(name, "required", "this field is required");
}

void ObjectReader::ignore_rest() {
    taken_ = ~std::uint64_t{0};
    taken_beyond_.assign(taken_beyond_.size(), true);
}

void TextFormat::operator()(const Cursor& at, std::string& out) const {
    const auto* text = text_of(at, "expects text");
    if (text == nullptr) return;
    if (text->size() > most && code_points(*text) > most) {
        return at.fault("too-long", "at most " + std::to_string(most) + " characters");
    }
    constexpr std::size_t bytes_each_max = 4;
    if (text->size() < bytes_each_max * least && code_points(*text) < least) {
        return at.fault("wrong-format", least == 1
                                            ? "may not be empty"
                                            : "at least " + std::to_string(least) + " characters");
    }
    if (json_text::has_control(*text))
        return at.fault("wrong-format", "control characters are not allowed");
    json_text::assign(out, *text);
}

bool is_code(std::string_view text, std::size_t most) {
    if (text.empty() || text.size() > most) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == ':' || c == '-';
    });
}

void CodeFormat::operator()(const Cursor& at, std::string& out) const {
    const auto* text = text_of(at, "expects text");
    if (text == nullptr) return;
    if (text->size() > most) {
        return at.fault("too-long", "at most " + std::to_string(most) + " characters");
    }
    if (!is_code(*text, most)) {
        return at.fault("wrong-format",
                        "expects 1-" + std::to_string(most) + " characters of A-Z a-z 0-9 . _ : -");
    }
    json_text::assign(out, *text);
}

std::optional<std::int64_t> WholeFormat::read(const Cursor& at) const {
    const auto* number = at.json.get_if<std::int64_t>();
    const auto* other = at.json.get_if<JsonNumber>();
    bool huge = other != nullptr && other->text.find_first_of(".eE") == std::string::npos;
    if (number == nullptr && !huge) {
        at.fault("wrong-type", "expects a whole number");
        return std::nullopt;
    }
    if (huge || *number < least || *number > most) {
        at.fault("out-of-range",
                 "expects " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    return *number;
}

void DecimalFormat::operator()(const Cursor& at, Ratio& out) const {
    const auto* text = text_of(at, "expects a decimal as text, such as \"1.25\"");
    if (text == nullptr) return;
    auto value = parse_decimal(*text);
    if (!value) {
        return at.fault("wrong-format",
                        "expects a decimal with at most 6 places, such as \"1.25\"");
    }
    if (*value < least || most < *value) {
        auto bound = [](const Ratio& ratio) {
            return std::to_string(static_cast<std::int64_t>(ratio.num()));
        };
        return at.fault("out-of-range", "expects " + bound(least) + " to " + bound(most));
    }
    out = *value;
}

void truth(const Cursor& at, bool& out) {
    if (const auto* value = at.json.get_if<bool>()) {
        out = *value;
    } else {
        at.fault("wrong-type", "expects true or false");
    }
}

void quantity(const Cursor& at, std::int64_t& out) {
    constexpr std::int64_t most = 1'000'000'000;
    std::optional<Ratio> value;
    if (const auto* number = at.json.get_if<std::int64_t>()) {
        if (*number > 0 && *number <= most) {
            out = *number * 1000;
            return;
        }
        value = Ratio(*number);
    } else if (const auto* exact = at.json.get_if<JsonNumber>()) {
        value = parse_decimal(exact->text, 3);
    } else if (const auto* text = at.json.get_if<std::string>()) {
        value = parse_decimal(*text, 3);
    } else {
        return at.fault("wrong-type", "expects a number or a decimal as text");
    }
    if (!value) return at.fault("wrong-format", "expects a number with at most 3 decimal places");
    if (value->num() <= 0 || Ratio(most) < *value) {
        return at.fault("out-of-range", "expects more than 0 and at most " + std::to_string(most));
    }
    out = static_cast<std::int64_t>(value->num() * (1000 / value->den()));
}

void instant(const Cursor& at, Instant& out) {
    constexpr const char* expected = "expects RFC 3339 with offset: \"2026-03-10T18:05:00-05:00\"";
    const auto* text = text_of(at, expected);
    if (text == nullptr) return;
    if (auto value = parse_instant(*text)) {
        out = *value;
    } else {
        at.fault("wrong-format", expected);
    }
}

void day(const Cursor& at, Day& out) {
    constexpr const char* expected = "expects a date: \"2026-03-10\"";
    const auto* text = text_of(at, expected);
    if (text == nullptr) return;
    if (auto value = parse_day(*text)) {
        out = *value;
    } else {
        at.fault("wrong-format", expected);
    }
}

void minute(const Cursor& at, int& out) {
    constexpr const char* expected = "expects a time of day: \"21:00\"";
    const auto* text = text_of(at, expected);
    if (text == nullptr) return;
    if (auto value = parse_minute(*text)) {
        out = *value;
    } else {
        at.fault("wrong-format", expected);
    }
}

void languages(const Cursor& at, Text& out) {
    constexpr TextFormat format{1, 300};
    Text result;
    if (at.json.get_if<std::string>() != nullptr) {
        format(at, result["es"]);
    } else {
        ObjectReader object(at);
        for (std::string_view language : {"es", "en", "pt"}) {
            std::string words;
            if (object.optional(language, words, format)) result[std::string(language)] = words;
        }
        if (at.json.get_if<Json::Object>() != nullptr && result.empty()) object.missing("es");
    }
    out = std::move(result);
}

void attribute_value(const Cursor& at, AttributeValue& out) {
    if (const auto* truth_value = at.json.get_if<bool>()) {
        out = *truth_value;
    } else if (const auto* number = at.json.get_if<std::int64_t>()) {
        out = Ratio(*number);
    } else if (const auto* exact = at.json.get_if<JsonNumber>()) {
        if (auto value = parse_decimal(exact->text)) {
            out = *value;
        } else {
            at.fault("wrong-format", attribute_expected);
        }
    } else if (at.json.get_if<std::string>() != nullptr) {
        std::string words;
        TextFormat{0, 500}(at, words);
        out = std::move(words);
    } else {
        at.fault("wrong-type", attribute_expected);
    }
}

void attributes(const Cursor& at, Attributes& out) { table(attribute_value, 50)(at, out); }

void unknown_word(const Cursor& at, std::vector<std::string_view> words) {
    if (at.json.get_if<std::string>() == nullptr) return at.fault("wrong-type", "expects text");
    std::string detail = "expects one of";
    for (auto word : words) detail.append(" ").append(word);
    at.fault("wrong-format", std::move(detail));
}

const Json::Array* items_of(const Cursor& at, std::size_t least, std::size_t most) {
    const auto* items = at.json.get_if<Json::Array>();
    if (items == nullptr) {
        at.fault("wrong-type", "expects a list");
    } else if (items->size() > most) {
        at.fault("too-many",
                 std::to_string(items->size()) + " items, at most " + std::to_string(most));
        return nullptr;
    } else if (items->size() < least) {
        at.fault("required", "expects at least " + std::to_string(least));
        return nullptr;
    }
    return items;
}

}  // namespace vuelve
