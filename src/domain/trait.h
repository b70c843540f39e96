#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What two people do not share by chance, and how two spellings of it are recognised. Source:
/// domain.md 8.4; docs/adr/0031.
namespace vuelve {

enum class TraitKind : std::uint8_t { Device = 1, PaymentToken, Address };
std::string_view name_of(TraitKind kind);

/// Letters and digits of all lines, without case and accents, the common words of Spanish and
/// Portuguese addresses in one spelling: "Avda. Amazonas N° 34-12" and "av amazonas 34 12" are one.
/// "" when too little is left to tell one address from another.
std::string normalised_address(std::span<const std::string> lines);

/// The words of a name that tell people apart, small and without accents, each once: "José de la
/// Cruz" is "cruz jose".
std::vector<std::string> name_words(std::string_view name);

/// A device's or a payment's token tells apart by itself: only what surrounds it goes.
std::string normalised_token(std::string_view token);

}  // namespace vuelve
