#include "domain/trait.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace vuelve {
namespace {

/// Fewer letters and digits name a town, not a door.
constexpr std::size_t telling_length = 6;

/// Base letter of the second byte of a character U+00C0 to U+00FF; 0 = no letter of ours.
char base_letter(unsigned char second) {
    using namespace std::string_view_literals;
    static constexpr std::string_view letters =
        "aaaaaaaceeeeiiiidnooooo\0ouuuuy\0saaaaaaaceeeeiiiidnooooo\0ouuuuy\0y"sv;
    static_assert(letters.size() == 64);
    return letters[second - 0x80U];
}

/// The words of one line, small, without accents; signs end a word.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words(1);
    auto end_word = [&] {
        if (!words.back().empty()) words.emplace_back();
    };
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'A' && c <= 'Z') {
            words.back() += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            words.back() += c;
        } else if (byte == 0xC3 && i + 1 < line.size()) {
            const auto second = static_cast<unsigned char>(line[++i]);
            if (const char letter = (second & 0xC0U) == 0x80U ? base_letter(second) : '\0')
                words.back() += letter;
        } else if (byte == 0xCC) {
            ++i;  // an accent that stands after its letter
        } else if (byte == 0xC2 || byte == 0xE2) {
            i += byte == 0xC2 ? 1 : 2;  // the sign of "N°", dashes, spaces that do not break
            end_word();
        } else if (byte >= 0x80) {
            words.back() += c;  // other scripts tell addresses apart as they are
        } else {
            end_word();
        }
    }
    return words;
}

/// One spelling of what people write in many; "" for what only introduces a number.
std::string_view plain(std::string_view word) {
    using Spelling = std::pair<std::string_view, std::string_view>;
    static constexpr std::array spellings{
        Spelling{"no", ""},          Spelling{"nro", ""},         Spelling{"num", ""},
        Spelling{"numero", ""},      Spelling{"n", ""},           Spelling{"nr", ""},
        Spelling{"avenida", "av"},   Spelling{"avda", "av"},      Spelling{"ave", "av"},
        Spelling{"calle", "cl"},     Spelling{"c", "cl"},         Spelling{"cll", "cl"},
        Spelling{"carrera", "cr"},   Spelling{"cra", "cr"},       Spelling{"kra", "cr"},
        Spelling{"kr", "cr"},        Spelling{"pasaje", "pje"},   Spelling{"psje", "pje"},
        Spelling{"boulevard", "bl"}, Spelling{"bulevar", "bl"},   Spelling{"blvd", "bl"},
        Spelling{"edificio", "ed"},  Spelling{"edif", "ed"},      Spelling{"departamento", "ap"},
        Spelling{"depto", "ap"},     Spelling{"dpto", "ap"},      Spelling{"apartamento", "ap"},
        Spelling{"apto", "ap"},      Spelling{"apt", "ap"},       Spelling{"urbanizacion", "urb"},
        Spelling{"colonia", "col"},  Spelling{"manzana", "mz"},   Spelling{"jiron", "jr"},
        Spelling{"esquina", "esq"},  Spelling{"oficina", "of"},   Spelling{"rua", "r"},
        Spelling{"piso", "p"},       Spelling{"kilometro", "km"}, Spelling{"autopista", "aut"}};
    auto known = std::ranges::find(spellings, word, &Spelling::first);
    return known == spellings.end() ? word : known->second;
}

}  // namespace

std::string_view name_of(TraitKind kind) {
    static constexpr std::array names{"", "device", "payment_token", "address"};
    return names[std::to_underlying(kind)];
}

std::string normalised_address(std::span<const std::string> lines) {
    std::string kept;
    for (const std::string& line : lines)
        for (const std::string& word : words_of(line)) kept += plain(word);
    return kept.size() < telling_length ? std::string() : kept;
}

std::vector<std::string> name_words(std::string_view name) {
    static constexpr std::array<std::string_view, 9> small{"de", "del", "la",  "las", "los",
                                                           "da", "do",  "dos", "y"};
    auto words = words_of(name);
    std::erase_if(words, [](const std::string& word) {
        return word.size() < 2 || std::ranges::find(small, word) != small.end();
    });
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

std::string normalised_token(std::string_view token) {
    constexpr std::string_view around = " \t";
    const auto first = token.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return std::string(token.substr(first, token.find_last_not_of(around) - first + 1));
}

}  // namespace vuelve
