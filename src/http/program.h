#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/api.h"

/// The program as a server: the parts of src/app behind the parts of src/http, until it is asked to
/// stop.
namespace vuelve::http {

struct ProgramOptions {
    std::string database = "sqlite::memory:";
    std::filesystem::path key_ring;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0 = any free one
    int io_threads = 1;
    /// The clock stands here until a test moves it. Loopback addresses only (design.md D13).
    std::optional<Instant> manual_clock{};
    /// Folder with what browsers load: card, till, console, docs. What is not there is not served.
    std::filesystem::path web;
    std::string version = "dev";
    /// What webhooks may reach besides public addresses: "127.0.0.1:9000, [::1]:9001".
    std::string webhook_targets{};
    /// Where history is signed to, again and again; "" = nowhere.
    std::filesystem::path digest_folder{};
    /// What a sign-in costs to check; docs/guide/security-staff.md.
    app::PasswordCost password_cost{};
    /// False for `vuelve demo` alone, see app::ServiceOptions.
    bool asks_second_factor = true;
    /// Is told the codes that members are to be sent, for `vuelve demo` alone; none = they wait for
    /// whoever passes them on.
    std::function<void(const std::string&)> tell_code{};
    Rate rate{};  // how often one credential may ask
    /// A write whose outcome nobody knows: serve() stops then, so that recovery decides
    /// (security.md R4).
    std::function<void(const std::string& why)> on_unknown{};
    /// Lines for the log, from any thread; never with anything of a person.
    std::function<void(const std::string&)> say = [](const std::string&) {};
};

/// A running server and everything behind it. Its end answers what was accepted.
class Program {
 public:
    /// Errors (InternalError, the message says what would be right): what Service::open and
    /// Server::start refuse, a manual clock on a public address.
    static Result<std::unique_ptr<Program>> start(const ProgramOptions& options);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    std::uint16_t port() const;
    app::Service& service();
    std::string address() const;  // "http://127.0.0.1:8080"

 private:
    struct Parts;
    explicit Program(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// Starts, says where, and serves until SIGTERM or SIGINT. Errors: as Program::start;
/// OutcomeUnknown when it stopped itself because a commit could not be confirmed.
Result<void> serve(const ProgramOptions& options);

}  // namespace vuelve::http
