#include "codec/attributes_json.h"

#include "codec/decoder.h"
#include "codec/json_writer.h"

namespace vuelve {

std::string encode_attributes(const Attributes& attributes) {
    JsonWriter writer;
    writer.begin_object();
    for (const auto& [name, value] : attributes) {
        writer.key(name);
        if (const bool* truth = std::get_if<bool>(&value)) {
            writer.value(*truth);
        } else if (const Ratio* number = std::get_if<Ratio>(&value)) {
            writer.raw(format_decimal(*number));
        } else {
            writer.value(std::get<std::string>(value));
        }
    }
    writer.end_object();
    return std::move(writer).text();
}

Attributes decode_attributes(std::string_view text) {
    Attributes decoded;
    const auto json = parse_json(text);
    if (!json) return decoded;
    Faults faults;
    const Place root;
    attributes(Cursor{*json, root, faults}, decoded);
    return decoded;
}

}  // namespace vuelve
