#pragma once

#include <functional>

#include "cli/command.h"
#include "cli/serve_config.h"

namespace vuelve::cli {

/// Serves until the process is told to end; gives the exit code. main.cpp makes one of src/http,
/// which this folder does not see. Throws what stops the start, with what would be right.
using Serve = std::function<int(const ServeConfig&)>;

/// `vuelve serve [--config FILE] [--database sqlite:FILE] [--keys FILE] [--address A] [--port N]
/// [--io-threads N] [--web FOLDER] [--clock manual]`.
CliCommand serve_command(Serve serve);

}  // namespace vuelve::cli
