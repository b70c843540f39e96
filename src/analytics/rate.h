#pragma once

#include <cstdint>
#include <optional>
#include <string>

/// How measures are told. Source: domain.md 11.
namespace vuelve::analytics {

/// A rate, share or average as reports and payloads carry it: a decimal with four places, "0.6154".
/// None where it is not defined.
using Rate = std::optional<std::string>;

/// part / whole, exact until the one rounding, half away from zero; none when `whole` is 0.
Rate rate_of(std::int64_t part, std::int64_t whole);

/// The same with other places after the point, 0 to 9.
std::optional<std::string> decimal_of(std::int64_t part, std::int64_t whole, int places);

/// An estimate as doors carry it, rounded: "0.769827". Text, because nothing above this layer
/// counts in floating point.
std::string decimal_text(double estimate, int places);
std::optional<std::string> decimal_text(const std::optional<double>& estimate, int places);

}  // namespace vuelve::analytics
