#include "cli/serve_config.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <functional>

#include "app/webhooks.h"
#include "cli/command.h"
#include "domain/calendar.h"

namespace vuelve::cli {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";
constexpr std::string_view in_memory = "sqlite::memory:";

/// A value and where it was written, for messages.
struct Given {
    std::string text;
    std::string where;             // "vuelve.toml:3: port", "VUELVE_PORT", "--port"
    std::filesystem::path folder;  // relative paths begin here
};

[[noreturn]] void wrong(const Given& given, std::string_view expected) {
    throw WrongUseError{
        fmt::format("{}: \"{}\" will not do: {}", given.where, given.text, expected)};
}

std::filesystem::path path_of(const Given& given) {
    std::filesystem::path path(given.text);
    return path.is_absolute() || given.text.empty() ? path : given.folder / path;
}

template <class Number>
Number number_of(const Given& given, Number least, Number most, std::string_view expected) {
    Number number{};
    const char* end = given.text.data() + given.text.size();
    const auto [stop, error] = std::from_chars(given.text.data(), end, number);
    if (error != std::errc{} || stop != end || number < least || number > most)
        wrong(given, expected);
    return number;
}

std::string database_of(const Given& given) {
    if (!app::is_database_name(given.text))
        wrong(given,
              "a database is named sqlite:FILE, sqlite::memory: or postgres://USER@HOST/NAME");
    if (given.text == in_memory || !given.text.starts_with(sqlite_scheme)) return given.text;
    Given file{given.text.substr(sqlite_scheme.size()), given.where, given.folder};
    return std::string(sqlite_scheme) + path_of(file).string();
}

std::optional<std::int64_t> clock_of(const Given& given) {
    constexpr std::string_view manual = "manual", manual_at = "manual:";
    if (given.text == "system") return std::nullopt;
    if (given.text == manual)
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    std::optional<Instant> at;
    if (given.text.starts_with(manual_at)) at = parse_instant(given.text.substr(manual_at.size()));
    if (!at) wrong(given, "system, manual, or manual:2026-03-10T09:00:00-05:00");
    return at->value;
}

using Apply = void (*)(ServeConfig&, const Given&);

const std::map<std::string, Apply>& settings() {
    static const std::map<std::string, Apply> known{
        {"database", [](ServeConfig& c, const Given& g) { c.database = database_of(g); }},
        {"keys", [](ServeConfig& c, const Given& g) { c.keys = path_of(g); }},
        {"address", [](ServeConfig& c, const Given& g) { c.address = g.text; }},
        {"port",
         [](ServeConfig& c, const Given& g) {
             c.port = number_of<std::uint16_t>(g, 0, 65535, "a port is a number up to 65535");
         }},
        {"io-threads",
         [](ServeConfig& c, const Given& g) {
             c.io_threads = number_of(g, 1, 64, "1 to 64 threads; one or two are usual");
         }},
        {"web", [](ServeConfig& c, const Given& g) { c.web = path_of(g); }},
        {"webhook-target",
         [](ServeConfig& c, const Given& g) {
             if (const auto read = app::read_private_targets(g.text); !read)
                 wrong(g, read.error().message);
             c.webhook_targets = g.text;
         }},
        {"digest-folder", [](ServeConfig& c, const Given& g) { c.digest_folder = path_of(g); }},
        {"password-cost",
         [](ServeConfig& c, const Given& g) {
             if (g.text != "standard" && g.text != "small")
                 wrong(g, "standard (64 MiB, 3 passes) or small (19 MiB, 2 passes)");
             const bool is_small = g.text == "small";
             c.password_memory_mib = is_small ? 19 : 64;
             c.password_passes = is_small ? 2 : 3;
         }},
        {"clock", [](ServeConfig& c, const Given& g) { c.manual_clock_ms = clock_of(g); }},
    };
    return known;
}

std::string known_names() {
    std::string names;
    for (const auto& [name, apply] : settings()) names += (names.empty() ? "" : ", ") + name;
    return names;
}

void read_file(const std::filesystem::path& file, ServeConfig& config) {
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw WrongUseError{fmt::format("{}:{}: {}", file.string(), error.source().begin.line,
                                        error.description())};
    }
    for (const auto& [key, node] : table) {
        const std::string name(key.str());
        const std::string where =
            fmt::format("{}:{}: {}", file.string(), key.source().begin.line, name);
        const auto known = settings().find(name);
        if (known == settings().end())
            throw WrongUseError{where + " is no setting; known are " + known_names()};
        Given given{{}, where, file.parent_path()};
        if (const auto* text = node.as_string())
            given.text = text->get();
        else if (const auto* number = node.as_integer())
            given.text = std::to_string(number->get());
        else
            throw WrongUseError{where + " is a text in quotes or a whole number"};
        known->second(config, given);
    }
}

/// VUELVE_IO_THREADS of "io-threads".
std::string variable_of(const std::string& name) {
    std::string variable = "VUELVE_" + name;
    for (char& c : variable)
        c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return variable;
}

std::filesystem::path file_of(const Settings& flags) {
    if (auto flag = flags.find("config"); flag != flags.end() && !flag->second.empty())
        return flag->second;
    if (const char* named = std::getenv("VUELVE_CONFIG")) return named;
    return std::filesystem::exists("vuelve.toml") ? "vuelve.toml" : "";
}

}  // namespace

void add_settings(CLI::App& app, Settings& flags, const std::vector<std::string>& names) {
    static const std::map<std::string, std::string> told{
        {"config", "Settings file; without it vuelve.toml of this folder, if there is one"},
        {"database", "sqlite:FILE, postgres://USER@HOST/NAME, or sqlite::memory:"},
        {"keys", "The key ring's file, outside the data folder"},
        {"address", "Address to listen on (127.0.0.1)"},
        {"port", "Port to listen on (8080); 0 = any free one"},
        {"io-threads", "Threads that read and write sockets (1)"},
        {"web", "Folder of the pages: card, till, console, docs"},
        {"webhook-target",
         "Address:port that webhooks may reach although it is not public, also without TLS; "
         "several "
         "with commas"},
        {"digest-folder",
         "Folder, best on another machine, where history is signed to at every start and day"},
        {"password-cost",
         "What checking a password costs: standard (64 MiB), or small (19 MiB) for a machine with "
         "little memory"},
        {"clock", "system; for tests manual or manual:INSTANT, on a loopback address"}};
    flags["config"];
    app.add_option("--config", flags["config"], told.at("config"));
    for (const std::string& name : names) app.add_option("--" + name, flags[name], told.at(name));
}

std::optional<std::int64_t> manual_clock(const std::string& text, const std::string& where) {
    return clock_of({text, where, {}});
}

ServeConfig read_config(const Settings& flags) {
    ServeConfig config;
    if (const auto file = file_of(flags); !file.empty()) read_file(file, config);
    for (const auto& [name, apply] : settings()) {
        const std::string variable = variable_of(name);
        if (const char* text = std::getenv(variable.c_str())) apply(config, {text, variable, {}});
        if (auto flag = flags.find(name); flag != flags.end() && !flag->second.empty())
            apply(config, {flag->second, "--" + name, {}});
    }
    return config;
}

}  // namespace vuelve::cli
