#include "storage/text_list.h"

#include "codec/json.h"
#include "codec/json_writer.h"
#include "storage/storage_error.h"

namespace vuelve::storage {

std::string write_list(const std::vector<std::string>& list) {
    JsonWriter json;
    json.begin_array();
    for (const auto& code : list) json.value(code);
    json.end_array();
    return std::move(json).text();
}

std::vector<std::string> read_list(std::string_view text) {
    const auto json = parse_json(text);
    const auto* array = json ? json->get_if<Json::Array>() : nullptr;
    if (!array) throw StorageError(Trouble::Corrupt, "a stored list is no JSON array");
    std::vector<std::string> list;
    for (const Json& item : *array) {
        const auto* code = item.get_if<std::string>();
        if (!code)
            throw StorageError(Trouble::Corrupt, "a stored list holds something else than text");
        list.push_back(*code);
    }
    return list;
}

}  // namespace vuelve::storage
