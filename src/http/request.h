#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What handlers see of a request: plain values, nothing of the library that read it (design.md
/// D3).
namespace vuelve::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options, Other };

/// Other for every word we do not route.
Method parse_method(std::string_view word);
std::string_view name(Method method);

/// ASCII only, as header names and scheme words are.
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// Header fields in the order they came; names compare without case. A request has a dozen, so a
/// list beats a map.
class Headers {
 public:
    /// First field of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    void add(std::string name, std::string value);
    /// Replaces every field of that name.
    void set(std::string_view name, std::string value);

    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }
    std::size_t size() const { return fields_.size(); }

 private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

enum class CallerKind : std::uint8_t { Key, Staff, Till, Member };

/// Who asks: what the credential carries. Tenant and programme come from here, never from a body
/// (design.md D11).
struct Caller {
    std::string credential;  // key or session id: limits are counted by it
    std::string owner;       // person or integration behind it: idempotency keys belong to it
    std::vector<std::string> scopes;
    std::vector<std::string> stores;     // empty = every store
    std::vector<std::string> origins{};  // web pages it may be used from; empty = no page
    std::int64_t tenant = 0;
    std::int64_t programme = 0;

    CallerKind kind = CallerKind::Key;
    bool own_orders = false;  // a web shop's key: takes back what its owner recorded
    // Of sessions only:
    std::int64_t subject = 0;                     // staff_id, or the member's holder_id
    std::string role{};                           // of staff
    std::string till{};                           // the device at which they signed in with a PIN
    std::vector<std::string> own_members{};       // cards of the staff themselves
    std::optional<std::int64_t> stepped_up_ms{};  // who it is was proved again then
};

using Parameters = std::map<std::string, std::string, std::less<>>;

struct Request {
    Method method = Method::Get;
    std::string path;       // as sent, undecoded, without the query
    Parameters parameters;  // "{id}" of the route's pattern, decoded
    Parameters query;       // decoded; a name sent twice is refused before
    Headers headers;
    std::string body;
    std::string peer;  // address of the other end, without its port
    std::string id;    // "req_...": `instance` of every problem, and in the log
    Caller caller;     // empty on open routes
};

}  // namespace vuelve::http
