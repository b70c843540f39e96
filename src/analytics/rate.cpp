#include "analytics/rate.h"

#include <fmt/format.h>

#include "domain/money.h"

namespace vuelve::analytics {

std::optional<std::string> decimal_of(std::int64_t part, std::int64_t whole, int places) {
    if (whole == 0) return std::nullopt;
    const bool is_negative = (part < 0) != (whole < 0);
    const __int128 above = part < 0 ? -static_cast<__int128>(part) : part;
    const __int128 below = whole < 0 ? -static_cast<__int128>(whole) : whole;
    const std::int64_t scale = power_of_ten(places);
    const __int128 rounded = (2 * above * scale + below) / (2 * below);
    const auto integer = static_cast<std::int64_t>(rounded / scale);
    const auto fraction = static_cast<std::int64_t>(rounded % scale);
    const char* sign = is_negative && rounded != 0 ? "-" : "";
    if (places == 0) return fmt::format("{}{}", sign, integer);
    return fmt::format("{}{}.{:0{}}", sign, integer, fraction, places);
}

Rate rate_of(std::int64_t part, std::int64_t whole) { return decimal_of(part, whole, 4); }

std::string decimal_text(double estimate, int places) {
    std::string text = fmt::format("{:.{}f}", estimate, places);
    const bool is_zero = text.find_first_of("123456789") == std::string::npos;
    return is_zero && text.starts_with('-') ? text.substr(1) : text;
}

std::optional<std::string> decimal_text(const std::optional<double>& estimate, int places) {
    if (!estimate) return std::nullopt;
    return decimal_text(*estimate, places);
}

}  // namespace vuelve::analytics
