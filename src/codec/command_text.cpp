#include "codec/command_text.h"

#include <utility>

namespace vuelve {

CommandText& CommandText::put(std::string_view name, std::string json, bool is_kept) {
    if (json != "null" && json != "\"\"")
        members_.insert_or_assign(std::string(name), Member{std::move(json), is_kept});
    return *this;
}

std::string CommandText::canonical() const {
    JsonWriter out;
    out.begin_array().value(name_).begin_object();
    for (const auto& [name, member] : members_) out.key(name).raw(member.json);
    out.end_object().end_array();
    return std::move(out).text();
}

std::string CommandText::document() const {
    JsonWriter out;
    out.begin_object().member("command", name_);
    for (const auto& [name, member] : members_)
        if (member.is_kept) out.key(name).raw(member.json);
    out.end_object();
    return std::move(out).text();
}

}  // namespace vuelve
