#include "codec/sentences_phrases.h"

namespace vuelve {

const Phrases& phrases_of(std::string_view language) {
    if (language == "en") return phrases_en;
    if (language == "pt") return phrases_pt;
    return phrases_es;
}

std::string fill(std::string_view phrase, std::initializer_list<std::string_view> values) {
    std::string text;
    fill_into(text, phrase, values);
    return text;
}

void fill_into(std::string& text,
               std::string_view phrase,
               std::initializer_list<std::string_view> values) {
    std::size_t bytes = text.size() + phrase.size();
    for (const std::string_view value : values) bytes += value.size();
    text.reserve(bytes);
    for (std::size_t from = 0; from < phrase.size();) {
        const std::size_t place = phrase.find('{', from);
        text += phrase.substr(from, place - from);
        if (place == std::string_view::npos) break;
        if (place + 2 >= phrase.size() || phrase[place + 2] != '}') {
            text += '{';
            from = place + 1;
            continue;
        }
        const auto index = static_cast<std::size_t>(phrase[place + 1] - '0');
        if (index < values.size()) text += values.begin()[index];
        from = place + 3;
    }
}

namespace {

bool cut(std::string& word, std::string_view ending, std::string_view instead) {
    if (!word.ends_with(ending) || word.size() == ending.size()) return false;
    word.replace(word.size() - ending.size(), ending.size(), instead);
    return true;
}

}  // namespace

std::string singular(std::string_view plural, std::string_view language) {
    std::string word(plural.substr(0, plural.find(' ')));
    std::string rest(plural.substr(word.size()));
    if (language == "en") {
        cut(word, "ies", "y") || cut(word, "s", "");
    } else if (language == "pt") {
        cut(word, "ões", "ão") || cut(word, "ais", "al") || cut(word, "ns", "m") ||
            cut(word, "res", "r") || cut(word, "zes", "z") || cut(word, "s", "");
    } else {
        cut(word, "ones", "ón") || cut(word, "les", "l") || cut(word, "res", "r") ||
            cut(word, "ces", "z") || cut(word, "s", "");
    }
    return word + rest;
}

}  // namespace vuelve
