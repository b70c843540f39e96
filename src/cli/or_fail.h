#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "base/result.h"

namespace vuelve::cli {

/// The value, or the refusal thrown as a command reports it: its message and a line for every
/// fault.
template <class T>
T or_fail(Result<T> result) {
    if (result) return std::move(*result);
    std::string message = result.error().message;
    for (const Fault& fault : result.error().faults)
        message += fmt::format("\n  {}: {}: {}", fault.pointer, fault.code, fault.detail);
    throw std::runtime_error(message);
}

}  // namespace vuelve::cli
