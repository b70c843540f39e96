#include "cli/key.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/service.h"
#include "cli/or_fail.h"
#include "cli/shop_command.h"
#include "codec/network.h"

namespace vuelve::cli {
namespace {

struct KeyOptions : ShopOptions {
    std::string name, expires, id;
    std::vector<std::string> scopes, stores, networks, origins;
    int overlap_hours = 24;
};

/// End of the last day on which a key counts, in the programme's zone. At most a year ahead
/// (security.md 4).
Instant expiry_of(const OpenedShop& shop, const KeyOptions& options) {
    constexpr int days_max = 365;
    const auto snapshot = shop.programme->snapshot();
    const Day today = snapshot->zone().local_day(shop.service->now());
    const auto last =
        options.expires.empty() ? std::optional(today + days_max) : parse_day(options.expires);
    if (!last || *last < today || *last - today > days_max)
        throw WrongUseError{"--expires " + options.expires +
                            ": a day like 2026-12-31, from today and within a year"};
    return snapshot->zone().day_start(*last + 1);
}

int show_once(const app::NewKey& made) {
    fmt::print(stderr, "{} is shown once. It counts until {}.\n", made.key.key_id,
               made.key.expires_at ? format_instant(*made.key.expires_at) : "it is revoked");
    fmt::print("{}\n", made.text);
    return Done;
}

int create(const KeyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const Instant expires_at = expiry_of(shop, options);
    for (const std::string& network : options.networks)
        if (!parse_network(network))
            throw WrongUseError{"--address " + network + ": an address, or a net like 10.0.0.0/8"};
    for (const std::string& origin : options.origins)
        if (!is_origin(origin))
            throw WrongUseError{"--origin " + origin + ": a page's origin, https://shop.example"};
    const auto snapshot = shop.programme->snapshot();
    for (const std::string& store : options.stores)
        if (!snapshot->find_store(store))
            throw WrongUseError{"--store " + store + ": none is called so"};
    return show_once(
        or_fail(shop.service->keys().create(shop.caller(), {.name = options.name,
                                                            .scopes = options.scopes,
                                                            .stores = options.stores,
                                                            .networks = options.networks,
                                                            .origins = options.origins,
                                                            .expires_at = expires_at})));
}

int rotate(const KeyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    const Instant until = shop.service->now() + options.overlap_hours * ms_per_hour;
    const auto made = or_fail(shop.service->keys().rotate(shop.caller(), options.id, until));
    fmt::print(stderr, "{} counts for {} more hours.\n", options.id, options.overlap_hours);
    return show_once(made);
}

int list_keys(const KeyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Read);
    fmt::print("{:16}  {:24}  {:8}  {:20}  {:20}  {}\n", "id", "name", "state", "until",
               "last used", "scopes");
    for (const auto& key : shop.service->keys().list(shop.programme->key())) {
        const bool revoked = key.state == storage::ApiKeyState::Revoked;
        const bool valid = key.valid_at(shop.service->now());
        const auto time = [](const auto& at) { return at ? format_instant(*at) : "-"; };
        fmt::print("{:16}  {:24}  {:8}  {:20}  {:20}  {}\n", key.key_id, key.name,
                   revoked ? "revoked"
                   : valid ? "active"
                           : "expired",
                   time(key.expires_at), time(key.last_used_at), fmt::join(key.scopes, " "));
    }
    return Done;
}

int revoke(const KeyOptions& options) {
    const OpenedShop shop = open_shop(options, ShopAccess::Write);
    if (!shop.service->keys().revoke(shop.caller(), options.id))
        throw std::runtime_error(options.id + ": there is no such active key");
    fmt::print("{} is revoked\n", options.id);
    return Done;
}

}  // namespace

std::vector<CliCommand> key_commands() {
    return {
        shop_command<KeyOptions>(
            "key create", "Make an API key; it is printed once", create,
            [](CLI::App& app, KeyOptions& options) {
                app.add_option("--name", options.name, "Whose it is: till-1, web shop")->required();
                app.add_option("--scope", options.scopes,
                               "pos, shop, publishable, all, or a scope; may be repeated")
                    ->required();
                app.add_option("--store", options.stores,
                               "Code of a store it is bound to; may be repeated");
                app.add_option("--address", options.networks,
                               "Address or net it is used from; may be repeated");
                app.add_option("--origin", options.origins,
                               "Web page it is used from (publishable keys); may be repeated");
                app.add_option("--expires", options.expires,
                               "Last day on which it counts, at most a year ahead");
            }),
        shop_command<KeyOptions>(
            "key rotate", "Make a key that takes the place of another; it is printed once", rotate,
            [](CLI::App& app, KeyOptions& options) {
                app.add_option("id", options.id, "Its id, as `key list` shows it")->required();
                app.add_option("--overlap-hours", options.overlap_hours,
                               "How long the old one still counts; 24")
                    ->check(CLI::Range(0, 720));
            }),
        shop_command<KeyOptions>("key list", "List the API keys", list_keys,
                                 [](CLI::App&, KeyOptions&) {}),
        shop_command<KeyOptions>(
            "key revoke", "Revoke an API key", revoke, [](CLI::App& app, KeyOptions& options) {
                app.add_option("id", options.id, "Its id, as `key list` shows it")->required();
            })};
}

}  // namespace vuelve::cli
