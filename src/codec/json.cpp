#include "codec/json.h"

#include <algorithm>

#include "codec/json_reader.h"
#include "codec/json_writer.h"

namespace vuelve {
namespace {

void write_canonical(const Json& json, JsonWriter& out) {
    if (const auto* object = json.get_if<Json::Object>()) {
        std::vector<const JsonMember*> sorted;
        for (const auto& member : *object) sorted.push_back(&member);
        std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->name < b->name; });
        out.begin_object();
        for (const auto* member : sorted) {
            out.key(member->name);
            write_canonical(member->value, out);
        }
        out.end_object();
    } else if (const auto* array = json.get_if<Json::Array>()) {
        out.begin_array();
        for (const auto& item : *array) write_canonical(item, out);
        out.end_array();
    } else if (const auto* text = json.get_if<std::string>()) {
        out.value(*text);
    } else if (const auto* whole = json.get_if<std::int64_t>()) {
        out.value(*whole);
    } else if (const auto* number = json.get_if<JsonNumber>()) {
        out.raw(number->text);
    } else if (const auto* truth = json.get_if<bool>()) {
        out.value(*truth);
    } else {
        out.null();
    }
}

}  // namespace

const Json* Json::find(std::string_view name) const {
    const auto* object = get_if<Object>();
    if (object == nullptr) return nullptr;
    for (const auto& member : *object) {
        if (member.name == name) return &member.value;
    }
    return nullptr;
}

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    Result<Json> json;
    if (!read_json(text, limits, *json)) json = parse_json_strictly(text, limits);
    return json;
}

std::string canonical(const Json& json) {
    JsonWriter out;
    write_canonical(json, out);
    return std::move(out).text();
}

}  // namespace vuelve
