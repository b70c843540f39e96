#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

/// How a server is set up: vuelve.toml, then the environment, then the command line; the last word
/// counts. Source: design.md 5.
namespace vuelve::cli {

struct ServeConfig {
    std::string database = "sqlite:vuelve.db";  // paths are as the program sees them
    std::filesystem::path keys;                 // "" = none: only for a database in memory
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0 = any free one
    int io_threads = 1;
    std::filesystem::path web;              // "" = no pages
    std::string webhook_targets;            // "127.0.0.1:9000, [::1]:9001"
    std::filesystem::path digest_folder;    // "" = history is not signed by itself
    std::int64_t password_memory_mib = 64;  // what a sign-in costs to check (security.md 4)
    int password_passes = 3;
    bool asks_second_factor = true;  // no setting: false in `vuelve demo` alone
    bool tells_codes = false;        // likewise true: members' codes stand in the terminal
    std::optional<std::int64_t>
        manual_clock_ms;  // where a manual clock stands; none = the machine's
};

/// Where "system", "manual" or "manual:INSTANT" lets the clock stand; none = the machine's. `where`
/// names the setting in what is thrown (WrongUseError).
std::optional<std::int64_t> manual_clock(const std::string& text, const std::string& where);

/// What a person typed for each setting, by name. "" in the command line = not given.
using Settings = std::map<std::string, std::string>;

/// Declares --config and the flags of `names` ("database" -> "--database").
void add_settings(CLI::App& app, Settings& flags, const std::vector<std::string>& names);

/// Reads what is there. Without --config (or VUELVE_CONFIG) vuelve.toml of the working folder is
/// read if it exists. Paths in the file are relative to it. Throws WrongUseError that names file,
/// line and what would be right.
ServeConfig read_config(const Settings& flags);

}  // namespace vuelve::cli
