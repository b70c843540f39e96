#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "codec/command_request.h"
#include "codec/identity.h"
#include "codec/member_json.h"
#include "domain/decide.h"
#include "storage/config_store.h"

/// The engine: takes every command that waits, decides them in order in one transaction, and
/// answers when it is durable. Source: design.md 3.
namespace vuelve::app {

using storage::ProgrammeKey;

/// What an enrolment says about the person. Sealed before it reaches a table; decide never sees the
/// name.
struct Profile {
    std::string name;
    std::vector<Identity> identities;  // normalised
    std::vector<ConsentRequest> consents;
    std::string home_store, language;
    std::string device, payment_token;
    std::vector<std::string> address;         // its lines
    std::optional<bool> of_age{};             // said instead of a birth date
    std::string guardian{}, guardian_text{};  // who agreed for a child, to which text
};

/// Who asks at a door, as far as spending a member's points goes.
struct SpendGuard {
    std::string credential;  // a proof counts for the one it was given to
    std::string proof;       // as sent, "" = none
    bool is_own = false;     // the member's own session: no proof is needed
    std::string till{};      // the device or key that asks: what it lets be spent offline counts
};

/// As Ask::household: make one.
inline constexpr std::string_view new_household = "new";

/// One command at the door. asks.h makes them from decoded bodies.
struct Ask {
    ProgrammeKey programme{};
    Command command;
    /// The member as referred to: "mbr_...", "phone:+593...", "card:...", "external:..."; "" for
    /// commands without one.
    std::string member;
    /// The second member, referred to likewise: who receives, the duplicate, the recipient; ""
    /// for commands without one.
    std::string other;
    /// "hhd_..." to join one, `new_household` to make it; "" for a JoinHousehold makes it too, for
    /// an enrolment means none.
    std::string household;
    std::string referral_code;  // of who recommended an enrolment; "" = nobody
    std::vector<std::string>
        payment_tokens;              // of a purchase's tenders, as sent: hashed when stored
    std::vector<std::string> codes;  // of a supplier, as sent: hashed and sealed when stored
    /// Of an enrolment. Of a ChangeIdentity only `identities`: the one it is about; to replace, the
    /// old one and the new one.
    std::shared_ptr<const Profile> profile{};
    std::optional<ProfileChange> profile_change{};  // of an UpdateMember
    std::optional<Hash16> fiscal{};  // of a purchase's invoice number: names no other purchase
    std::string document = "{}";     // the command for the record, nothing personal in clear
    std::string reason;              // free text of people: sealed into the record
    std::string comment;             // free text of the member: sealed with the member's own key
    std::vector<HolderId> own_members{};  // of the staff who ask: nobody serves themselves
    /// None below the doors: imports and golden cases spend freely.
    std::optional<SpendGuard> guard{};
    std::optional<Instant>
        at{};                 // history imports: the clock follows the rows (contract.md 1 rule 26)
    bool is_preview = false;  // decided and told, and nothing is kept
    bool is_heard = false;    // with a time of its own: members are told of it all the same
};

struct Answer {
    Outcome outcome = Outcome::Rejected;
    std::optional<Error>
        error{};  // Rejected, or an unknown outcome (OutcomeUnknown, StorageFull, Overloaded)
    std::shared_ptr<const Receipt> receipt{};      // otherwise; for Replayed the first one
    std::shared_ptr<const Programme> programme{};  // the version that decided, for codes and names
};

using Done = std::function<void(Answer)>;
using AllDone = std::function<void(std::vector<Answer>)>;

class Engine {
 public:
    virtual ~Engine() = default;
    /// From any thread; `done` is called once, on the writer's thread, after the commit. It must
    /// not block.
    virtual void submit(Ask ask, Done done) = 0;
    /// Several in order, in as few groups as possible; answers in the same order.
    virtual void submit_all(std::vector<Ask> asks, AllDone done) = 0;
    /// Runs what is due now for one holder, so that a read shows it. Blocks until it is durable.
    virtual void settle(const ProgrammeKey& programme, HolderId holder) = 0;
    /// Runs this on the writer's thread, between two groups, at its time: what must not happen in
    /// the middle of one. What was to be published by then is in force before. Blocks. Errors:
    /// StorageFull, Overloaded, OutcomeUnknown.
    virtual Result<void> alone(std::function<void(Instant now)> work) = 0;
    /// Runs everything due now for every holder, in the order of domain.md 5.5. Blocks until it is
    /// durable.
    virtual void settle_all() = 0;

    /// The blocking forms.
    Answer ask(Ask ask);
    std::vector<Answer> ask_all(std::vector<Ask> asks);
};

}  // namespace vuelve::app
