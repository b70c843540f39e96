#include "codec/csv.h"

#include <algorithm>

namespace vuelve {
namespace {

/// "-1250", "+3.5": harmless, and of no use to whoever adds columns up when it becomes text.
bool is_plain_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return false;
    return std::ranges::count(text, '.') <= 1 &&
           std::ranges::all_of(text, [&](char c) { return is_digit(c) || c == '.'; });
}

bool would_run(std::string_view text) {
    constexpr std::string_view starts = "=+-@\t\r";
    return !text.empty() && starts.contains(text.front()) && !is_plain_number(text);
}

}  // namespace

std::string csv_field(std::string_view text) {
    std::string field = would_run(text) ? "\"'" : "\"";
    for (char c : text) field.append(c == '"' ? 2 : 1, c);
    return field + "\"";
}

std::string csv_record(std::initializer_list<std::string_view> fields) {
    std::string record;
    for (std::string_view field : fields) {
        if (!record.empty()) record += ',';
        record += csv_field(field);
    }
    return record + "\r\n";
}

}  // namespace vuelve
