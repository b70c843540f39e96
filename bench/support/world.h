#pragma once

#include <memory>
#include <string>

#include "domain/decide.h"

/// The benchmark's shop as the domain sees it: members in a state, without database or threads.
namespace vuelve::bench {

inline constexpr Instant world_at{1'772'452'800'000};  // Monday 2 March 2026, noon UTC

struct World {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme;
    State state;
    Fresh& fresh;
    std::vector<HolderId> members;
    std::uint64_t number = 0;
    Instant at = world_at;

    World(int campaigns, std::vector<HolderId> of, Fresh& fresh_values);
    /// Over a programme in force and holders as they are there.
    World(std::shared_ptr<const Programme> in_force, std::vector<Holder> of, Fresh& fresh_values);

    struct Sale {
        Command command;
        std::string document;  // for the record
    };
    /// A purchase of the next member in turn.
    Sale sale();
    /// Advances the state. A rejected decision stops the process.
    Decision run(const Command& command);
    /// What a running shop forgets as well; else the state grows with the benchmark.
    void forget();
};

/// Numbers in a row for worlds without a store.
std::vector<HolderId> members_in_a_row(std::int64_t count);

}  // namespace vuelve::bench
