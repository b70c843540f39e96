#pragma once

#include <map>
#include <string>
#include <string_view>

#include "codec/json_writer.h"

namespace vuelve {

/// The two texts of a command: what is hashed to tell whether two are the same, and what is kept
/// with its transaction. Values that are empty or none are left out of both, so a later release may
/// add members. Source: contract.md 1 rule 1 and 7.
class CommandText {
 public:
    explicit CommandText(std::string name) : name_(std::move(name)) {}

    /// Hashed and kept.
    template <class T>
    CommandText& say(std::string_view name, const T& value) {
        return add(name, value, true);
    }
    /// Only hashed: references to people, identities, codes, free text.
    template <class T>
    CommandText& hide(std::string_view name, const T& value) {
        return add(name, value, false);
    }

    /// `["reserve",{"currency":"PTS",...}]`, members sorted by name.
    std::string canonical() const;
    /// `{"command":"reserve","currency":"PTS",...}` without what is only hashed.
    std::string document() const;

 private:
    struct Member {
        std::string json;
        bool is_kept = false;
    };

    template <class T>
    CommandText& add(std::string_view name, const T& value, bool is_kept) {
        JsonWriter out;
        out.value(value);
        return put(name, std::move(out).text(), is_kept);
    }
    CommandText& put(std::string_view name, std::string json, bool is_kept);

    std::string name_;
    std::map<std::string, Member, std::less<>> members_;
};

}  // namespace vuelve
