#pragma once

#include <array>
#include <string_view>

/// Words of the sentences about changes of a document: es, en, pt.
namespace vuelve {

using ThreeWords = std::array<std::string_view, 3>;
/// Place of a language in them; es for one we do not speak.
std::size_t place_of_language(std::string_view language);

/// "La regla {0}" by the section's name; the section itself where it has no word.
ThreeWords thing_word(std::string_view section);
/// "el tope diario" by the member's name; the name itself where it has no word.
ThreeWords field_word(std::string_view name);

struct DiffPhrases {
    std::string_view added, removed, changed, set, unset, touched, factor, yes, no;
};
const DiffPhrases& diff_phrases(std::string_view language);

}  // namespace vuelve
