#include "cli/scenario/golden_case.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "codec/decoder.h"

namespace vuelve::cli {
namespace {

void as_it_is(const Cursor& at, Json& out) { out = at.json; }

/// What a step says to the world: everything but its clock, its name and what is expected.
Json arguments_of(const Json::Object& step) {
    Json::Object rest;
    for (const JsonMember& member : step)
        if (member.name != "op" && member.name != "at" && member.name != "expect")
            rest.push_back(member);
    return Json(std::move(rest));
}

void decode_step(const Cursor& at, GoldenStep& out) {
    ObjectReader object(at);
    object.required("op", out.op, code());
    object.required("at", out.at, instant);
    object.optional("id", out.id, code());
    object.required("expect", out.expect, as_it_is);
    object.ignore_rest();
    if (const auto* members = at.json.get_if<Json::Object>())
        out.arguments = arguments_of(*members);
    if (!out.expect.find("status")) object.fault("expect", "required", "status is always expected");
}

void decode_case(const Cursor& at, GoldenCase& out) {
    ObjectReader object(at);
    Json refs;
    object.required("id", out.id, code());
    object.required("title", out.title, text(0, 400));
    object.optional("refs", refs, as_it_is);
    object.required("config", out.config, as_it_is);
    object.required("members", out.members, as_it_is);
    object.required("steps", out.steps, list(decode_step, 10'000, 1));
}

void decode_file(const Cursor& at, std::vector<GoldenCase>& out) {
    ObjectReader object(at);
    std::string schema, chapter;
    object.required("schema", schema, text(1, 64));
    object.required("chapter", chapter, text(1, 200));
    object.required("cases", out, list(decode_case, 10'000));
    if (schema != "loyalty-golden/1")
        object.fault("schema", "wrong-format", "expects loyalty-golden/1");
    for (GoldenCase& golden : out) golden.chapter = chapter;
}

}  // namespace

std::expected<std::vector<GoldenCase>, std::string> load_cases(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::unexpected(path + ": cannot be read");
    std::string content{std::istreambuf_iterator<char>(file), {}};
    auto json = parse_json(content, {.size_max = std::size_t{64} << 20});
    if (!json) return std::unexpected(fmt::format("{}: {}", path, json.error().message));

    Faults faults;
    Place whole{};
    std::vector<GoldenCase> cases;
    decode_file(Cursor{*json, whole, faults}, cases);
    if (faults.empty()) return cases;
    std::string message = path + ":";
    for (const Fault& fault : std::move(faults).take())
        message += fmt::format("\n  {}: {}: {}", fault.pointer, fault.code, fault.detail);
    return std::unexpected(message);
}

}  // namespace vuelve::cli
