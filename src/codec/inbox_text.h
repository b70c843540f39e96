#pragma once

#include <string>
#include <string_view>

#include "codec/sentences.h"
#include "domain/message_type.h"

namespace vuelve {

/// A message as the card shows it to its member, and which of its pages it leads to: "voucher",
/// "history", "rewards", "level", "survey", "balance", "privacy", "invite" or "home".
struct InboxText {
    std::string title, text;
    std::string_view leads_to;
};
/// `variables` as the message's row keeps them: numbers and codes, never a name of somebody.
InboxText inbox_text(MessageType type, std::string_view variables, const Telling& telling);

/// That they are going to be erased, and how long they may think otherwise.
std::string announced_erasure_text(Day last_day, const Telling& telling);

}  // namespace vuelve
