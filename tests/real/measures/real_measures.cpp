#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>

#include "../compare.h"
#include "measures.h"

/// real_measures rfm|uplift|lifetime DATA ANSWERS
///
/// Computes the measures of a real data set and compares every number, to six decimals, with the
/// known answers. Exit codes: 0 match, 1 not, 2 wrong use.
namespace vuelve::real {
namespace {

Json read_answers(const std::string& path) {
    std::ifstream file(path);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    auto json = parse_json(text);
    if (!file || !json) throw UnusableFile{path + " is not readable JSON"};
    return std::move(*json);
}

/// Numbers that are not whole with six decimals, so that equal ones have equal texts; what only
/// explains the answers left out.
Json to_six_decimals(const Json& json) {
    if (const auto* number = json.get_if<JsonNumber>()) {
        double value = 0;
        std::from_chars(number->text.data(), number->text.data() + number->text.size(), value);
        return Json(JsonNumber{fmt::format("{:.6f}", value)});
    }
    const auto* members = json.get_if<Json::Object>();
    if (!members) return json;
    Json::Object kept;
    for (const JsonMember& member : *members)
        if (member.name != "rule" && member.name != "rows")
            kept.push_back({member.name, to_six_decimals(member.value)});
    return Json(std::move(kept));
}

int run(std::string_view measure, const std::string& data, const std::string& answers) {
    const Json expected = to_six_decimals(read_answers(answers));
    const Json ours = measure == "rfm"      ? rfm_of_retail(data)
                      : measure == "uplift" ? uplift_of_hillstrom(data)
                                            : lifetime_of_cdnow(data);
    Comparison comparison;
    comparison.compare("", to_six_decimals(ours), expected);
    const auto differing = comparison.differences().size();
    fmt::print("{}: {}\n", measure, differing == 0 ? "match" : fmt::format("{} differ", differing));
    return differing == 0 ? 0 : 1;
}

}  // namespace
}  // namespace vuelve::real

int main(int count, char** arguments) {
    const std::string_view measure = count == 4 ? arguments[1] : "";
    if (measure != "rfm" && measure != "uplift" && measure != "lifetime") {
        fmt::print(stderr, "real_measures rfm|uplift|lifetime DATA ANSWERS\n");
        return 2;
    }
    try {
        return vuelve::real::run(measure, arguments[2], arguments[3]);
    } catch (const vuelve::real::UnusableFile& bad) {
        fmt::print(stderr, "real_measures: {}\n", bad.what);
        return 1;
    }
}
