#include "compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/import_text.h"

namespace vuelve::real {
namespace {

/// Members of these are counts: an absent one is 0.
constexpr std::array<std::string_view, 9> counting{"awards",   "trace",   "reversed",
                                                   "rejected", "entries", "vouchers",
                                                   "lots",     "tiers",   "money_journal"};

bool counts(std::string_view path) {
    std::size_t begin = 0;
    while (begin < path.size()) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        const auto name = path.substr(begin, end - begin);
        if (std::ranges::find(counting, name) != counting.end()) return true;
        begin = end + 1;
    }
    return false;
}

bool is_nothing(const Json& json) {
    if (const auto* number = json.get_if<std::int64_t>()) return *number == 0;
    const auto* members = json.get_if<Json::Object>();
    return members && std::ranges::all_of(*members, [](const JsonMember& member) {
               return is_nothing(member.value);
           });
}

bool is_scalar(const Json& json) {
    return !json.get_if<Json::Object>() && !json.get_if<Json::Array>();
}

bool is_row(const Json& json) {
    const auto* members = json.get_if<Json::Object>();
    return members && std::ranges::all_of(*members, [](const JsonMember& member) {
               return is_scalar(member.value);
           });
}

std::string text_of(const Json* json) { return json ? canonical(*json) : "absent"; }

std::string child(const std::string& path, const std::string& name) {
    return path.empty() ? name : path + "." + name;
}

/// Names of both, those of the first in their order and then what only the second has.
std::vector<std::string> names_of(const Json* first, const Json* second) {
    std::vector<std::string> names;
    for (const Json* json : {first, second}) {
        const auto* members = json ? json->get_if<Json::Object>() : nullptr;
        if (!members) continue;
        for (const JsonMember& member : *members)
            if (std::ranges::find(names, member.name) == names.end()) names.push_back(member.name);
    }
    return names;
}

}  // namespace

bool Comparison::same(const std::string& path, const Json* ours, const Json* expected) const {
    if (ours && expected) return canonical(*ours) == canonical(*expected);
    const Json* one = ours ? ours : expected;
    return counts(path) && one && is_nothing(*one);
}

void Comparison::compare_row(const std::string& path, const Json* ours, const Json* expected) {
    std::string line;
    bool differs = false;
    for (const std::string& name : names_of(expected, ours)) {
        const Json* our = ours ? ours->find(name) : nullptr;
        const Json* wanted = expected ? expected->find(name) : nullptr;
        const bool is_same = same(child(path, name), our, wanted);
        differs |= !is_same;
        line += fmt::format("{}{} {} {} {}", line.empty() ? "" : ", ", name, text_of(our),
                            is_same ? "=" : "instead of", text_of(wanted));
    }
    fmt::print("{} {}: {}\n", differs ? "WRONG" : "ok   ", path, line.empty() ? "none" : line);
    if (differs) differences_.push_back(path);
}

void Comparison::compare(const std::string& path, const Json& ours, const Json& expected) {
    const auto* items = ours.get_if<Json::Array>();
    const auto* wanted = expected.get_if<Json::Array>();
    if (items && wanted && items->size() == wanted->size()) {
        for (std::size_t i = 0; i < items->size(); ++i) {
            const std::string place = path + "." + std::to_string(i);
            if (canonical((*items)[i]) == canonical((*wanted)[i]))
                fmt::print("ok    {}: {}\n", place, text_of(wanted->at(i).find("member")));
            else
                compare(place, (*items)[i], (*wanted)[i]);
        }
        return;
    }
    if (!ours.get_if<Json::Object>() || !expected.get_if<Json::Object>()) {
        const bool is_same = canonical(ours) == canonical(expected);
        fmt::print("{} {}: {} {} {}\n", is_same ? "ok   " : "WRONG", path, text_of(&ours),
                   is_same ? "=" : "instead of", text_of(&expected));
        if (!is_same) differences_.push_back(path);
        return;
    }
    if (is_row(ours) && is_row(expected)) return compare_row(path, &ours, &expected);
    for (const std::string& name : names_of(&expected, &ours)) {
        const Json* our = ours.find(name);
        const Json* want = expected.find(name);
        const std::string place = child(path, name);
        if (our && want) {
            compare(place, *our, *want);
        } else if (!same(place, our, want)) {
            fmt::print("WRONG {}: {} instead of {}\n", place, text_of(our), text_of(want));
            differences_.push_back(place);
        }
    }
}

void Comparison::compare_lines(const std::string& name,
                               const std::vector<std::string>& ours,
                               const std::vector<std::string>& expected) {
    const std::size_t wanted = expected.empty() ? 0 : expected.size() - 1;
    std::size_t differing = 0;
    std::string first;
    for (std::size_t i = 0; i < std::max(ours.size(), wanted); ++i) {
        const std::string our = i < ours.size() ? ours[i] : "nothing";
        const std::string want = i < wanted ? expected[i + 1] : "nothing";
        if (our == want) continue;
        if (++differing == 1)
            first = fmt::format("row {} of {} ({})\n      ours     {}\n      expected {}", i + 1,
                                name, expected.front(), our, want);
    }
    expect(differing == 0, differing == 0 ? name : first,
           fmt::format("{} rows of {}, {} differ", ours.size(), wanted, differing));
}

void Comparison::expect(bool holds, const std::string& name, const std::string& told) {
    fmt::print("{} {}: {}\n", holds ? "ok   " : "WRONG", name, told);
    if (!holds) differences_.push_back(name);
}

std::optional<std::vector<std::string>> lines_of(const std::filesystem::path& file) {
    auto stream = cli::open_text(file.string());
    if (!stream) return std::nullopt;
    std::string text;
    std::array<char, 65536> piece;
    for (;;) {
        auto taken = (*stream)->read(piece);
        if (!taken) return std::nullopt;
        if (*taken == 0) break;
        text.append(piece.data(), *taken);
    }
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

}  // namespace vuelve::real
