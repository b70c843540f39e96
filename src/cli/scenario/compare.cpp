#include "cli/scenario/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace vuelve::cli {
namespace {

using Differences = std::vector<Difference>;

/// True for zero, and for objects and lists that hold nothing else: a balance never touched, a
/// holder without lots.
bool is_nothing(const Json& json) {
    if (const auto* number = json.get_if<std::int64_t>()) return *number == 0;
    if (const auto* items = json.get_if<Json::Array>()) return items->empty();
    if (const auto* members = json.get_if<Json::Object>())
        return std::ranges::all_of(*members, [](const auto& m) { return is_nothing(m.value); });
    return false;
}

/// What is left of a table by holder and currency without its empty rows.
Json without_nothing(const Json& table) {
    Json::Object kept;
    const auto* holders = table.get_if<Json::Object>();
    if (!holders) return table;
    for (const JsonMember& holder : *holders) {
        Json::Object rows;
        if (const auto* currencies = holder.value.get_if<Json::Object>())
            for (const JsonMember& row : *currencies)
                if (!is_nothing(row.value)) rows.push_back(row);
        if (!rows.empty()) kept.push_back({holder.name, Json(std::move(rows))});
    }
    return Json(std::move(kept));
}

std::optional<double> as_double(const Json& json) {
    if (const auto* whole = json.get_if<std::int64_t>()) return static_cast<double>(*whole);
    const auto* number = json.get_if<JsonNumber>();
    if (!number) return std::nullopt;
    double value = 0;
    const char* end = number->text.data() + number->text.size();
    auto read = std::from_chars(number->text.data(), end, value);
    return read.ec == std::errc() ? std::optional(value) : std::nullopt;
}

/// Numbers of metrics: relative tolerance 1e-6 (README, `value`).
bool close(const Json& expected, const Json& actual) {
    auto a = as_double(expected);
    auto b = as_double(actual);
    return a && b && std::abs(*a - *b) <= 1e-6 * std::max(std::abs(*a), std::abs(*b));
}

void walk(const std::string& where, const Json& expected, const Json& actual, Differences& out);

void walk_members(const std::string& where,
                  const Json::Object& expected,
                  const Json::Object& actual,
                  Differences& out) {
    auto find = [](const Json::Object& members, std::string_view name) {
        auto found = std::ranges::find(members, name, &JsonMember::name);
        return found == members.end() ? nullptr : &found->value;
    };
    for (const JsonMember& member : expected) {
        const Json* other = find(actual, member.name);
        std::string place = where + "." + member.name;
        if (other) {
            walk(place, member.value, *other, out);
        } else {
            out.push_back({place, canonical(member.value), "(absent)"});
        }
    }
    for (const JsonMember& member : actual)
        if (!find(expected, member.name))
            out.push_back({where + "." + member.name, "(absent)", canonical(member.value)});
}

void walk(const std::string& where, const Json& expected, const Json& actual, Differences& out) {
    const auto* members = expected.get_if<Json::Object>();
    const auto* other_members = actual.get_if<Json::Object>();
    if (members && other_members) return walk_members(where, *members, *other_members, out);
    const auto* items = expected.get_if<Json::Array>();
    const auto* other_items = actual.get_if<Json::Array>();
    if (items && other_items && items->size() == other_items->size()) {
        for (std::size_t i = 0; i < items->size(); ++i)
            walk(fmt::format("{}[{}]", where, i), (*items)[i], (*other_items)[i], out);
        return;
    }
    std::string a = canonical(expected);
    std::string b = canonical(actual);
    if (a == b || (where.starts_with("value") && close(expected, actual))) return;
    out.push_back({where, std::move(a), std::move(b)});
}

/// The actual journal, each entry with a `rule` only where the expected one names it.
Json rules_as_expected(const Json& expected, const Json& actual) {
    const auto* wanted = expected.get_if<Json::Array>();
    const auto* entries = actual.get_if<Json::Array>();
    if (!wanted || !entries) return actual;
    Json::Array kept;
    for (std::size_t i = 0; i < entries->size(); ++i) {
        bool named = i < wanted->size() && (*wanted)[i].find("rule");
        Json::Object entry;
        if (const auto* members = (*entries)[i].get_if<Json::Object>())
            std::ranges::copy_if(*members, std::back_inserter(entry),
                                 [&](const auto& m) { return named || m.name != "rule"; });
        kept.push_back(Json(std::move(entry)));
    }
    return Json(std::move(kept));
}

}  // namespace

std::vector<Difference> compare(std::string_view key, const Json& expected, const Json& actual) {
    Differences found;
    std::string where(key);
    if (key == "balances" || key == "lots") {
        walk(where, without_nothing(expected), without_nothing(actual), found);
    } else if (key == "journal") {
        walk(where, expected, rules_as_expected(expected, actual), found);
    } else {
        walk(where, expected, actual, found);
    }
    return found;
}

}  // namespace vuelve::cli
