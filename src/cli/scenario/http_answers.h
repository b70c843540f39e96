#pragma once

#include <functional>

#include "cli/scenario/http_client.h"
#include "codec/json.h"

/// What a server told, under the keys of `expect`.
namespace vuelve::cli {

/// A member of an object, or null.
const Json& at(const Json& json, std::string_view name);
Json::Array items_at(const Json& json, std::string_view name);
std::string text_at(const Json& json, std::string_view name);
/// 64-bit ids travel as text.
std::int64_t number_at(const Json& json, std::string_view name);
/// Some members of an object, in this order; null for those it lacks.
Json pick(const Json& from, std::initializer_list<std::string_view> names);

/// The value, or another for null.
Json as_told(const Json& value, Json otherwise);

Json refused(const std::string& code);
/// Everything a command answers. `voucher_alias` gives "V1" for "vch_...".
Json told_answer(const HttpClient::Told& told,
                 const std::function<std::string(const std::string&)>& voucher_alias);

}  // namespace vuelve::cli
