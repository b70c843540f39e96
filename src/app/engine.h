#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/decide.h"

/// The engine: takes every command that waits, decides them in order in one transaction, and
/// answers when it is durable. Source: design.md 3.
namespace vuelve::app {

struct ProgrammeKey {
    std::int64_t tenant = 0;
    std::int32_t programme = 0;
    friend auto operator<=>(const ProgrammeKey&, const ProgrammeKey&) = default;
};

struct IdentityText {
    std::string kind;   // phone email card external
    std::string value;  // normalised
};
struct ConsentGiven {
    std::string purpose, channel, text_version, source;
    bool given = false;
};

/// What an enrolment says about the person. Sealed before it reaches a table; decide never sees the
/// name.
struct Profile {
    std::string name;
    std::vector<IdentityText> identities;
    std::vector<ConsentGiven> consents;
    std::string home_store, language;
};

/// One command at the door, its member still a reference: "mbr_...", "phone:+593...", "card:...",
/// "external:...".
struct Ask {
    ProgrammeKey programme{};
    Command command;
    std::string member;                        // "" for commands without one
    std::shared_ptr<const Profile> profile{};  // enrolments
    std::optional<Instant>
        at{};  // history imports: the clock follows the rows (contract.md 1 rule 26)
};

struct Answer {
    Outcome outcome = Outcome::Rejected;
    std::optional<Error>
        error{};  // Rejected, or an unknown outcome (OutcomeUnknown, StorageFull, Overloaded)
    std::shared_ptr<const Receipt> receipt{};      // otherwise; for Replayed the first one
    std::shared_ptr<const Programme> programme{};  // the version that decided, for codes and names
};

using Done = std::function<void(Answer)>;

class Engine {
 public:
    virtual ~Engine() = default;
    /// From any thread; `done` is called once, on the writer's thread, after the commit. It must
    /// not block.
    virtual void submit(Ask ask, Done done) = 0;
    /// Several in order, in as few groups as possible; answers in the same order.
    virtual void submit_all(std::vector<Ask> asks,
                            std::function<void(std::vector<Answer>)> done) = 0;
    /// Runs everything due up to now for every holder, in the order of domain.md 5.5. Blocks until
    /// it is durable.
    virtual void run_all_due() = 0;

    /// The blocking forms.
    Answer ask(Ask ask);
    std::vector<Answer> ask_all(std::vector<Ask> asks);
};

}  // namespace vuelve::app
