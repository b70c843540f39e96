#include "cli/init.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "app/roles.h"
#include "app/service.h"
#include "app/staff.h"
#include "cli/serve_config.h"
#include "cli/text_of_file.h"

namespace vuelve::cli {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
    std::string folder = "vuelve", config, tenant = "shop", programme, admin = "admin";
};

/// One point for each whole unit of money, worth a hundredth of it. Where a shop starts from.
constexpr std::string_view first_programme = R"({
 "schema": "vuelve-programme/1",
 "programme": {"code": "CLUB", "name": {"es": "Club"}, "language": "es",
  "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2},
  "max_backdate_days": 30, "retro_claim_days": 1},
 "brands": [{"code": "MAIN"}],
 "stores": [{"code": "CENTRO", "brand": "MAIN"}],
 "currencies": [{"code": "PTS", "kind": "points", "name": {"es": "puntos"},
  "expiry": {"type": "fixed_term", "months": 12}, "money_value": {"points": 100, "amount": 100},
  "redeem": {"min_points": 100, "step": 100, "max_share": "50"}}],
 "rules": [{"id": "base", "version": 1, "name": {"es": "Un punto por dólar"},
  "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]}]
}
)";

constexpr std::string_view settings_text =
    R"(# Settings of this shop. Paths are relative to this file.
# The environment (VUELVE_PORT ...) and the command line (--port ...) have the last word.
database = "sqlite:data/vuelve.db"
# Whoever holds this file and the database can read the personal data: back it up apart.
keys = "keys/vuelve.keys"
address = "127.0.0.1"
port = 8080
# A receiver of webhooks inside your own network, by its exact address and port:
# webhook-target = "192.168.1.20:9000"
# Where what history is gets signed to, at every start and day: a folder on another machine shows
# that nobody changed this one (vuelve digest --check).
# digest-folder = "/mnt/other/vuelve"
)";

[[noreturn]] void fail(const Error& error) {
    std::string message = error.message;
    for (const Fault& fault : error.faults)
        message += fmt::format("\n  {}: {}: {}", fault.pointer, fault.code, fault.detail);
    throw std::runtime_error(message);
}

/// Where a shop is made: a folder of its own, or what a settings file says, as a package or an
/// operator laid it out.
struct Place {
    fs::path settings, keys;
    std::string database;
    bool has_settings = false;  // they are there and stay as they are
};

Place place_of(const InitOptions& options) {
    const fs::path folder(options.folder);
    if (options.config.empty())
        return {.settings = folder / "vuelve.toml",
                .keys = folder / "keys" / "vuelve.keys",
                .database = "sqlite:" + (folder / "data" / "vuelve.db").string()};
    const ServeConfig config = read_config({{"config", options.config}});
    if (config.keys.empty() || app::is_temporary(config.database))
        throw WrongUseError{options.config + ": names no database that stays, or no key ring"};
    return {.settings = options.config,
            .keys = config.keys,
            .database = config.database,
            .has_settings = true};
}

/// Nothing that is there is touched: neither a key ring nor a database that another one sealed.
void make_room(const Place& place) {
    const auto file = app::file_of_database(place.database);
    std::vector<fs::path> made{place.keys};
    if (!place.has_settings) made.push_back(place.settings);
    if (file) made.push_back(*file);
    for (const fs::path& path : made)
        if (fs::exists(path))
            throw WrongUseError{
                path.string() + " is already there: " +
                (place.has_settings ? "this shop is made" : "name another --folder")};
    if (file) fs::create_directories(file->parent_path());
    if (fs::exists(place.keys.parent_path())) return;  // whoever made it chose who may look in
    fs::create_directories(place.keys.parent_path());
    fs::permissions(place.keys.parent_path(), fs::perms::owner_all);
}

/// The key ring and the empty database.
std::unique_ptr<app::Service> make_store(const Place& place) {
    const auto file = app::file_of_database(place.database);
    if (auto made = app::create_key_ring(place.keys, file ? file->parent_path() : fs::path{});
        !made)
        fail(made.error());
    auto service =
        app::Service::open({.database = place.database, .key_ring = place.keys, .create = true});
    if (service && (*service)->programmes().all().empty()) return std::move(*service);
    fs::remove(place.keys);  // of no use: it has sealed nothing
    if (!service) fail(service.error());
    throw WrongUseError{
        "the database holds a shop already: it needs the key ring it was made with"};
}

int run_init(const InitOptions& options) {
    const Place place = place_of(options);
    const std::string document =
        options.programme.empty() ? std::string(first_programme) : text_of_file(options.programme);
    if (auto login = app::normalise_login(options.admin); !login) fail(login.error());
    // Before anything is made: a wrong document leaves no half-made shop.
    if (auto read = app::read_programme(document); !read) fail(read.error());

    make_room(place);
    const auto service = make_store(place);
    auto created = service->programmes().create(options.tenant, options.tenant, document, "init",
                                                service->now());
    if (!created) fail(created.error());
    const auto admin = app::add_staff(
        *service, app::operator_authority({*created, "init", "cli"}),
        {.login = options.admin, .name = options.admin, .role = std::string(app::admin_role)});
    if (!admin) fail(admin.error());
    if (!place.has_settings) {
        std::ofstream out(place.settings);
        if (!(out << settings_text).flush())
            throw std::runtime_error(place.settings.string() + ": cannot be written");
    }

    const std::string settings = place.settings.string();
    const auto file = app::file_of_database(place.database);
    fmt::print(
        "settings  {}\nkey ring  {}   (keep a copy of it apart from the data)\n"
        "database  {}\ntenant    {}\n"
        "admin     {}   first password: {}\n"
        "          (shown once, good for seven days: the first sign-in asks for another)\n\n"
        "next:  vuelve key create --config {} --name till-1 --scope pos\n"
        "       vuelve serve --config {}\n",
        settings, place.keys.string(), file ? file->string() : storage::shown(place.database),
        options.tenant, admin->staff.login, admin->password, settings, settings);
    return Done;
}

}  // namespace

CliCommand init_command() {
    return {.name = "init",
            .summary = "Make a shop: settings, key ring, database, its programme",
            .setup = [](CLI::App& app) {
                auto options = std::make_shared<InitOptions>();
                app.add_option("--folder", options->folder, "Where it is made (./vuelve)");
                app.add_option("--config", options->config,
                               "Settings that are there already: the shop is made where they say, "
                               "also on PostgreSQL")
                    ->excludes("--folder");
                app.add_option("--tenant", options->tenant, "Code of the first tenant (shop)");
                app.add_option("--admin", options->admin, "Login of the first admin (admin)");
                app.add_option("--programme", options->programme,
                               "Programme document; without it a plain one to start from");
                return [options] { return run_init(*options); };
            }};
}

}  // namespace vuelve::cli
