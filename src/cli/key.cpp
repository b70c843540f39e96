#include "cli/key.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/service.h"
#include "cli/or_fail.h"
#include "cli/serve_config.h"

namespace vuelve::cli {
namespace {

struct KeyOptions {
    Settings settings;
    std::string programme, name, expires, id;
    std::vector<std::string> scopes;
};

/// The shop's parts, and which programme is meant.
struct Shop {
    std::unique_ptr<app::Service> service;
    app::ProgrammeKey programme;
};

Shop open_shop(const KeyOptions& options, bool read_only) {
    const ServeConfig config = read_config(options.settings);
    Shop shop{or_fail(app::Service::open(
                  {.database = config.database, .key_ring = config.keys, .read_only = read_only})),
              {}};
    const auto found = shop.service->programmes().find_code(options.programme);
    if (!found)
        throw WrongUseError{options.programme.empty()
                                ? "there is not exactly one programme: name it with --programme"
                                : "--programme " + options.programme + ": there is none"};
    shop.programme = *found;
    return shop;
}

/// End of the last day on which a key counts, in the programme's zone. At most a year ahead
/// (security.md 4).
Instant expiry_of(const Shop& shop, const KeyOptions& options) {
    constexpr int days_max = 365;
    const auto snapshot = shop.service->programmes().find(shop.programme)->snapshot();
    const Day today = snapshot->zone().local_day(shop.service->now());
    const auto last =
        options.expires.empty() ? std::optional(today + days_max) : parse_day(options.expires);
    if (!last || *last < today || *last - today > days_max)
        throw WrongUseError{"--expires " + options.expires +
                            ": a day like 2026-12-31, from today and within a year"};
    return snapshot->zone().day_start(*last + 1);
}

int create(const KeyOptions& options) {
    const Shop shop = open_shop(options, false);
    const Instant expires_at = expiry_of(shop, options);
    const std::string text = or_fail(shop.service->create_key(
        shop.programme, options.name, options.name, options.scopes, expires_at));
    fmt::print(stderr, "This is shown once. It counts until {}.\n", format_instant(expires_at));
    fmt::print("{}\n", text);
    return Done;
}

int list_keys(const KeyOptions& options) {
    const Shop shop = open_shop(options, true);
    fmt::print("{:16}  {:24}  {:8}  {:20}  {}\n", "id", "name", "state", "until", "scopes");
    for (const auto& key : shop.service->keys(shop.programme)) {
        const bool revoked = key.state == storage::ApiKeyState::Revoked;
        const bool valid = key.valid_at(shop.service->now());
        fmt::print("{:16}  {:24}  {:8}  {:20}  {}\n", key.key_id, key.name,
                   revoked ? "revoked"
                   : valid ? "active"
                           : "expired",
                   key.expires_at ? format_instant(*key.expires_at) : "-",
                   fmt::join(key.scopes, " "));
    }
    return Done;
}

int revoke(const KeyOptions& options) {
    const Shop shop = open_shop(options, false);
    if (!shop.service->revoke_key(shop.programme, options.id))
        throw std::runtime_error(options.id + ": there is no such active key");
    fmt::print("{} is revoked\n", options.id);
    return Done;
}

CliCommand command(std::string name,
                   std::string summary,
                   int (*work)(const KeyOptions&),
                   void (*declare)(CLI::App&, KeyOptions&)) {
    return {.name = std::move(name),
            .summary = std::move(summary),
            .setup = [work, declare](CLI::App& app) {
                auto options = std::make_shared<KeyOptions>();
                add_settings(app, options->settings, {"database", "keys"});
                app.add_option("--programme", options->programme,
                               "Code of the programme; needed when there are several");
                declare(app, *options);
                return [options, work] { return work(*options); };
            }};
}

}  // namespace

std::vector<CliCommand> key_commands() {
    return {
        command(
            "key create", "Make an API key; it is printed once", create,
            [](CLI::App& app, KeyOptions& options) {
                app.add_option("--name", options.name, "Whose it is: till-1, web shop")->required();
                app.add_option("--scope", options.scopes,
                               "pos, shop, publishable, all, or a scope; may be repeated")
                    ->required();
                app.add_option("--expires", options.expires,
                               "Last day on which it counts, at most a year ahead");
            }),
        command("key list", "List the API keys", list_keys, [](CLI::App&, KeyOptions&) {}),
        command("key revoke", "Revoke an API key", revoke, [](CLI::App& app, KeyOptions& options) {
            app.add_option("id", options.id, "Its id, as `key list` shows it")->required();
        })};
}

}  // namespace vuelve::cli
