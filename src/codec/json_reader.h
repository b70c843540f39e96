#pragma once

#include <string_view>

#include "codec/json.h"

/// How parse_json reads: in one pass straight into the tree, which takes a third of the time of the
/// parser that says what is wrong with a text. Internal to json.cpp and the tests that hold the one
/// against the other. Source: docs/adr/0083.
namespace vuelve {

/// Fills `out` and is true when `text` is one JSON value within the limits. False says nothing but
/// "ask parse_json_strictly": mostly of a wrong text, and of rare good ones, with an exponent.
bool read_json(std::string_view text, const JsonLimits& limits, Json& out);

/// parse_json by Boost.JSON's grammar, which finds the words and the place of what is wrong.
Result<Json> parse_json_strictly(std::string_view text, const JsonLimits& limits);

}  // namespace vuelve
