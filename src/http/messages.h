#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"

/// What people read when something is refused: Spanish of Latin America, English, Portuguese of
/// Brazil.
namespace vuelve::http {

enum class Language : std::uint8_t { Es, En, Pt };
inline constexpr std::array languages{Language::Es, Language::En, Language::Pt};

std::string_view tag(Language language);

/// Best of our languages for an Accept-Language value by its weights; Spanish when it names none of
/// ours.
Language choose_language(std::string_view accept_language);

/// A few words, the same for every problem of the code.
std::string_view title(ErrorCode code, Language language);
/// One sentence that says what to do; never with data of the request.
std::string_view detail(ErrorCode code, Language language);
/// One sentence for an `errors[].code` of contract.md 2; "" for a code that is not there.
std::string_view fault_detail(std::string_view fault_code, Language language);

/// The `errors[].code` values of contract.md 2.
std::span<const std::string_view> fault_codes();

}  // namespace vuelve::http
