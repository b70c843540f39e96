#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "domain/programme.h"

namespace vuelve {

/// A refusal with its own numbers as the programme's country writes them: "Pediste 2,000 puntos y
/// hay 1,840 disponibles." "" when the code has no such sentence or the error does not carry its
/// figures; the code's general sentence then stands for it.
std::string error_sentence(const Error& error,
                           const Programme& programme,
                           std::string_view language);

/// Codes that have a sentence with figures, for the tests that read them all.
std::span<const ErrorCode> codes_with_figures();
/// Its text with places {0}, {1} ... still open.
std::string_view open_sentence(ErrorCode code, std::string_view language);

}  // namespace vuelve
