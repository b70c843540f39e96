#include "codec/member_update.h"

#include "codec/attributes_json.h"
#include "codec/programme_words.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t name_max = 200, alias_max = 40, codes_max = 50;

/// A member of the body that may be absent, null or a value.
template <class T>
struct Told {
    bool is_told = false;
    std::optional<T> value{};

    template <class Format>
    void read(ObjectReader& object, std::string_view name, Format&& format) {
        is_told = object.optional(name, value, format);
    }
    /// For texts: "" takes away.
    std::optional<T> or_empty() const {
        return is_told ? std::optional(value.value_or(T{})) : std::nullopt;
    }
};

void decode_told_language(const Cursor& at, std::string& out) {
    std::string_view word;
    choice(words::language)(at, word);
    out = word;
}

void decode_born(const Cursor& at, Day& out) {
    const std::size_t before = at.faults.size();
    day(at, out);
    if (at.faults.size() == before && out < day_of(1900, 1, 1))
        at.fault("out-of-range", "expects 1900 or later");
}

void decode_some_value(const Cursor& at, std::optional<AttributeValue>& out) {
    if (!at.json.is_null()) attribute_value(at, out.emplace());
}

struct Body {
    Told<std::string> name, alias, language, home_store;
    Told<Day> birth_date;
    std::map<std::string, std::optional<AttributeValue>> attributes;
    std::vector<std::string> add, remove;
};

void decode_segment_changes(const Cursor& at, Body& out) {
    ObjectReader object(at);
    object.optional("add", out.add, list(code(), codes_max));
    object.optional("remove", out.remove, list(code(), codes_max));
}

void decode_update(const Cursor& at, Body& out) {
    ObjectReader object(at);
    out.name.read(object, "name", text(1, name_max));
    out.alias.read(object, "alias", text(1, alias_max));
    out.language.read(object, "language", decode_told_language);
    out.home_store.read(object, "home_store", code());
    out.birth_date.read(object, "birth_date", decode_born);
    object.optional("attributes", out.attributes, table(decode_some_value, 50));
    object.optional("segments", out, decode_segment_changes);
    const bool is_empty = !out.name.is_told && !out.alias.is_told && !out.language.is_told &&
                          !out.home_store.is_told && !out.birth_date.is_told &&
                          out.attributes.empty() && out.add.empty() && out.remove.empty();
    if (is_empty) at.fault("required", "says at least one thing that changes");
}

std::string joined(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text.append(text.empty() ? "" : " ").append(code);
    return text;
}

/// Taking away and not mentioning are two things, which an empty text would not tell apart.
template <class T>
std::string hashed(const Told<T>& told) {
    if (!told.is_told) return {};
    JsonWriter out;
    out.value(told.value);
    return std::move(out).text();
}

std::string hashed(const std::map<std::string, std::optional<AttributeValue>>& attributes) {
    Attributes set;
    std::vector<std::string> gone;
    for (const auto& [name, value] : attributes)
        if (value)
            set.emplace(name, *value);
        else
            gone.push_back(name);
    return attributes.empty() ? "" : encode_attributes(set) + " -" + joined(gone);
}

std::string changed_names(const Body& body) {
    std::vector<std::string> names;
    const auto add = [&](bool is_told, const char* name) {
        if (is_told) names.emplace_back(name);
    };
    add(body.alias.is_told, "alias");
    add(!body.attributes.empty(), "attributes");
    add(body.birth_date.is_told, "birth_date");
    add(body.home_store.is_told, "home_store");
    add(body.language.is_told, "language");
    add(body.name.is_told, "name");
    add(!body.add.empty() || !body.remove.empty(), "segments");
    return joined(names);
}

}  // namespace

Result<CommandRequest> decode_member_update(const Json& json, std::string member) {
    Body body = TRY(decode_body<Body>(json, decode_update));
    CommandRequest request{
        .body = {}, .text = CommandText("update_member"), .member = std::move(member)};
    request.text.hide("member", request.member)
        .say("changed", changed_names(body))
        .say("home_store", body.home_store.value)
        .say("segments_added", joined(body.add))
        .say("segments_removed", joined(body.remove))
        .hide("name", hashed(body.name))
        .hide("alias", hashed(body.alias))
        .hide("language", hashed(body.language))
        .hide("birth_date", hashed(body.birth_date))
        .hide("attributes", hashed(body.attributes));
    request.profile =
        ProfileChange{body.name.or_empty(), body.alias.or_empty(), body.language.or_empty()};
    request.body =
        UpdateMember{.home_store = body.home_store.or_empty(),
                     .birth_date = body.birth_date.value,
                     .forgets_birth_date = body.birth_date.is_told && !body.birth_date.value,
                     .attributes = std::move(body.attributes),
                     .add_segments = std::move(body.add),
                     .remove_segments = std::move(body.remove)};
    return request;
}

}  // namespace vuelve
