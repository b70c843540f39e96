#include "cli/serve.h"

#include <CLI/CLI.hpp>

namespace vuelve::cli {

CliCommand serve_command(Serve serve) {
    return {.name = "serve",
            .summary = "Serve the shop: API, pages and jobs",
            .setup = [serve = std::move(serve)](CLI::App& app) {
                auto flags = std::make_shared<Settings>();
                add_settings(app, *flags,
                             {"database", "keys", "address", "port", "io-threads", "web",
                              "webhook-target", "digest-folder", "password-cost", "clock"});
                return [flags, serve] { return serve(read_config(*flags)); };
            }};
}

}  // namespace vuelve::cli
