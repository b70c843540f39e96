#pragma once

#include <string>
#include <string_view>

#include "storage/database.h"

/// What only one of several programs on a database may do or be at a time, and until when. Times
/// are the machine's, in milliseconds. Source: scale-out.md S5, Q17.
namespace vuelve::storage {

/// Takes or prolongs it. False when another program has it still.
bool take_lease(Transaction& tx,
                std::string_view name,
                const std::string& owner,
                std::int64_t now_ms,
                std::int64_t until_ms);
void give_lease_back(Transaction& tx, std::string_view name, const std::string& owner);

/// Takes the lowest number of a generator of ids that no other program has. Corrupt when all 1024
/// are taken.
int take_generator(Transaction& tx,
                   const std::string& owner,
                   std::int64_t now_ms,
                   std::int64_t until_ms);
/// What the lease of a generator is called.
std::string generator_lease(int number);

}  // namespace vuelve::storage
