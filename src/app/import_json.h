#pragma once

#include <string>
#include <string_view>

#include "codec/json.h"
#include "domain/money.h"

/// Building the bodies that rows stand for, so that they pass the decoders of every other door.
namespace vuelve::app {

inline Json to_json(std::string_view text) { return Json(Json::Value(std::string(text))); }
inline Json to_json(const std::string& text) { return Json(Json::Value(text)); }
inline Json to_json(const char* text) { return Json(Json::Value(std::string(text))); }
inline Json to_json(Minor amount) { return Json(Json::Value(amount.n)); }
inline Json to_json(bool truth) { return Json(Json::Value(truth)); }
inline Json to_json(Json::Array items) { return Json(Json::Value(std::move(items))); }
inline Json to_json(Json::Object members) { return Json(Json::Value(std::move(members))); }

}  // namespace vuelve::app
