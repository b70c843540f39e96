#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "codec/json.h"
#include "domain/calendar.h"

/// JSON values made member by member, for what is then compared with `expect`.
namespace vuelve::cli {

inline Json to_json(std::string_view text) { return Json(std::string(text)); }
inline Json to_json(const std::string& text) { return Json(text); }
inline Json to_json(const char* text) { return Json(std::string(text)); }
inline Json to_json(std::int64_t number) { return Json(number); }
template <class Tag>
Json to_json(Count<Tag> count) {
    return Json(count.n);
}
inline Json to_json(Instant at) { return Json(format_instant(at)); }
inline Json to_json(Day day) { return Json(format_day(day)); }
inline Json to_json(Json json) { return json; }
inline Json to_json(Json::Array items) { return Json(std::move(items)); }
/// None is null.
template <class T>
Json to_json(const std::optional<T>& maybe) {
    return maybe ? to_json(*maybe) : Json();
}

class ObjectMaker {
 public:
    template <class T>
    ObjectMaker& add(std::string_view name, const T& value) {
        members_.push_back({std::string(name), to_json(value)});
        return *this;
    }
    bool empty() const { return members_.empty(); }
    Json done() && { return Json(std::move(members_)); }

 private:
    Json::Object members_;
};

}  // namespace vuelve::cli
