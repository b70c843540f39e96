#pragma once

#include "app/service.h"
#include "cli/sim/notebook.h"

/// From an order's text to a command for the engine, through the decoders of the doors.
namespace vuelve::cli {

/// Errors: ValidationFailed, with the faults of the body.
Result<app::Ask> ask_of(const app::OpenProgramme& programme,
                        const Notebook& book,
                        const Order& order);

}  // namespace vuelve::cli
