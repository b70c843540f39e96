#pragma once

#include <memory>
#include <string>
#include <vector>

#include "codec/json.h"

namespace vuelve::cli {

/// A client of one server, over one connection that is kept.
class HttpClient {
 public:
    /// "http://127.0.0.1:8080"
    explicit HttpClient(std::string address);
    ~HttpClient();

    struct Told {
        long status = 0;
        bool replayed = false;  // Idempotent-Replayed
        Json body;              // null when it is no JSON
    };
    struct Sent {
        std::string key;              // bearer, "" = none
        std::string idempotency_key;  // "" = none
        std::string etag{};           // If-Match, "" = none
    };
    /// Throws std::runtime_error when nothing answers.
    Told get(const std::string& path, const Sent& sent);
    Told post(const std::string& path, const std::string& body, const Sent& sent);
    Told patch(const std::string& path, const std::string& body, const Sent& sent);
    Told put(const std::string& path, const std::string& body, const Sent& sent);

 private:
    Told send(const std::string& path, const Sent& sent);

    struct Handle;
    std::string address_;
    std::unique_ptr<Handle> handle_;
};

}  // namespace vuelve::cli
