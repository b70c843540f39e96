#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/tills.h"

/// What a till knows before anybody has signed in there: where it stands and who works there.
/// Source: security.md 4, ux/README.md 9, docs/adr/0057.
namespace vuelve::app {

/// Somebody a till shows as a tile to sign in with.
struct DeskPerson {
    std::string login, name;
};

struct TillDesk {
    Till till;
    OpenProgramme* programme = nullptr;
    /// Those who chose a PIN and reach the till's store, by name.
    std::vector<DeskPerson> people;
    /// What may be spent of a member's points in a day without proof, minor units: the bound of
    /// what a till takes while it has no line (contract.md 1 rule 20).
    std::int64_t spend_without_proof_max = 0;
    /// What this till may let be spent so in a day, of all members together; none = no bound of
    /// its own.
    std::optional<std::int64_t> offline_spend_per_till_day_max{};
};

/// Errors: Unauthenticated when no active till has this secret.
Result<TillDesk> open_till_desk(Service& service, std::string_view secret);

}  // namespace vuelve::app
