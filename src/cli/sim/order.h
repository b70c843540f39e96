#pragma once

#include <string>
#include <vector>

#include "domain/ids.h"

namespace vuelve::cli {

/// One command of the simulation before it is sent, as text a person can read and the same seed
/// gives again. Codes and ids that differ from run to run stand as aliases: "@v3" for the code of a
/// voucher, "@r2" for a reservation, "@d5" for a redemption, "@h1" for a household.
struct Order {
    std::string op;    // as in worked cases: "purchase", "join_household"
    std::string key;   // its id or idempotency key
    std::string path;  // what the address would name: a member, a purchase, "@r2"
    std::string body;  // JSON
    bool is_resent = false;

    std::string text() const { return op + ' ' + key + ' ' + path + ' ' + body; }
};

}  // namespace vuelve::cli
