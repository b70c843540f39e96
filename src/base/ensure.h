#pragma once

#include <source_location>

namespace vuelve {

/// Stops the process with `claim` on standard error. Kept in release builds: a wrong ledger is
/// worse than none.
[[noreturn]] void broken(const char* claim,
                         std::source_location where = std::source_location::current());

/// For what only a fault of ours can break; what users send never reaches it.
inline void ensure(bool holds,
                   const char* claim,
                   std::source_location where = std::source_location::current()) {
    if (!holds) [[unlikely]]
        broken(claim, where);
}

}  // namespace vuelve
