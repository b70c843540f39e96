#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>

#include "app/service.h"
#include "cli/command.h"
#include "cli/serve_config.h"

/// What commands about one programme of a database share: which one is meant, and opening it.
namespace vuelve::cli {

/// A command's options derive from these.
struct ShopOptions {
    Settings settings;
    std::string programme;
};

struct OpenedShop {
    std::unique_ptr<app::Service> service;
    app::OpenProgramme* programme = nullptr;

    /// The command line as the one who asks.
    app::Caller caller() const { return {programme->key(), "cli", "cli"}; }
};

/// Read: beside a running server, nothing is written. ReadFacts: facts (docs/adr/0020) are first
/// brought up to date when no server does it.
enum class ShopAccess : std::uint8_t { Read, ReadFacts, Write };
/// Throws what a command reports; WrongUseError when it is not clear which programme is meant.
OpenedShop open_shop(const ShopOptions& options, ShopAccess access);

/// A command with --config, --database, --keys, --programme and what `declare` adds.
template <class Options>
CliCommand shop_command(std::string name,
                        std::string summary,
                        int (*work)(const Options&),
                        void (*declare)(CLI::App&, Options&)) {
    return {.name = std::move(name),
            .summary = std::move(summary),
            .setup = [work, declare](CLI::App& app) {
                auto options = std::make_shared<Options>();
                add_settings(app, options->settings, {"database", "keys"});
                app.add_option("--programme", options->programme,
                               "Code of the programme; needed when there are several");
                declare(app, *options);
                return [options, work] { return work(*options); };
            }};
}

}  // namespace vuelve::cli
