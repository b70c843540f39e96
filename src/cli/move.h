#pragma once

#include "cli/command.h"

/// `vuelve migrate --from sqlite:FILE --to postgres://USER@HOST/NAME`, and back again: every row,
/// and one checksum on both sides.
namespace vuelve::cli {

CliCommand migrate_command();

}  // namespace vuelve::cli
