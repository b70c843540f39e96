#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "codec/command_text.h"
#include "codec/identity.h"
#include "codec/json.h"
#include "domain/command.h"

namespace vuelve {

/// What a change says about a person that rules never see. None = stays; "" = taken away.
struct ProfileChange {
    std::optional<std::string> name, alias, language;
};

/// A decoded body: the command, and what it refers to as it was sent. The decoders beside it
/// (entitlement_request.h, account_request.h, operator_request.h) refuse with ValidationFailed and
/// every fault.
struct CommandRequest {
    CommandBody body;  // members, household and voucher's owner still unresolved
    CommandText text;
    std::string member;                      // identity.h, parse_member_reference; "" = none
    std::string other;                       // receiver, recipient, duplicate; "" = none
    std::string household;                   // "hhd_..."; "" = none
    std::string store;                       // where it happens, "" = the first
    std::vector<std::string> codes;          // of a supplier
    std::vector<Identity> identities;        // of a change: the one, or the old and the new
    std::optional<ProfileChange> profile{};  // of a change of the member's own facts
    std::string reason;                      // free text
    std::string comment;                     // free text of the member
    std::string proof;
    std::string key;  // a key of its own, whoever asks; "" = the one the caller gave
};

}  // namespace vuelve
