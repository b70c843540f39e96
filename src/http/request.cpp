#include "http/request.h"

#include <algorithm>
#include <array>

namespace vuelve::http {
namespace {

constexpr std::array<std::string_view, 7> words{"GET",   "HEAD",   "POST",   "PUT",
                                                "PATCH", "DELETE", "OPTIONS"};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Method parse_method(std::string_view word) {
    const auto found = std::ranges::find(words, word);
    return static_cast<Method>(found - words.begin());  // past the last word stands Other
}

std::string_view name(Method method) {
    const auto index = static_cast<std::size_t>(method);
    return index < words.size() ? words[index] : "OTHER";
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (const auto& [field, value] : fields_)
        if (equals_ignoring_case(field, name)) return value;
    return std::nullopt;
}

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
    std::erase_if(fields_,
                  [&](const auto& field) { return equals_ignoring_case(field.first, name); });
    add(std::string(name), std::move(value));
}

}  // namespace vuelve::http
