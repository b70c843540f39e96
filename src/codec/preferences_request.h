#pragma once

#include <vector>

#include "base/result.h"
#include "codec/command_request.h"
#include "domain/message_type.h"

namespace vuelve {

/// What a member chooses of how they are called and written to.
struct PreferencesBody {
    /// Language, alias, birth date, as far as they were said.
    std::optional<CommandRequest> facts;
    struct Message {
        MessageType type{};
        MessageChannel channel{};
        bool wanted = true;
    };
    std::vector<Message> messages;
};

/// `{language?, alias?, birth_date?, messages?: [{type, channel, wanted}]}`; what is absent stays,
/// null takes away. Errors: ValidationFailed with every fault; also for a message that is always
/// told, or that never goes out on that channel.
Result<PreferencesBody> decode_preferences(const Json& json, const std::string& member);

}  // namespace vuelve
