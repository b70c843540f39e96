#include "codec/own_data_json.h"

#include "codec/csv.h"
#include "codec/json_writer.h"

namespace vuelve {
namespace {

void write_value(JsonWriter& out, const OwnValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        out.value(*number);
    else if (const auto* text = std::get_if<std::string>(&value))
        out.value(*text);
    else if (const auto* json = std::get_if<OwnJson>(&value))
        out.raw(json->text);
    else
        out.null();
}

std::string text_of(const OwnValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* json = std::get_if<OwnJson>(&value)) return json->text;
    return {};
}

}  // namespace

std::string own_data_json(const OwnData& data) {
    JsonWriter out;
    out.begin_object().member("member", data.member).member("made_at", data.made_at);
    out.key("sections").begin_object();
    for (const OwnSection& section : data.sections) {
        out.key(section.name).begin_array();
        for (const OwnRecord& record : section.records) {
            out.begin_object();
            for (const auto& [name, value] : record) {
                out.key(name);
                write_value(out, value);
            }
            out.end_object();
        }
        out.end_array();
    }
    return std::move(out.end_object().end_object()).text();
}

std::string own_data_csv(const OwnData& data) {
    std::string file = csv_record({"section", "record", "field", "value"});
    for (const OwnSection& section : data.sections)
        for (std::size_t i = 0; i < section.records.size(); ++i)
            for (const auto& [name, value] : section.records[i])
                if (!std::holds_alternative<std::monostate>(value))
                    file += csv_record({section.name, std::to_string(i + 1), name, text_of(value)});
    return file;
}

}  // namespace vuelve
