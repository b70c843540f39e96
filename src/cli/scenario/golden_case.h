#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"
#include "domain/calendar.h"

/// Golden cases as they stand in their files. Source: tests/golden/README.md, schema.json.
namespace vuelve::cli {

struct GoldenStep {
    std::string op;
    Instant at{};
    std::string id;  // "" for reads and advance
    Json arguments;  // the step without `op`, `at` and `expect`
    Json expect;
};

struct GoldenCase {
    std::string chapter;
    std::string id, title;
    Json config;
    Json members;  // a list
    std::vector<GoldenStep> steps;
};

/// The cases of one file, in order. Errors: a line that names the file and what is wrong with it.
std::expected<std::vector<GoldenCase>, std::string> load_cases(const std::string& path);

}  // namespace vuelve::cli
