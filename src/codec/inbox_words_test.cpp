#include "codec/inbox_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace vuelve {
namespace {

/// What a sentence names: "{points}".
std::set<std::string> names_in(std::string_view sentence) {
    std::set<std::string> names;
    for (std::size_t open = sentence.find('{'); open != std::string_view::npos;
         open = sentence.find('{', open + 1))
        names.emplace(sentence.substr(open + 1, sentence.find('}', open) - open - 1));
    return names;
}

TEST(InboxWords, tell_every_kind_of_message_in_every_language) {
    for (const MessageKind& kind : message_kinds()) {
        const InboxWords& words = inbox_words(kind.type);
        EXPECT_EQ(words.type, kind.type) << kind.name;
        EXPECT_FALSE(words.leads_to.empty()) << kind.name;
        const auto asked = names_in(words.in("es").text);
        for (const std::string_view language : {"es", "en", "pt"}) {
            const InboxWords::Told& told = words.in(language);
            for (const std::string_view sentence : {told.title, told.text, told.plain}) {
                EXPECT_FALSE(sentence.empty()) << kind.name << language;
                EXPECT_FALSE(sentence.contains('!')) << sentence;
            }
            EXPECT_EQ(names_in(told.text), asked) << kind.name << language;
            // What stands in where something is missing names nothing.
            EXPECT_THAT(names_in(told.plain), testing::IsEmpty()) << told.plain;
            EXPECT_THAT(names_in(told.title), testing::IsEmpty()) << told.title;
        }
    }
}

TEST(InboxWords, are_different_in_each_language) {
    for (const MessageKind& kind : message_kinds()) {
        const InboxWords& words = inbox_words(kind.type);
        EXPECT_NE(words.es.title, words.en.title) << kind.name;
        EXPECT_NE(words.es.title, words.pt.title) << kind.name;
    }
}

}  // namespace
}  // namespace vuelve
