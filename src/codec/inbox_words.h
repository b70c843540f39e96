#pragma once

#include <string_view>

#include "domain/message_type.h"

namespace vuelve {

/// One kind of message in each language; {store} and the like are its variables.
struct InboxWords {
    struct Told {
        std::string_view title;
        std::string_view text;   // where the message has all that it names
        std::string_view plain;  // where it does not
    };
    MessageType type{};
    std::string_view leads_to;
    Told es, en, pt;

    const Told& in(std::string_view language) const {
        return language == "en" ? en : language == "pt" ? pt : es;
    }
};
const InboxWords& inbox_words(MessageType type);

}  // namespace vuelve
