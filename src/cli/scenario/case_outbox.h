#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "analytics/outbox.h"
#include "cli/scenario/aliases.h"
#include "cli/scenario/commands.h"
#include "codec/json.h"

/// The outbox of a world without tables, and how a case sees any outbox.
namespace vuelve::cli {

/// A message as a case shows it: type and when, then channel and what it says, or why it is not
/// sent.
struct CaseMessage {
    std::string type, state, channel, reason;
    Instant at{};
    std::string variables;  // JSON
};
/// The member of a `messages`. Errors: ValidationFailed.
Result<std::string> decode_messages(const GoldenStep& step);
/// `{status, messages: [{type, channel, at, variables}], dropped: [{type, reason}]}`; planned ones
/// are neither yet. Vouchers by their alias.
Json messages_json(const std::vector<CaseMessage>& messages, const Aliases& aliases);
/// The same, where only a function knows the alias of a voucher.
using VoucherAlias = std::function<std::string(const std::string&)>;
Json messages_json(const std::vector<CaseMessage>& messages, const VoucherAlias& alias);

/// Messages of every member, as the engine's outbox decides them, in memory.
class CaseOutbox {
 public:
    void enrol(HolderId member, const GoldenMember& person);
    /// What a decision makes `due`, drops and changes; `state` has it applied.
    void follow(const Programme& programme,
                const State& state,
                std::vector<Notice> due,
                const Decision& decision,
                Instant at);
    void allow(HolderId member, const SetConsent& consent);
    /// Hours at which something may be told: those up to `now` that nobody asked about yet.
    struct Hours {
        Instant after{};
        std::vector<Instant> hours;
    };
    Hours hours(const Programme& programme, Instant now) const;
    /// What the calendar makes due in (after, until], and what was planned until then.
    void tell_due(const Programme& programme, const State& state, Instant after, Instant until);
    std::vector<CaseMessage> of(HolderId member) const;

 private:
    using Key = std::tuple<HolderId, MessageType, std::int64_t, std::int32_t>;
    void keep(analytics::Message message);

    std::map<HolderId, analytics::Contact> contacts_;
    std::map<Key, analytics::Message> messages_;
    std::optional<Instant> told_until_;
};

}  // namespace vuelve::cli
